package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A pilot that was booked as somebody's sandbox and to no cost centre, put right by the command
/// line, killed in between, and read from a ledger database that was built again; added up here.
@Tag("slow")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RetaggedPilotTest {
  private static final String MODEL = "gpt-4o";
  private static final int RECORDS = 9_000;
  private static final long SEED = 20_261_124;
  private static final String FROM = "2026-10-10T12:00:00Z";
  private static final String TO = "2026-10-25";
  private static final List<String> RULE =
      List.of(
          "--where=use_case=sandbox,cost_centre=",
          "--set=use_case=pilot,cost_centre=cc9",
          "--from=" + FROM,
          "--to=" + TO);

  @TempDir private Path folder;
  private final Stage stage = Stage.open();

  /// Exact cost by use case and cost centre, as told and as it is to be.
  private final Map<String, BigDecimal> told = new TreeMap<>();

  private final Map<String, BigDecimal> right = new TreeMap<>();
  private long wrong;
  private BigDecimal wrongCost = BigDecimal.ZERO;

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  void aPilotIsUnderItsOwnTagsToTheLastDecimalWhateverIsKilledAndTheTotalIsWhatItWas()
      throws IOException, InterruptedException {
    weir("usage", "import", month().toString(), "--source", "october");
    assertThat(reported()).as("seed %d", SEED).isEqualTo(told);

    JsonNode preview = retag("preview", "--format=json").json();
    assertThat(preview.path("changed").asLong()).isEqualTo(wrong);
    assertThat(usd(preview, "cost_usd")).isEqualByComparingTo(wrongCost);
    assertThat(preview.path("moves").findValuesAsText("was")).containsExactly("", "sandbox");
    assertThat(reported()).isEqualTo(told);

    killedInBetween();
    Said again = retag("run", "--why=it was the pilot");
    assertThat(again.err()).contains("gave other tags to ");
    assertThat(reported()).as("seed %d", SEED).isEqualTo(right);
    assertThat(total(right)).isEqualByComparingTo(total(told));
    assertThat(changedInAll()).isEqualTo(wrong);
    assertThat(retag("run", "--why=once more").err()).contains("gave other tags to 0 ");

    builtAgain();
    Await.value(
        Stage.LEDGER_FOLLOWS_WITHIN, "all of it is built again", this::reported, right::equals);
    assertThat(changedInAll()).isEqualTo(wrong);
  }

  @Test
  void aCallIsUnderTheTagsItGotAndSoIsTheBudgetThatCountsIt() {
    stage.control().budget("moved", budget("moved"));
    String day = Instant.now().toString().substring(0, 10);
    Application.Wire wire = Application.Wire.OPENAI_JSON;
    String body = Application.body(wire, MODEL, "[[sim in=40 out=20]]", 100);
    Web.Answer answer = stage.application().ask(wire, "live", body).expect(200);
    String call = answer.header("x-weir-call-id");
    stage.ended(call);

    weir(
        "retag",
        "run",
        "--where=use_case=live",
        "--set=use_case=moved",
        "--from=" + day,
        "--why=x");

    BigDecimal cost = stage.prices().cost(MODEL, 40, 20);
    assertThat(stage.standing("moved", "moved").used()).isEqualByComparingTo(cost);
    JsonNode found = stage.control().call(call);
    assertThat(found.path("tags").path("use_case").asText()).isEqualTo("moved");
    assertThat(found.path("booked").findValuesAsText("kind"))
        .containsExactly("settled", "retagged_from", "retagged_to");
    assertThat(usd(found, "cost_usd")).isEqualByComparingTo(cost);
  }

  private static String budget(String useCase) {
    return """
    {"where": [{"tag": "use_case", "in": ["%s"]}], "window": "day UTC", "limit_usd": "5"}
    """
        .formatted(useCase);
  }

  /// Some days are done when the gateway is killed.
  private void killedInBetween() throws InterruptedException {
    Thread run =
        Thread.startVirtualThread(
            () -> stage.gateway().weir(line("run", "--why=it was the pilot")));
    Await.until(Duration.ofSeconds(60), "a day has other tags", () -> changedInAll() > 0);
    stage.gateway().kill();
    run.join();
    stage.gateway().restart();
    assertThat(changedInAll()).as("not all of it was done").isBetween(1L, wrong - 1);
    assertThat(total(reported())).isEqualByComparingTo(total(told));
  }

  private void builtAgain() throws IOException {
    stage.gateway().terminate();
    try (Stream<Path> files = Files.list(stage.gateway().data())) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("ledger.duckdb")) {
          GatewayProcess.deleteTree(file);
        }
      }
    }
    stage.gateway().restart();
  }

  private Path month() throws IOException {
    Random random = new Random(SEED);
    List<String> lines = new ArrayList<>();
    lines.add("id,at,provider,model,input,output,use_case,cost_centre");
    for (int i = 0; i < RECORDS; i++) {
      String at = "2026-10-%02dT%02d:30:00Z".formatted(1 + i % 31, random.nextInt(24));
      String useCase = random.nextBoolean() ? "sandbox" : "support";
      String costCentre = random.nextInt(3) > 0 ? "" : "cc4";
      int input = random.nextInt(4_000);
      int output = random.nextInt(900);
      lines.add(
          "p-%d,%s,openai,%s,%d,%d,%s,%s"
              .formatted(i, at, MODEL, input, output, useCase, costCentre));
      add(at, useCase + "/" + costCentre, stage.prices().cost(MODEL, input, output));
    }
    return Files.write(folder.resolve("october.csv"), lines);
  }

  private void add(String at, String tags, BigDecimal cost) {
    boolean moves =
        tags.equals("sandbox/") && at.compareTo(FROM) >= 0 && at.substring(0, 10).compareTo(TO) < 0;
    told.merge(tags, cost.stripTrailingZeros(), RetaggedPilotTest::sum);
    right.merge(moves ? "pilot/cc9" : tags, cost.stripTrailingZeros(), RetaggedPilotTest::sum);
    if (moves) {
      wrong++;
      wrongCost = wrongCost.add(cost);
    }
  }

  private static BigDecimal sum(BigDecimal one, BigDecimal other) {
    return one.add(other).stripTrailingZeros();
  }

  private static BigDecimal total(Map<String, BigDecimal> costs) {
    return costs.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Said retag(String verb, String... more) {
    return weir(line(verb, more));
  }

  private static String[] line(String verb, String... more) {
    return Stream.of(Stream.of("retag", verb), RULE.stream(), Stream.of(more))
        .flatMap(part -> part)
        .toArray(String[]::new);
  }

  private Said weir(String... line) {
    return stage.gateway().weir(line).expect(0);
  }

  private static BigDecimal usd(JsonNode node, String member) {
    return new BigDecimal(node.path(member).asText());
  }

  private long changedInAll() {
    long changed = 0;
    for (JsonNode each :
        stage.control().send("GET", "retaggings", "").expect(200).json().path("retaggings")) {
      changed += each.path("set").toString().contains("pilot") ? each.path("changed").asLong() : 0;
    }
    return changed;
  }

  private Map<String, BigDecimal> reported() {
    String report = "report?by=use_case,cost_centre&from=2026-10-01&to=2026-11-01";
    Map<String, BigDecimal> costs = new TreeMap<>();
    for (JsonNode row : stage.control().send("GET", report, "").expect(200).json().path("rows")) {
      JsonNode group = row.path("group");
      BigDecimal cost = usd(row, "cost_usd").stripTrailingZeros();
      if (cost.signum() != 0) {
        String costCentre = group.path("cost_centre").asText().replace("(none)", "");
        costs.put(group.path("use_case").asText() + "/" + costCentre, cost);
      }
    }
    return costs;
  }
}
