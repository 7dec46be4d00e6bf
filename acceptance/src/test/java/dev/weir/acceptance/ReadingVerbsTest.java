package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Every verb that reads, over real traffic: what it prints is what the API answers, in each
/// format, with a gateway and without.
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReadingVerbsTest {
  private static final String RANGE = "from=2020-01-01&to=2099-01-01";
  private static final List<String> REPORT =
      List.of("report", "--by", "use_case,model", "--from", "2020-01-01", "--to", "2099-01-01");
  private static final List<Listing> LISTINGS =
      List.of(
          new Listing(
              List.of("calls", "list", "--from", "2020-01-01", "--to", "2099-01-01"),
              "calls?" + RANGE,
              rows("calls"),
              Map.of(
                  "call", "id",
                  "use case", "use_case",
                  "models", "models",
                  "attempts", "attempts",
                  "input", "input_tokens",
                  "output", "output_tokens",
                  "cost USD", "cost_usd",
                  "refused as", "refused_as")),
          new Listing(
              List.of("keys", "list"),
              "keys",
              rows("keys"),
              Map.of("key", "id", "name", "name", "status", "status", "created", "created")),
          new Listing(
              List.of("tags", "list"),
              "tags",
              rows("values"),
              Map.of("tag", "tag", "value", "value", "from", "from")),
          new Listing(
              List.of("budgets", "list"),
              "budgets",
              ReadingVerbsTest::standings,
              Map.of("budget", "id", "used USD", "used", "held USD", "held", "left USD", "left")),
          new Listing(
              List.of("limits", "list"),
              "limits",
              ReadingVerbsTest::standings,
              Map.of("limit", "id", "used", "used", "held", "held", "left", "left")),
          new Listing(
              List.of("prices", "list"),
              "prices",
              rows("catalogues"),
              Map.of("catalogue", "name", "version", "version", "models", "models")),
          new Listing(
              List.of("prices", "list", "--provider", "openai"),
              "models?provider=openai",
              ReadingVerbsTest::prices,
              Map.of("meter", "meter", "USD", "usd", "per units", "per")),
          new Listing(
              List.of("operators", "list"),
              "operators",
              rows("operators"),
              Map.of("operator", "id", "name", "name", "role", "role")));

  private Stage stage;
  private String answered = "";

  /// A verb that lists what a path of the API answers.
  ///
  /// @param rows of the answer, as the verb lists them
  /// @param columns titles, and the field of a row each shows
  private record Listing(
      List<String> verb,
      String path,
      Function<JsonNode, Stream<JsonNode>> rows,
      Map<String, String> columns) {}

  private static Function<JsonNode, Stream<JsonNode>> rows(String member) {
    return answer -> answer.path(member).valueStream();
  }

  private static Stream<JsonNode> standings(JsonNode answer) {
    return answer
        .path("rules")
        .valueStream()
        .flatMap(rule ->
            rule.path("standings").isEmpty()
                ? Stream.of(rule)
                : rule.path("standings")
                    .valueStream()
                    .map(each ->
                        ((ObjectNode) each).deepCopy().put("id", rule.path("id").asText())));
  }

  private static Stream<JsonNode> prices(JsonNode answer) {
    return answer.path("models").valueStream().flatMap(model -> model.path("prices").valueStream());
  }

  @BeforeAll
  void makeTraffic() {
    stage = Stage.open();
    stage.control().budget("all", "{\"where\": [], \"window\": \"total\", \"limit_usd\": \"1\"}");
    stage
        .control()
        .budget(
            "by-team",
            """
            {"where": [], "per": "team", "window": "total", "limit_usd": "1"}
            """);
    stage
        .control()
        .limit(
            "calls",
            "{\"where\": [], \"window\": \"total\", \"measure\": \"requests\", \"max\": 9}");
    stage.control().send("PUT", "tags/team/core", "{}").expect(200);
    for (int i = 0; i < 4; i++) {
      Application.Wire wire = Application.Wire.turn(i);
      String body =
          Application.body(wire, wire.model(), "[[sim in=%d out=%d]]".formatted(11 + i, 5 + i), 50);
      Map<String, String> tags =
          Map.of("x-weir-use-case", i < 3 ? "triage" : "search, fast", "x-weir-team", "core");
      answered = stage.application().ask(wire, tags, body).expect(200).header("x-weir-call-id");
    }
    String other =
        stage
            .control()
            .key(
                """
                {"name": "other", "models": ["claude-*"], "settable_tags": ["use_case"],
                 "fixed_tags": {"department": "sales", "role": "service", "environment": "test"}}
                """);
    Application.Wire wire = Application.Wire.OPENAI_JSON;
    try (Application refused = new Application(stage.gateway().uri(), other)) {
      refused.ask(wire, "triage", Application.body(wire, wire.model(), "hello", 5)).expect(403);
    }
    stage.settled("triage", 3, 1);
    stage.settled("search, fast", 1, 0);
  }

  @AfterAll
  void close() {
    stage.close();
  }

  private Said said(List<String> verb, String... more) {
    List<String> all = new ArrayList<>(verb);
    all.addAll(List.of(more));
    return stage.gateway().weir(all.toArray(String[]::new));
  }

  private Said read(List<String> verb, String... more) {
    Said said = said(verb, more).expect(0);
    assertThat(said.err()).as("standard error of %s", verb).isEmpty();
    return said;
  }

  private JsonNode api(String path) {
    return stage.control().send("GET", path, "").expect(200).json();
  }

  @Test
  void everyListingIsTheApisAnswerInEachFormat() {
    for (Listing listing : LISTINGS) {
      JsonNode answer = api(listing.path());
      Said csv = read(listing.verb(), "--format", "csv");

      assertThat(read(listing.verb(), "--format", "json").json()).isEqualTo(answer);
      List<JsonNode> rows = listing.rows().apply(answer).toList();
      assertThat(rows).as("rows of %s", listing.verb()).isNotEmpty();
      assertThat(csv.csv()).as("%s", csv).hasSameSizeAs(rows);
      for (int i = 0; i < rows.size(); i++) {
        JsonNode row = rows.get(i);
        Map<String, String> cells = csv.csv().get(i);
        listing
            .columns()
            .forEach((title, field) ->
                assertSame(
                    cells.getOrDefault(title, "no such column"),
                    row.path(field),
                    listing.verb() + " " + title));
      }
      assertTable(read(listing.verb()).out(), csv);
    }
  }

  /// Amounts are the same however many zeros they end with.
  private static void assertSame(String cell, JsonNode value, String what) {
    String expected = value.isNull() ? "" : value.asText();
    if (expected.matches("-?[0-9]+([.][0-9]+)?")) {
      assertThat(new BigDecimal(cell)).as(what).isEqualByComparingTo(expected);
    } else {
      assertThat(cell).as(what).isEqualTo(expected);
    }
  }

  /// A table has the cells of the CSV, instants to the second, less the columns that say nothing.
  private static void assertTable(String table, Said csv) {
    List<String> lines = table.lines().toList();
    List<Map<String, String>> rows = csv.csv();
    assertThat(lines).as(table).hasSize(rows.size() + 1);
    List<String> titles = List.of(lines.getFirst().strip().split(" {2,}", -1));
    for (int i = 0; i < rows.size(); i++) {
      String line = lines.get(i + 1);
      rows.get(i)
          .forEach((title, cell) -> {
            if (titles.contains(title)) {
              assertThat(line)
                  .as(title)
                  .contains(cell.replaceFirst("(T[0-9:]{8})[.][0-9]+Z$", "$1Z"));
            } else {
              assertThat(cell).as("%s, which the table leaves out", title).isIn("", "0");
            }
          });
    }
  }

  @Test
  void theReportHasTheSameFiguresInEachFormat() {
    JsonNode answer = api("report?by=use_case,model&" + RANGE);

    assertThat(read(REPORT, "--format", "json").json()).isEqualTo(answer);
    List<Map<String, String>> rows = read(REPORT, "--format", "csv").csv();
    assertThat(rows).hasSize(answer.path("rows").size()).hasSizeGreaterThan(2);
    for (int i = 0; i < rows.size(); i++) {
      Map<String, String> cells = rows.get(i);
      ObjectNode row = answer.path("rows").path(i).deepCopy();
      row.setAll((ObjectNode) row.remove("group"));
      assertThat(cells).hasSize(row.size());
      row.properties()
          .forEach(field ->
              assertSame(
                  cells.getOrDefault(field.getKey(), "no such column"),
                  field.getValue(),
                  field.getKey()));
    }
    BigDecimal audited =
        stage.simulator().book().stream()
            .map(stage.prices()::cost)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(Stage.usd(answer.path("total"))).isEqualByComparingTo(audited);
    assertThat(read(REPORT).out())
        .contains("triage", "search, fast", "claude-sonnet-4-5")
        .containsPattern("(?m)^total +4 ");
  }

  @Test
  void oneThingIsShownAsTheApiAnswersIt() {
    String key =
        rows("keys")
            .apply(api("keys"))
            .filter(each -> each.path("name").asText().equals("acceptance"))
            .map(each -> each.path("id").asText())
            .findFirst()
            .orElseThrow();
    Map<List<String>, String> shown =
        Map.of(
            List.of("keys", "show", "acceptance"), "keys/" + key,
            List.of("budgets", "show", "by-team"), "budgets/by-team",
            List.of("limits", "show", "calls"), "limits/calls",
            List.of("prices", "show", "acceptance"), "prices/acceptance",
            List.of("prices", "contract"), "contracts",
            List.of("calls", "show", answered), "calls/" + answered);
    shown.forEach(
        (verb, path) -> assertThat(read(verb).json()).as("%s", verb).isEqualTo(api(path)));
  }

  @Test
  void theMachineIsLookedAtAndTheConfigurationShown() {
    JsonNode findings =
        said(List.of("doctor"), "--format", "json").expect(1).json().path("findings");
    Said csv = said(List.of("doctor"), "--format", "csv").expect(1);

    assertThat(findings)
        .hasSizeGreaterThan(1)
        .allSatisfy(finding ->
            assertThat(finding.path("state").asText())
                .as("%s", finding)
                .isEqualTo(
                    finding.path("check").asText().equals("operator key") ? "attention" : "good"));
    assertThat(csv.csv().stream().map(row -> row.get("check")).toList())
        .isEqualTo(findings.findValuesAsText("check"));
    assertThat(said(List.of("doctor")).out().lines()).hasSize(findings.size() + 1);
    assertThat(read(List.of("calls", "torn")).out()).isEqualTo("nothing to list\n");
    assertThat(read(List.of("calls", "torn"), "--format", "json").json().path("torn")).isEmpty();
    assertThat(read(List.of("config", "show")).out())
        .contains(stage.gateway().data().toString(), "env:OPENAI_API_KEY")
        .doesNotContain(GatewayProcess.OPENAI_KEY);
    assertThat(read(List.of("config", "check")).out()).startsWith("good");
    assertThat(read(List.of("config", "reference")).out()).contains("control_plane");
    assertThat(read(List.of("completion")).out()).contains("_complete_weir");
    assertThat(read(List.of("--help")).out()).contains("report", "Exit codes");
  }

  @Test
  void theExitCodeSaysWhatIsWrong() {
    assertThat(said(List.of()).expect(2).out()).contains("Usage");
    assertThat(said(List.of("report"), "--colour", "red").expect(2).err()).contains("--colour");
    assertThat(said(List.of("keys", "lst")).expect(2).err()).contains("list");
    assertThat(said(List.of("keys", "list"), "--format", "xml").expect(2).err()).contains("xml");
    assertThat(said(List.of("report"), "--by", "colour").expect(1).err())
        .contains("colour", "use_case");
    assertThat(said(List.of("keys", "show", "key_none")).expect(1).err()).contains("key_none");
    assertThat(said(List.of("budgets", "list"), "--server", "http://127.0.0.1:1").expect(3).err())
        .contains("http://127.0.0.1:1");
    assertThat(said(List.of("keys", "list"), "--config", "nowhere.yaml").expect(4).err())
        .contains("nowhere.yaml");
  }

  @Tag("slow")
  @Test
  void withoutAGatewayTheSameVerbsSayTheSameOverItsData() {
    Map<List<String>, JsonNode> running = new LinkedHashMap<>();
    for (Listing listing : LISTINGS) {
      running.put(listing.verb(), api(listing.path()));
    }
    running.put(REPORT, api("report?by=use_case,model&" + RANGE));
    assertThat(stage.gateway().terminate()).isEqualTo(143);
    try {
      running.forEach((verb, answer) ->
          assertThat(read(verb, "--format", "json").json()).as("%s", verb).isEqualTo(answer));
      assertThat(read(List.of("calls", "show", answered)).json().path("id").asText())
          .isEqualTo(answered);
      assertThat(said(List.of("doctor")).out()).contains("not running");
    } finally {
      stage.gateway().restart();
    }
  }
}
