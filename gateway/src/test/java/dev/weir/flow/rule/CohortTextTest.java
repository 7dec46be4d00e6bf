package dev.weir.flow.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rollouts and experiments as they stand in a rule book.
class CohortTextTest {
  private static final String ROLLOUT =
      "{\"id\":\"support\",\"share\":0.1,\"users\":[\"grace\",\"ada\"],\"mode\":\"shadow\"}";
  private static final String EXPERIMENT =
      """
      {"id":"shorter","use_case":"support","unit":"ticket","share":0.5,"asked":["gpt-4o"],
       "arms":[{"name":"control","weight":2},{"name":"small","weight":1,"model":"gpt-4o-mini"},
        {"name":"canary","weight":1,"prompt":"support@canary"},
        {"name":"manual","weight":1,"without_ai":true}],
       "state":"running","from":"2026-11-01T00:00:00Z"}
      """;

  private static RuleBook book(String rollouts, String experiments) {
    return RuleBook.parse(
        "{\"rollouts\":[%s],\"experiments\":[%s]}".formatted(rollouts, experiments));
  }

  @Test
  void isReadAsItIsWritten() {
    RuleBook book = book(ROLLOUT, EXPERIMENT);

    assertThat(RuleBook.parse(book.json()).json()).isEqualTo(book.json());
    assertThat(RuleBook.parse(book.json()).version()).isEqualTo(book.version());
    assertThat(book.json())
        .contains("\"users\":[\"ada\",\"grace\"]")
        .contains("\"prompt\":\"support@canary\"")
        .contains("\"without_ai\":true")
        .contains("\"salt\":\"shorter\"");
  }

  @Test
  void aBookWithoutThemHasTheTextItAlwaysHad() {
    assertThat(RuleBook.EMPTY.json()).doesNotContain("rollouts").doesNotContain("experiments");
    assertThat(book("", "").version()).isEqualTo(RuleBook.EMPTY.version());
    assertThat(book(ROLLOUT, "").version()).isNotEqualTo(RuleBook.EMPTY.version());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":\"s\"} | field 'share' or 'users', or 'closed', must be there",
        "{\"id\":\"s\",\"share\":1.5} | field 'share' cannot be used (a share of users is from 0 to 1, was 1.5)",
        "{\"id\":\"s\",\"share\":\"ten\"} | field 'share' must be a decimal number, was \"ten\"",
        "{\"id\":\"s\",\"share\":1,\"users_max\":5} | field 'users_max' needs 'eligible' to be 'roster'",
        "{\"id\":\"s\",\"share\":1,\"users_maximum\":5} | unknown field 'users_maximum'",
        "{\"id\":\"s\",\"share\":1,\"eligible\":\"staff\"} | field 'eligible' must be one of [everybody, roster]",
        "{\"id\":\"s\",\"share\":1,\"eligible\":\"roster\",\"users_max\":-1} | field 'users_max' must be a whole number from 0 to 2147483647",
        "{\"id\":\"s\",\"closed\":1} | field 'closed' must be true or false, was 1",
        "{\"id\":\"s\",\"users\":[\"\"]} | rollout 's': field 'users': a tag value has 1 to 256 characters, was 0",
        "{\"id\":\"s\",\"share\":1,\"mode\":\"off\"} | field 'mode' must be one of [enforce, shadow], was off",
      })
  void refusesARolloutNamingFieldRuleAndValue(String json, String message) {
    assertThatThrownBy(() -> CohortText.rollout(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"use_case\":\"support\" | \"case\":\"support\" | field 'use_case' is missing",
        "\"ticket\" | \"model\" | field 'unit': the tag 'model' is set by Weir",
        "0.5 | 0 | field 'share' is above 0, was 0",
        "\"weight\":2 | \"weight\":0 | arm 'control': field 'weight' is 1 to 1000000, was 0",
        "\"weight\":2 | \"weight\":0.5 | field 'weight' must be a whole number, was 0.5",
        "\"small\" | \"control\" | field 'arms': 'control' is there twice",
        "\"without_ai\":true | \"without_ai\":true,\"model\":\"x\" | field 'model' stands without 'prompt' and 'without_ai'",
        "\"running\" | \"on\" | field 'state' must be one of [draft, running, stopped], was on",
        "2026-11-01T00:00:00Z | soon | field 'from'",
        "\"asked\":[\"gpt-4o\"] | \"asked\":[\"\"] | field 'asked' has at most 100 names, none of them empty",
      })
  void refusesAnExperimentNamingFieldRuleAndValue(String was, String is, String message) {
    String json = EXPERIMENT.replace(was, is);

    assertThat(json).isNotEqualTo(EXPERIMENT);
    assertThatThrownBy(() -> CohortText.experiment(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'shorter'")
        .hasMessageContaining(message);
  }

  @Test
  void anExperimentNeedsTwoArms() {
    assertThatThrownBy(() ->
            CohortText.experiment(
                "{\"id\":\"x\",\"use_case\":\"s\",\"arms\":[{\"name\":\"a\",\"weight\":1}]}"))
        .hasMessageContaining("field 'arms' has 2 to 20 arms, was 1");
  }
}
