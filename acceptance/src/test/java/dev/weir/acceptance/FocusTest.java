package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// The ledger in FOCUS's words, over real traffic: the sums are the report's and the simulator's
/// own book's.
@Tag("slow")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FocusTest {
  private static final List<String> EXPORT =
      List.of("focus", "export", "--from", "2020-01-01", "--to", "2099-01-01");

  private Stage stage;
  private BigDecimal audited = BigDecimal.ZERO;

  @BeforeAll
  void makeTraffic() {
    stage = Stage.open();
    for (int i = 0; i < 6; i++) {
      Application.Wire wire = Application.Wire.turn(i);
      String body =
          Application.body(wire, wire.model(), "[[sim in=%d out=%d]]".formatted(11 + i, 5 + i), 50);
      Map<String, String> tags = Map.of("x-weir-use-case", i < 4 ? "triage" : "search, fast");
      stage.application().ask(wire, tags, body).expect(200);
    }
    stage.settled("triage", 4, 0);
    stage.settled("search, fast", 2, 0);
    audited =
        stage.simulator().book().stream()
            .map(stage.prices()::cost)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @AfterAll
  void close() {
    stage.close();
  }

  private Said weir(List<String> verb, String... more) {
    return stage
        .gateway()
        .weir(Stream.concat(verb.stream(), Arrays.stream(more)).toArray(String[]::new));
  }

  private static BigDecimal sum(List<Map<String, String>> rows, String column) {
    return rows.stream()
        .map(row -> new BigDecimal(row.getOrDefault(column, "no such column")))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void theExportAddsUpToTheReportAndToTheProvidersOwnBook() {
    JsonNode total =
        stage
            .control()
            .send("GET", "report?from=2020-01-01&to=2099-01-01", "")
            .expect(200)
            .json()
            .path("total");
    for (String version : List.of("1.2", "1.3", "1.4")) {
      List<Map<String, String>> rows =
          weir(EXPORT, "--version", version, "--granularity", "hour").expect(0).csv();

      assertThat(sum(rows, "BilledCost"))
          .isEqualByComparingTo(audited)
          .isEqualByComparingTo(Stage.usd(total));
      assertThat(
              rows.stream()
                  .filter(row -> row.getOrDefault("x_TokenDirection", "").equals("Input"))
                  .map(row -> new BigDecimal(row.getOrDefault("ConsumedQuantity", "")))
                  .reduce(BigDecimal.ZERO, BigDecimal::add))
          .isEqualByComparingTo(total.path("input_tokens").decimalValue());
      assertThat(rows).extracting(row -> row.get("x_UseCaseId")).contains("triage", "search, fast");
    }
  }

  @Test
  void theFileAndItsMetadataStandBesideEachOtherAndKeepThePublishedRules() throws IOException {
    Path folder = GatewayProcess.temporaryDirectory();
    Path csv = folder.resolve("november.csv");
    Path parquet = folder.resolve("november.parquet");
    weir(EXPORT, "--out", csv.toString()).expect(0);
    weir(EXPORT, "--out", parquet.toString(), "--format", "parquet").expect(0);
    assertThat(folder.resolve("november.csv.metadata.json"))
        .content()
        .contains("\"FocusVersion\" : \"1.2\"", "\"ColumnName\" : \"BilledCost\"");
    assertThat(folder.resolve("november.parquet.metadata.json")).exists();
    assertThat(Files.readAllBytes(parquet)).startsWith('P', 'A', 'R', '1');

    Path rules = Checkout.data("billing/focus_requirements_1.2.json");
    assumeThat(rules).as("the published rules, beside the project").exists();
    for (Path file : List.of(csv, parquet)) {
      Said said = checked(file, rules).expect(0);
      assertThat(said.err()).contains("621 rules of FOCUS 1.2", "0 failed, 0 advised");
    }
    Files.writeString(csv, Files.readString(csv).replace("Usage-Based", "Sometimes"));
    assertThat(checked(csv, rules).expect(1).out()).contains("ChargeFrequency-C-003-M");
    GatewayProcess.deleteTree(folder);
  }

  /// There are no commitments in the ledger: docs/focus.md.
  private Said checked(Path file, Path rules) {
    return weir(
        List.of("focus", "check"),
        file.toString(),
        "--rules",
        rules.toString(),
        "--applicability",
        "ALL,-COMMITMENT_DISCOUNT_SUPPORTED");
  }

  @Test
  void whatIsAskedWronglyIsRefusedByItsName() {
    assertThat(weir(EXPORT, "--version", "2.0").expect(1).err()).contains("1.2, 1.3, 1.4", "2.0");
    assertThat(weir(EXPORT, "--granularity", "week").expect(1).err()).contains("day", "week");
    assertThat(weir(EXPORT, "--format", "parquet").expect(2).err()).contains("--out");
    assertThat(weir(EXPORT, "--tags", "a'b").expect(1).err()).contains("a'b");
  }

  @Test
  void theFilesOfOtherToolsAddUpToTheSame() {
    assertThat(sum(weir(EXPORT, "--format", "vantage").expect(0).csv(), "BilledCost"))
        .isEqualByComparingTo(audited);
    assertThat(sum(weir(EXPORT, "--format", "cloudzero").expect(0).csv(), "cost/cost"))
        .isEqualByComparingTo(audited);
    BigDecimal datadog = BigDecimal.ZERO;
    for (JsonNode line : weir(EXPORT, "--format", "datadog").expect(0).json()) {
      datadog = datadog.add(new BigDecimal(line.path("BilledCost").asText()));
    }
    assertThat(datadog).isEqualByComparingTo(audited);
  }
}
