package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import dev.weir.app.config.ConfigFile;
import dev.weir.app.config.EffectiveConfig;
import dev.weir.app.config.WeirConfig;
import dev.weir.flow.dialect.Wire;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Names of the book, as callers and operators meet them.
@Timeout(60)
class PromptsTest {
  private static final String SECRETIVE = "Never mention the merger with Initech to";
  private static final String TONE =
      "{\"text\":\"%s {{customer}}.\",\"variables\":{\"customer\":{\"bytes_max\":20}}}"
          .formatted(SECRETIVE);

  @TempDir private Path folder;
  private KeepingProvider provider;
  private Gateway gateway;
  private String key;

  @BeforeEach
  void start() {
    provider = new KeepingProvider();
    gateway = new Gateway(folder, provider.url());
    key = gateway.ready("support");
  }

  @AfterEach
  void stop() {
    gateway.close();
    provider.close();
  }

  private JsonNode put(String path, String body) {
    Reply reply = gateway.control("PUT", "/api/v1/" + path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private String refused(String method, String path, String body, int status) {
    Reply reply = gateway.control(method, "/api/v1/" + path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    return reply.json().path("error").path("message").asText();
  }

  private Reply ask(String asKey, String model, String metadata) {
    return gateway.ask(
        asKey,
        "/v1/chat/completions",
        """
        {"model":"%s","max_tokens":100,"metadata":%s,"messages":[{"role":"user","content":"hello"}]}
        """
            .formatted(model, metadata));
  }

  private Reply ask(String model) {
    return ask(key, model, "{\"var.customer\":\"Ada\"}");
  }

  private void prompt() {
    put("modules/tone", TONE);
    put("modules/task", "{\"role\":\"user\",\"text\":\"One question.\"}");
    put(
        "prompts/support",
        """
        {"modules":[{"module":"tone"},{"module":"task"}],"model":"gpt-4o","defaults":{"temperature":0.2}}
        """);
    put("prompts/support/labels/production", "{\"version\":1}");
  }

  private JsonNode booked(Reply answer) {
    gateway.settle();
    String id = answer.whole().headers().firstValue("x-weir-call-id").orElseThrow();
    return gateway.get("/api/v1/calls/" + id).json();
  }

  @Test
  void aCallForAPromptIsSentAsWhatItsLabelHoldsAndItsModulesAreOnTheRecord() {
    prompt();

    Reply answer = ask("prompt/support");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(provider.last())
        .isEqualTo(
            Gateway.tree(
                """
                {"model":"gpt-4o","max_tokens":100,"temperature":0.2,"messages":[
                 {"role":"system","content":"%s Ada."},
                 {"role":"user","content":"One question."},
                 {"role":"user","content":"hello"}]}
                """
                    .formatted(SECRETIVE)));
    JsonNode call = booked(answer);
    JsonNode attempt = call.path("booked").path(0).path("reservation");
    assertThat(call.path("model_asked").asText()).isEqualTo("prompt/support");
    assertThat(attempt.path("model").asText()).isEqualTo("gpt-4o");
    assertThat(attempt.path("path").asText()).isEqualTo("support@1.production");
    assertThat(attempt.path("names").asText()).startsWith("sha256:");
    assertThat(attempt.path("modules").toString()).matches("\\[\"tone@1:\\d+\",\"task@1:\\d+\"]");
    assertThat(
            gateway
                .get("/api/v1/report?by=model_asked")
                .json()
                .path("rows")
                .findValuesAsText("model_asked"))
        .contains("prompt/support");
  }

  @Test
  void theModulesOfAPromptCostWhatItsInputCost() {
    prompt();
    ask("prompt/support");
    ask("prompt/support@1");
    ask(key, "gpt-4o", "{}");
    gateway.settle();

    JsonNode cost = gateway.get("/api/v1/prompts/support/cost").json();

    // 2 calls of 1,000 tokens at 2.50 dollars a million
    assertThat(cost.path("cost_usd").asText()).isEqualTo("0.005");
    assertThat(cost.path("modules").findValuesAsText("module"))
        .containsExactly("caller", "tone", "task");
    BigDecimal sum =
        cost.path("modules")
            .valueStream()
            .map(module -> new BigDecimal(module.path("cost_usd").asText()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum).isEqualByComparingTo("0.005");
    assertThat(cost.path("modules").findValues("calls")).allMatch(calls -> calls.asInt() == 2);
  }

  @Test
  void aLabelIsMovedSplitAndRolledBackWithoutTheApplication() {
    prompt();
    put("modules/task", "{\"role\":\"user\",\"text\":\"Two questions.\"}");
    put("prompts/support", "{\"modules\":[{\"module\":\"task\"}],\"model\":\"gpt-4o\"}");
    put("prompts/support/labels/stable", "{\"version\":1}");
    put("prompts/support/labels/canary", "{\"version\":2}");

    assertThat(refused("PUT", "prompts/support/labels/production", split("user"), 400))
        .contains("version 1 must be given the variable 'customer'");
    put("prompts/support/labels/production", "{\"version\":2}");
    ask(key, "prompt/support", "{}");
    assertThat(provider.last().path("messages").get(0).path("content").asText())
        .isEqualTo("Two questions.");
    assertThat(
            put("prompts/support/labels/production", "{\"rollback\":true}").path("version").asInt())
        .isEqualTo(3);
    ask("prompt/support");
    assertThat(provider.last().path("messages").get(0).path("content").asText()).contains("merger");
    assertThat(gateway.get("/api/v1/prompts").json().path("prompts").get(0).path("labels"))
        .isEqualTo(Gateway.tree("{\"canary\":\"2\",\"production\":\"1\",\"stable\":\"1\"}"));
    assertThat(refused("PUT", "prompts/support/labels/canary", "{\"rollback\":true}", 400))
        .contains("held nothing before");
    JsonNode difference = gateway.get("/api/v1/prompts/support/diff?from=1&to=canary").json();
    assertThat(difference.path("settings").findValuesAsText("name"))
        .containsExactly("temperature", "variable customer");
    assertThat(difference.path("modules").get(0).path("lines"))
        .isEqualTo(Gateway.tree("[\"-One question.\",\"+Two questions.\"]"));
  }

  private static String split(String by) {
    return "{\"split\":[{\"label\":\"stable\",\"weight\":1},{\"label\":\"canary\",\"weight\":1}],\"by\":\"%s\"}"
        .formatted(by);
  }

  @Test
  void whatACallDoesNotGiveRightIsRefusedByNameAndNothingIsSent() {
    prompt();

    Reply missing = ask(key, "prompt/support", "{}");
    Reply tooLong =
        ask(key, "prompt/support", "{\"var.customer\":\"%s\"}".formatted("x".repeat(21)));
    Reply unknown = ask(key, "prompt/other", "{}");

    assertThat(missing.status()).isEqualTo(400);
    assertThat(missing.text()).contains("must be given the variables customer");
    assertThat(tooLong.status()).isEqualTo(400);
    assertThat(tooLong.text()).contains("at most 20 bytes, had 21");
    assertThat(unknown.text()).contains("no prompt 'other'");
    assertThat(provider.count()).isZero();
  }

  @Test
  void aKeysRightsAreToTheNameThatIsAsked() {
    prompt();
    String only = gateway.key("only", "engineer", "prompt/support");

    assertThat(ask(only, "prompt/support", "{\"var.customer\":\"Ada\"}").status()).isEqualTo(200);
    assertThat(ask(only, "prompt/support@1", "{\"var.customer\":\"Ada\"}").status()).isEqualTo(403);
    assertThat(ask(only, "gpt-4o", "{}").status()).isEqualTo(403);
    assertThat(gateway.own(only, "/v1/models").json().path("data").findValuesAsText("id"))
        .containsExactly("prompt/support");
  }

  @Test
  void anAliasLeadsWhereItsRouteDoesAndAPromptMayAskForIt() {
    assertThat(refused("PUT", "names/fast", "{\"target\":\"nobody/gpt-4o\"}", 400))
        .contains("no provider nobody is configured");
    put("names/fast", "{\"fallback\":[{\"target\":\"tiny/gpt-4o\"}]}");
    prompt();
    put("prompts/support", "{\"modules\":[{\"module\":\"task\"}],\"model\":\"fast\"}");
    put("prompts/support/labels/production", "{\"version\":2}");

    JsonNode plain = booked(ask(key, "fast", "{}"));
    JsonNode prompted = booked(ask(key, "prompt/support", "{}"));

    assertThat(plain.path("booked").path(0).path("reservation").path("path").asText())
        .isEqualTo("1");
    assertThat(prompted.path("booked").path(0).path("reservation").path("path").asText())
        .isEqualTo("support@2.production.1");
    assertThat(gateway.get("/api/v1/names").json().path("names").findValuesAsText("name"))
        .containsExactly("fast", "prompt/support", "prompt/support@production");
  }

  @Test
  void whoRetiresAnAliasHearsWhichPromptsAskForIt() {
    put("names/fast", "{\"target\":\"tiny/gpt-4o\"}");
    put("modules/task", "{\"text\":\"One question.\"}");
    put("prompts/support", "{\"modules\":[{\"module\":\"task\"}],\"model\":\"fast\"}");
    put("prompts/support/labels/canary", "{\"version\":1}");

    Reply retired = gateway.control("DELETE", "/api/v1/names/fast", "");

    assertThat(retired.json().path("warnings").get(0).asText())
        .isEqualTo("prompt/support@canary asks for it: its calls may be refused");
    assertThat(ask(key, "prompt/support@canary", "{}").status()).isNotEqualTo(200);
  }

  @Test
  void aNameIsExplainedAsACallWouldFindIt() {
    prompt();

    JsonNode told =
        gateway.control("POST", "/api/v1/names/explain", "{\"name\":\"prompt/support\"}").json();
    JsonNode nothing =
        gateway.control("POST", "/api/v1/names/explain", "{\"name\":\"prompt/other\"}").json();

    assertThat(told.path("kind").asText()).isEqualTo("prompt");
    assertThat(told.path("prompt").path("required")).isEqualTo(Gateway.tree("[\"customer\"]"));
    assertThat(told.path("targets"))
        .isEqualTo(
            Gateway.tree(
                """
                [{"provider":"tiny","model":"gpt-4o","path":"","wire":"openai.chat","dropped":[]}]
                """));
    assertThat(nothing.path("refused").asText()).contains("no prompt 'other'");
  }

  @Test
  void aRequestIsExplainedByWhatItSays() {
    prompt();
    put("names/fast", "{\"target\":\"tiny/gpt-4o\"}");
    put("prompts/support", "{\"modules\":[{\"module\":\"tone\"}],\"model\":\"fast\"}");
    put("prompts/support/labels/production", "{\"version\":2}");

    JsonNode valueless = explained("{\"messages\":[]}");
    JsonNode given = explained("{\"messages\":[],\"metadata\":{\"var.customer\":\"Ada\"}}");

    assertThat(valueless.path("refused").asText()).contains("variables customer");
    assertThat(given.path("model").asText()).isEqualTo("fast");
    assertThat(given.path("targets").get(0).path("circuit").asText()).isEqualTo("closed");
    assertThat(provider.count()).isZero();
  }

  private JsonNode explained(String body) {
    return gateway
        .control(
            "POST",
            "/api/v1/names/explain",
            "{\"name\":\"prompt/support\",\"body\":%s}".formatted(body))
        .json();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OTHER_FREE", "OTHER_REQUEST", "OTHER_DECLARED", "OTHER_USAGE"})
  void aNameIsExplainedForEveryWire(Wire wire) {
    Reply told =
        gateway.control(
            "POST",
            "/api/v1/names/explain",
            "{\"name\":\"gpt-4o\",\"wire\":\"%s\"}".formatted(wire.code()));

    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.json().path("refused").asText())
        .as("it can be read, whether or not it has a target")
        .doesNotContain("body");
  }

  @Test
  void whatIsHeldForACallIsWhatTheWholePromptCanCost() {
    put("modules/long", "{\"text\":\"%s {{customer}}\"}".formatted("word ".repeat(8_000)));
    put("prompts/long", "{\"modules\":[{\"module\":\"long\"}],\"model\":\"gpt-4o\"}");
    put("prompts/long/labels/production", "{\"version\":1}");
    put("modules/short", "{\"text\":\"Hello {{customer}}\"}");
    put("prompts/short", "{\"modules\":[{\"module\":\"short\"}],\"model\":\"gpt-4o\"}");
    put("prompts/short/labels/production", "{\"version\":1}");
    put(
        "budgets/tight",
        """
        {"where":[{"tag":"use_case","in":["support"]}],"window":"total","limit_usd":"0.05"}
        """);

    Reply tooMuch = ask("prompt/long");
    Reply small = ask("prompt/short");

    assertThat(tooMuch.status()).as(tooMuch.text()).isEqualTo(402);
    assertThat(small.status()).as(small.text()).isEqualTo(200);
    assertThat(provider.count()).isOne();
  }

  @Test
  void aRouteGoesByTheSizeOfWhatIsSentAndNotOfWhatAskedForIt() {
    put(
        "names/by-size",
        """
        {"when":[{"if":{"body_bytes":{"min":5000}},"target":"tiny/large"}],
         "otherwise":{"target":"tiny/gpt-4o"}}
        """);
    put("modules/long", "{\"text\":\"%s {{customer}}\"}".formatted("word ".repeat(2_000)));
    put("prompts/long", "{\"modules\":[{\"module\":\"long\"}],\"model\":\"by-size\"}");
    put("prompts/long/labels/production", "{\"version\":1}");

    JsonNode told =
        gateway.control("POST", "/api/v1/names/explain", "{\"name\":\"prompt/long\"}").json();
    Reply asked = ask("prompt/long");

    assertThat(told.path("targets").get(0).path("model").asText()).isEqualTo("large");
    assertThat(asked.text()).contains("large");
  }

  @Test
  void aLabelThatMovesWhileCallsRunGivesEachOfThemAWholeVersion() throws Exception {
    versions(2);
    put("prompts/support/labels/production", "{\"version\":1}");
    List<Callable<Integer>> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callers.add(() -> {
        int answered = 0;
        for (int call = 0; call < 40; call++) {
          answered += ask(key, "prompt/support", "{}").status() == 200 ? 1 : 0;
        }
        return answered;
      });
    }

    int answered = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> running = callers.stream().map(threads::submit).toList();
      for (int move = 0; move < 20; move++) {
        put("prompts/support/labels/production", "{\"version\":%d}".formatted(2 - move % 2));
      }
      for (Future<Integer> caller : running) {
        answered += caller.get();
      }
    }

    assertThat(answered).isEqualTo(160);
    assertThat(provider.all())
        .hasSize(160)
        .allSatisfy(request -> {
          JsonNode messages = request.path("messages");
          assertThat(messages.get(0).path("content").asText().replace("tone", "task"))
              .isEqualTo(messages.get(1).path("content").asText());
        });
  }

  /// Versions of a prompt of two modules, each of which says its version.
  private void versions(int count) {
    for (int version = 1; version <= count; version++) {
      put("modules/tone", "{\"text\":\"tone %d\"}".formatted(version));
      put("modules/task", "{\"role\":\"user\",\"text\":\"task %d\"}".formatted(version));
      put(
          "prompts/support",
          "{\"modules\":[{\"module\":\"tone\"},{\"module\":\"task\"}],\"model\":\"gpt-4o\"}");
    }
  }

  @Test
  void aHeaderOfVariablesThatIsGivenTwiceIsRefused() {
    prompt();

    Reply twice =
        gateway.ask(
            key,
            "/v1/chat/completions",
            "{\"model\":\"prompt/support\",\"messages\":[]}",
            "x-weir-variables",
            "{\"customer\":\"Ada\"}",
            "x-weir-variables",
            "{\"customer\":\"Bob\"}");

    assertThat(twice.status()).isEqualTo(400);
    assertThat(twice.text()).contains("x-weir-variables is given 2 times");
    assertThat(provider.count()).isZero();
  }

  @Test
  void aConfiguredRouteAndAnAliasHaveDifferentNames() {
    put("names/fast", "{\"target\":\"tiny/gpt-4o\"}");

    assertThat(reload("fast").path("error").path("message").asText())
        .contains("alias 'fast' of the book", "routing.routes.fast");
    assertThat(reload("slow").has("error")).isFalse();
    assertThat(refused("PUT", "names/slow", "{\"target\":\"tiny/gpt-4o\"}", 400))
        .contains("routing.routes.slow");
  }

  private JsonNode reload(String route) {
    String printed = EffectiveConfig.print(gateway.config);
    WeirConfig with =
        ConfigFile.parse(
            "weir.yaml",
            printed.replace(
                "  routes: {}\n", "  routes: {%s: {target: tiny/gpt-4o}}\n".formatted(route)),
            Map.of());
    gateway.assembly.reloadFrom(() -> with, _ -> {});
    return gateway.control("POST", "/api/v1/config/reload", "{}").json();
  }

  @Test
  void onlyAnAdministratorChangesWhatIsAskedOfProviders() {
    String finops = gateway.operator("finops");
    String viewer = gateway.operator("viewer");

    for (String path :
        List.of("names/a", "modules/a", "prompts/a", "prompts/a/labels/production")) {
      assertThat(gateway.control(finops, "PUT", "/api/v1/" + path, "{}").status())
          .as(path)
          .isEqualTo(403);
    }
    assertThat(gateway.control(viewer, "GET", "/api/v1/prompts", "").status()).isEqualTo(200);
    assertThat(
            gateway
                .control(viewer, "POST", "/api/v1/names/explain", "{\"name\":\"gpt-4o\"}")
                .status())
        .isEqualTo(200);
  }

  @Test
  void noTextOfAPromptAndNoValueIsInTheJournalOrTheLedgerDatabase() throws IOException {
    prompt();
    booked(ask(key, "prompt/support", "{\"var.customer\":\"Ludmilla\"}"));

    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        boolean facts = file.getFileName().toString().startsWith("facts.duckdb");
        assertThat(content.contains("Ludmilla")).as(file.toString()).isFalse();
        assertThat(content.contains("merger") && !facts).as(file.toString()).isFalse();
      }
    }
  }
}
