package dev.weir.flow.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Modules, prompts, and prompts with all they need.
class FrozenTest {
  private static final PromptModule TONE =
      PromptModule.parse(
          "tone",
          """
          {"text":"Be {{manner}}.\\nAnswer briefly.","variables":{"manner":{"otherwise":"kind"}}}\
          """);
  private static final PromptModule TASK =
      PromptModule.parse("task", "{\"role\":\"user\",\"text\":\"Help {{customer}}.\"}");
  private static final Prompt PROMPT =
      Prompt.parse(
          "support",
          """
          {"modules":[{"module":"tone","version":2},{"module":"task","version":5}],
           "model":"gpt-4o","defaults":{"temperature":0.20,"max_tokens":300}}\
          """);

  private static Frozen frozen() {
    return Frozen.of("support", 7, PROMPT, List.of(TONE, TASK), String::length);
  }

  @Test
  void aPromptIsFrozenWithItsModulesTheirVariablesAndTokens() {
    assertThat(frozen().blocks())
        .extracting(Block::module, Block::version, Block::tokens)
        .containsExactly(tuple("tone", 2, 20L), tuple("task", 5, 6L));
    assertThat(frozen().variables()).containsOnlyKeys("customer", "manner");
  }

  @Test
  void everyFormIsReadBackAsItWasWritten() {
    assertThat(Frozen.parse(frozen().json())).isEqualTo(frozen());
    assertThat(PromptModule.parse("tone", TONE.json())).isEqualTo(TONE);
    assertThat(Prompt.parse("support", PROMPT.json())).isEqualTo(PROMPT);
    for (long seed = 0; seed < 200; seed++) {
      Frozen any = new Bodies(seed).prompt();
      assertThat(Frozen.parse(any.json())).as("seed %d", seed).isEqualTo(any);
    }
  }

  @Test
  void aSystemModuleBehindATurnIsRefused() {
    Prompt turned =
        Prompt.parse(
            "p",
            """
            {"modules":[{"module":"task","version":5},{"module":"tone","version":2}],"model":"m"}\
            """);

    assertThatThrownBy(() -> Frozen.of("p", 1, turned, List.of(TASK, TONE), String::length))
        .hasMessageContaining("module 'tone' is of the role system");
  }

  @Test
  void aPromptHasNoMoreVariablesThanALabelCanHold() {
    StringBuilder some = new StringBuilder();
    StringBuilder others = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      some.append("{{a").append(i).append("}}");
      others.append("{{b").append(i).append("}}");
    }
    PromptModule one = PromptModule.parse("tone", "{\"text\":\"%s\"}".formatted(some));
    PromptModule other = PromptModule.parse("task", "{\"text\":\"%s\"}".formatted(others));

    assertThatThrownBy(() -> Frozen.of("support", 1, PROMPT, List.of(one, other), String::length))
        .hasMessageContaining("at most 64 variables, had 80");
  }

  @Test
  void whatStandsInHolesOtherwiseHasALimitHoweverManyHolesThereAre() {
    PromptModule much =
        PromptModule.parse(
            "tone",
            "{\"text\":\"%s\",\"variables\":{\"a\":{\"otherwise\":\"%s\"}}}"
                .formatted("{{a}}".repeat(100), "x".repeat(3_000)));

    assertThatThrownBy(() -> Frozen.of("support", 1, PROMPT, List.of(much, TASK), String::length))
        .hasMessageContaining("at most 262144 bytes", "had 300000");
  }

  @Test
  void modulesThatDeclareAVariableDifferentlyDoNotGoTogether() {
    PromptModule other = PromptModule.parse("task", "{\"role\":\"user\",\"text\":\"{{manner}}\"}");

    assertThatThrownBy(() -> Frozen.of("support", 1, PROMPT, List.of(TONE, other), String::length))
        .hasMessageContaining("'task' version 5 declares variable 'manner' otherwise");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                          | text has 1 to",
        "{\"text\":\"x\",\"rolle\":\"user\"}         | 'rolle' is not known here, only role, text",
        "{\"text\":\"x\",\"role\":\"tool\"}          | role is system, user or assistant, was 'tool'",
        "{\"text\":\"x {{Customer}}\"}               | '{{Customer}}' names no variable",
        "{\"text\":\"x\",\"variables\":{\"a\":{}}}   | variables are those with a hole in the text: []",
        "{\"text\":\"{{a}}\",\"variables\":{\"a\":{\"bytes_max\":70000}}} | bytes_max is 1 to 65536",
        "{\"text\":\"{{a}}\",\"variables\":{\"a\":{\"bytes_max\":2,\"otherwise\":\"abc\"}}} | longer",
      })
  void aModuleSaysWhatIsWrongWithIt(String json, String message) {
    assertThatThrownBy(() -> PromptModule.parse("tone", json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("module 'tone'")
        .hasMessageContaining(message);
  }

  @Test
  void bracesAroundAnythingElseAreText() {
    PromptModule json = PromptModule.parse("m", "{\"text\":\"{{\\\"a\\\":1}} and { {x} }\"}");

    assertThat(json.variables()).isEmpty();
    assertThat(Block.written(json.text())).isEqualTo(json.text());
  }

  @Test
  void noModuleIsCalledAsWhatIsNoModules() {
    assertThatThrownBy(() -> PromptModule.parse("caller", "{\"text\":\"x\"}"))
        .hasMessageContaining("'caller' is what is no module's");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"modules\":[],\"model\":\"m\"}                                  | 1 to 32 modules",
        "{\"modules\":[{\"module\":\"a\"}],\"model\":\"m\"}                | versions begin with 1",
        "{\"modules\":[{\"module\":\"a\",\"version\":1}],\"model\":\"prompt/x\"} | and no prompt's",
        "{\"modules\":[{\"module\":\"a\",\"version\":1},{\"module\":\"a\",\"version\":2}],\"model\":\"m\"} | there twice",
        "{\"modules\":[{\"module\":\"a\",\"version\":1}],\"model\":\"m\",\"defaults\":{\"temperature\":3}} | 0 to 2",
      })
  void aPromptSaysWhatIsWrongWithIt(String json, String message) {
    assertThatThrownBy(() -> Prompt.parse("p", json))
        .hasMessageContaining("prompt 'p'")
        .hasMessageContaining(message);
  }

  @Test
  void twoPromptsDifferInSettingsAndModulesLineByLine() {
    PromptModule longer =
        PromptModule.parse("tone", "{\"text\":\"Be exact.\\nAnswer briefly.\\nName sources.\"}");
    Prompt next =
        Prompt.parse(
            "support",
            """
            {"modules":[{"module":"tone","version":3}],"model":"gpt-4o-mini",
             "defaults":{"temperature":0.20,"max_tokens":300}}\
            """);
    Frozen after = Frozen.of("support", 8, next, List.of(longer), String::length);

    Difference difference = Difference.between(frozen(), after);

    assertThat(difference.settings())
        .extracting(Difference.Setting::name)
        .containsExactly("model", "variable customer", "variable manner");
    assertThat(difference.modules())
        .extracting(Difference.Changed::module)
        .containsExactly("tone", "task");
    assertThat(difference.modules().getFirst().lines())
        .containsExactly("-Be {{manner}}.", "+Be exact.", " Answer briefly.", "+Name sources.");
    assertThat(difference.modules().getLast().after()).isEmpty();
    assertThat(Difference.between(after, after)).isEqualTo(new Difference(List.of(), List.of()));
  }
}
