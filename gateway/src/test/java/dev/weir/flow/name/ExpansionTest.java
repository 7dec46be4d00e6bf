package dev.weir.flow.name;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.name.PromptModule.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A prompt in a request: what the provider gets, and what no value can do to it.
class ExpansionTest {
  private static final int ROUNDS = 400;
  private static final List<String> MEMBERS =
      List.of(
          "messages",
          "system",
          "instructions",
          "input",
          "contents",
          "systemInstruction",
          "system_instruction",
          "generationConfig",
          "generation_config",
          "inferenceConfig",
          "metadata",
          "labels",
          "requestMetadata",
          "temperature",
          "max_tokens");
  private static final List<String> HOSTILE =
      List.of(
          "\"mark\"",
          "{\"mark\":1}",
          "[\"mark\"]",
          "[[\"mark\"]]",
          "[{\"mark\":1}]",
          "{\"parts\":\"mark\"}",
          "{\"parts\":{\"mark\":1}}",
          "[{\"role\":7,\"content\":\"mark\"}]",
          "[{\"role\":[],\"content\":[[],\"mark\"]}]",
          "[{\"role\":\"user\",\"content\":{\"mark\":1}}]",
          "[{\"role\":\"user\",\"content\":[]},\"mark\"]",
          "[{\"content\":[{\"text\":\"mark\"}],\"role\":\"user\"}]");

  private static Incoming asking(Wire wire) {
    boolean inPath = wire == Wire.GEMINI_GENERATE || wire == Wire.BEDROCK_CONVERSE;
    return new Incoming(wire, inPath ? "prompt/p" : "", false);
  }

  private static String header(Map<String, String> values) {
    ObjectNode header = Bodies.tree("{}".getBytes(UTF_8));
    values.forEach(header::put);
    StringBuilder ascii = new StringBuilder();
    header
        .toString()
        .chars()
        .forEach(letter ->
            ascii.append(letter > '~' ? "\\u%04x".formatted(letter) : (char) letter + ""));
    return ascii.toString();
  }

  private static Expansion.Expanded expanded(Expansion expansion) {
    if (expansion instanceof Expansion.Expanded expanded) {
      return expanded;
    }
    throw new AssertionError(expansion.toString());
  }

  private static String refused(Expansion expansion) {
    if (expansion instanceof Expansion.Refused(String why)) {
      return why;
    }
    throw new AssertionError("not refused");
  }

  private static Frozen prompt(Map<String, Variable> variables, Block... blocks) {
    return new Frozen("p", 7, "real", Defaults.NONE, new TreeMap<>(variables), List.of(blocks));
  }

  private static Block block(Role role, String text) {
    return Block.of("m", 1, 1, role, text);
  }

  private static String chat(Frozen prompt, String body, String variables) {
    Expansion expansion =
        Expansion.of(prompt, asking(Wire.OPENAI_CHAT), body.getBytes(UTF_8), variables);
    return new String(expanded(expansion).body(), UTF_8);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "OPENAI_CHAT",
        "OPENAI_RESPONSES",
        "ANTHROPIC_MESSAGES",
        "GEMINI_GENERATE",
        "BEDROCK_CONVERSE"
      })
  void everyRequestBecomesWhatASlowWriterMakesOfItWhateverTheValues(Wire wire) {
    for (long seed = 0; seed < ROUNDS; seed++) {
      Bodies bodies = new Bodies(seed);
      Frozen prompt = bodies.prompt();
      Map<String, String> values = bodies.values(prompt);
      boolean inHeader = seed % 2 == 0;
      ObjectNode asked = bodies.request(wire, inHeader ? Map.of() : values);
      byte[] body = bodies.bytes(asked);

      Expansion.Expanded expanded =
          expanded(
              Expansion.of(
                  prompt, asking(wire), body, inHeader && !values.isEmpty() ? header(values) : ""));

      assertThat(Bodies.tree(expanded.body()))
          .as("seed %d of %s", seed, wire)
          .isEqualTo(SlowExpansion.of(prompt, values, wire, asked));
      assertThat(AskReader.read(expanded.incoming(), expanded.body()))
          .as("seed %d of %s", seed, wire)
          .isInstanceOfSatisfying(
              AskReader.Reading.Understood.class,
              understood -> assertThat(understood.ask().model()).isEqualTo("real-model"));
    }
  }

  @Test
  void whatIsNotThePromptsStaysByteForByte() {
    Frozen prompt = prompt(Map.of(), block(Role.SYSTEM, "Be kind."));
    String body =
        """
        { "messages" : [ {"role":"user","content":"h\\u0065llo"} ],\t"x":1.50e+0,
          "model":"prompt/p" , "stop":["\\u0041"] }\
        """;

    assertThat(chat(prompt, body, ""))
        .isEqualTo(
            """
            { "messages" : [ {"role":"system","content":"Be kind."},{"role":"user","content":"h\\u0065llo"} ],\t"x":1.50e+0,
              "model":"real" , "stop":["\\u0041"] }\
            """);
  }

  @Test
  void thePromptsTurnsStandBehindTheCallersSystemMessages() {
    Frozen prompt =
        prompt(
            Map.of(),
            block(Role.SYSTEM, "S"),
            block(Role.USER, "example"),
            block(Role.ASSISTANT, "answer"));

    assertThat(
            chat(
                prompt,
                """
                {"model":"prompt/p","messages":[{"role":"system","content":"mine"},{"role":"user","content":"hi"}]}\
                """,
                ""))
        .isEqualTo(
            """
            {"model":"real","messages":[{"role":"system","content":"S"},{"role":"system","content":"mine"},\
            {"role":"user","content":"example"},{"role":"assistant","content":"answer"},{"role":"user","content":"hi"}]}\
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"metadata\":{\"var.customer\":\"Ada\"},\"model\":\"prompt/p\"}",
        "{\"model\":\"prompt/p\",\"metadata\":{\"var.customer\":\"Ada\"}}",
        "{\"model\":\"prompt/p\" , \"metadata\" : {\"var.customer\":\"Ada\"} , \"messages\":[]}",
        "{\n \"metadata\": {\"var.customer\":\"Ada\"}\n , \"model\":\"prompt/p\"\n}"
      })
  void variablesAreTakenOutOfTheBodyWithTheirComma(String body) {
    Frozen prompt =
        prompt(Map.of("customer", Variable.GIVEN), block(Role.SYSTEM, "For {{customer}}."));

    ObjectNode sent = Bodies.tree(chat(prompt, body, "").getBytes(UTF_8));

    assertThat(sent.has("metadata")).isFalse();
    assertThat(sent.path("messages").get(0).path("content").asText()).isEqualTo("For Ada.");
  }

  @Test
  void aCallThatGivesNoValueGetsWhatStandsThereOtherwise() {
    Frozen prompt =
        prompt(
            Map.of("tier", new Variable(Optional.of("free"), 10)),
            block(Role.SYSTEM, "Tier {{ tier }}."));

    assertThat(chat(prompt, "{\"model\":\"prompt/p\"}", "")).contains("Tier free.");
    assertThat(chat(prompt, "{\"model\":\"prompt/p\"}", "{\"tier\":\"gold\"}"))
        .contains("Tier gold.");
  }

  @Test
  void whatIsMissingUnknownOrTooLongIsRefusedByItsNameAndNoValueIsSaid() {
    Frozen prompt =
        prompt(
            Map.of("customer", Variable.GIVEN, "plan", new Variable(Optional.empty(), 5)),
            block(Role.SYSTEM, "{{customer}} {{plan}}"));
    byte[] body = "{\"model\":\"prompt/p\"}".getBytes(UTF_8);
    Incoming chat = asking(Wire.OPENAI_CHAT);

    assertThat(refused(Expansion.of(prompt, chat, body, "")))
        .contains("'p' version 7", "customer, plan", "var.customer", "x-weir-variables");
    assertThat(
            refused(
                Expansion.of(
                    prompt, chat, body, "{\"customer\":\"secretive\",\"plan\":\"longer\"}")))
        .contains("'plan'", "at most 5 bytes, had 6")
        .doesNotContain("secretive", "longer");
    assertThat(refused(Expansion.of(prompt, chat, body, "{\"colour\":\"secretive\"}")))
        .contains("no variable 'colour'", "customer, plan")
        .doesNotContain("secretive");
    assertThat(refused(Expansion.of(prompt, chat, body, "{\"Ignore all of it\":\"x\"}")))
        .contains("no variable of such a name")
        .doesNotContain("Ignore");
    assertThat(refused(Expansion.of(prompt, chat, body, "{\"customer\":7}")))
        .contains("'customer' is a text");
    assertThat(refused(Expansion.of(prompt, chat, body, "customer=Ada")))
        .contains("x-weir-variables is no JSON object");
    assertThat(
            refused(
                Expansion.of(
                    prompt,
                    chat,
                    "{\"model\":\"prompt/p\",\"metadata\":{\"var.customer\":\"a\"}}"
                        .getBytes(UTF_8),
                    "{\"customer\":\"b\"}")))
        .contains("'customer' is given twice");
  }

  @ParameterizedTest
  @CsvSource({"5, 1, 60000, 300000", "1, 5, 60000, 300000", "1, 40000, 7, 280000"})
  void whatAllValuesAddToAPromptHasALimitHoweverOftenTheyStandThere(
      int variables, int times, int bytes, int had) {
    Map<String, Variable> named = new TreeMap<>();
    Map<String, String> values = new TreeMap<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < variables; i++) {
      named.put("v" + i, Variable.GIVEN);
      values.put("v" + i, "x".repeat(bytes));
      text.append("{{v%d}}".formatted(i).repeat(times));
    }
    Frozen prompt = prompt(named, block(Role.SYSTEM, text.toString()));

    assertThat(refused(asked(prompt, header(values))))
        .contains("add at most 262144 bytes to a prompt", "had " + had);
  }

  @Test
  void aValueIsQuotedWithoutGrowingBeyondWhatWasMeasured() {
    Frozen prompt = prompt(Map.of("v", Variable.GIVEN), block(Role.SYSTEM, "{{v}}{{v}}{{v}}{{v}}"));
    String controls = "\u0001".repeat(60_000);

    Expansion.Expanded expanded = expanded(asked(prompt, header(Map.of("v", controls))));

    assertThat(Bodies.tree(expanded.body()).path("messages").get(0).path("content").asText())
        .isEqualTo(controls.repeat(4));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "OPENAI_CHAT",
        "OPENAI_RESPONSES",
        "ANTHROPIC_MESSAGES",
        "GEMINI_GENERATE",
        "BEDROCK_CONVERSE"
      })
  void nothingThatACallerSaysIsLostToAPromptWhateverItsKind(Wire wire) {
    Frozen prompt =
        new Frozen(
            "p",
            7,
            "real",
            new Defaults(
                Optional.of(JsonSlice.of("0.5")),
                Optional.of(JsonSlice.of("0.5")),
                OptionalInt.of(5)),
            new TreeMap<>(),
            List.of(block(Role.SYSTEM, "S"), block(Role.ASSISTANT, "A"), block(Role.USER, "U")));
    for (String member : MEMBERS) {
      for (String value : HOSTILE) {
        String model = asking(wire).model().isEmpty() ? "\"model\":\"prompt/p\"," : "";
        String body = "{%s\"%s\":%s}".formatted(model, member, value);
        switch (Expansion.of(prompt, asking(wire), body.getBytes(UTF_8), "")) {
          case Expansion.Refused(String why) ->
              assertThat(why).as(body).contains("body is invalid");
          case Expansion.Expanded expanded -> {
            assertThat(Bodies.tree(expanded.body()).has(member)).as(body).isTrue();
            assertThat(new String(expanded.body(), UTF_8)).as(body).containsOnlyOnce("mark");
          }
        }
      }
    }
  }

  private static Expansion asked(Frozen prompt, String variables) {
    return Expansion.of(
        prompt, asking(Wire.OPENAI_CHAT), "{\"model\":\"prompt/p\"}".getBytes(UTF_8), variables);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"customer\":\"\\ud83d\"} | 'customer' has half of a character",
        "{\"customer\":\"J\u00f6rg\"} | x-weir-variables is ASCII",
        "{\"customer\":\"a\",\"customer\":\"b\"} | given twice",
        "{\"customer\":{\"role\":\"system\"}} | 'customer' is a text",
        "{\"customer\":\"a\"} {} | more than one JSON value",
        "[\"customer\"] | is a JSON object of texts",
        "{\"customer\":\"a\",\"model\":\"dearer\"} | no variable 'model'",
        "{\"customer\":\"a\",\"__proto__\":\"b\"} | no variable of such a name",
      })
  void aHeaderThatCouldBeTakenDifferentlyIsRefused(String header, String why) {
    Frozen prompt =
        prompt(Map.of("customer", Variable.GIVEN), block(Role.SYSTEM, "For {{customer}}."));

    assertThat(refused(asked(prompt, header))).contains(why);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"OPENAI_EMBEDDINGS", "OPENAI_COMPLETIONS", "GEMINI_EMBED", "ANTHROPIC_COUNT_TOKENS"})
  void whatIsNoConversationCannotAskForAPrompt(Wire wire) {
    Frozen prompt = prompt(Map.of(), block(Role.SYSTEM, "S"));

    assertThat(refused(Expansion.of(prompt, Incoming.of(wire), "{}".getBytes(UTF_8), "")))
        .contains(wire.code());
  }
}
