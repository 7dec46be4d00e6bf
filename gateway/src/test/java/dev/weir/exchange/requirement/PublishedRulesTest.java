package dev.weir.exchange.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weir.exchange.focus.ExportedMonth;
import dev.weir.exchange.focus.FocusFormat;
import dev.weir.exchange.focus.FocusQuery;
import dev.weir.exchange.focus.FocusVersion;
import dev.weir.exchange.focus.ParquetFile;
import dev.weir.exchange.focus.SeededDues;
import dev.weir.exchange.focus.SeededMonth;
import dev.weir.flow.entry.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The 621 published rules of FOCUS 1.2 on exports of a simulated month.
@Tag("slow")
@Timeout(180)
class PublishedRulesTest {
  private static final Path BILLING =
      Path.of(System.getProperty("weir.root", "..")).resolve("../shared/data/billing").normalize();

  private static final Path PAGE =
      Path.of(System.getProperty("weir.root", "..")).resolve("docs/focus.md");

  @TempDir Path folder;

  private static Optional<RuleModel> rules = Optional.empty();
  private static Optional<MemoryTable> conforming = Optional.empty();

  @BeforeEach
  void readRules() throws IOException {
    Path file = BILLING.resolve("focus_requirements_1.2.json");
    assumeThat(file).as("the published rules, beside the project").exists();
    if (rules.isEmpty()) {
      rules = Optional.of(RuleModel.read(Files.readString(file)));
      conforming = Optional.of(MemoryTable.copy(exported(36, FocusQuery.Granularity.DAY)));
    }
  }

  private CsvFile exported(long seed, FocusQuery.Granularity granularity) throws IOException {
    return exported(seed, granularity, List.of());
  }

  private CsvFile exported(long seed, FocusQuery.Granularity granularity, List<Entry> dues)
      throws IOException {
    Path csv = folder.resolve(seed + ".csv");
    List<Entry> entries = new ArrayList<>(SeededMonth.entries(seed, 300));
    entries.addAll(dues);
    try (ExportedMonth month = new ExportedMonth(folder.resolve(seed + ".duckdb"), entries)) {
      Files.writeString(
          csv, month.text(ExportedMonth.query(FocusVersion.V1_2, granularity), FocusFormat.CSV));
    }
    return new CsvFile(csv);
  }

  /// Of a month without commitments. Every other criterion is taken to hold, so that all columns
  /// count.
  private static Assessment assess(FocusTable table) {
    RuleModel model = rules.orElseThrow();
    Set<String> holding = new TreeSet<>(model.criteria());
    holding.remove("COMMITMENT_DISCOUNT_SUPPORTED");
    return model.assess(table, holding);
  }

  @ParameterizedTest
  @CsvSource({"31,DAY", "32,HOUR", "33,DAY"})
  void everyRuleThatAppliesHolds(long seed, FocusQuery.Granularity granularity) throws IOException {
    Assessment assessment = assess(exported(seed, granularity));

    assertThat(assessment.findings()).hasSize(621);
    assertThat(assessment.rows()).isGreaterThan(1_000);
    assertThat(assessment.of(Outcome.FAILED)).as("seed %d", seed).isEmpty();
    assertThat(assessment.of(Outcome.ADVISED)).as("seed %d", seed).isEmpty();
    String page = Files.readString(PAGE);
    assertThat(page).contains(counts(assessment));
    assertThat(assessment.of(Outcome.UNDECIDED))
        .allSatisfy(finding -> assertThat(page).contains("`" + finding.rule() + "`"));
  }

  /// All but those that contradict their own words; of these one more judges rows of commitments.
  @Test
  void theyHoldOfWhatIsDueByAgreements() throws IOException {
    Assessment assessment =
        rules
            .orElseThrow()
            .assess(
                exported(38, FocusQuery.Granularity.DAY, SeededDues.entries(38, 4)),
                rules.orElseThrow().criteria());
    assertThat(assessment.of(Outcome.FAILED))
        .extracting(Finding::rule)
        .containsExactlyInAnyOrder(
            "CommitmentDiscountStatus-C-005-M",
            "CommitmentDiscountStatus-C-003-C",
            "CommitmentDiscountStatus-C-004-C",
            "CommitmentDiscountStatus-C-002-C",
            "CommitmentDiscountStatus-C-000-C",
            "CostAndUsage-D-002-M",
            "CostAndUsage-D-000-M");
    assertThat(assessment.of(Outcome.ADVISED)).isEmpty();
  }

  /// With commitments, two rules of the published model contradict their own words: they want a
  /// status of rows that have no commitment.
  @Test
  void withEveryCriterionExactlyTheRulesThatContradictTheirOwnWordsFail() {
    RuleModel model = rules.orElseThrow();
    Assessment assessment = model.assess(conforming.orElseThrow(), model.criteria());

    assertThat(assessment.of(Outcome.FAILED))
        .extracting(Finding::rule)
        .containsExactlyInAnyOrder(
            "CommitmentDiscountStatus-C-003-C",
            "CommitmentDiscountStatus-C-004-C",
            "CommitmentDiscountStatus-C-002-C",
            "CommitmentDiscountStatus-C-000-C",
            "CostAndUsage-D-002-M",
            "CostAndUsage-D-000-M");
    assertThat(assessment.of(Outcome.ADVISED)).isEmpty();
    assertThat(assessment.count(Outcome.NOT_APPLICABLE)).isZero();
  }

  /// As docs/focus.md says.
  private static String counts(Assessment assessment) {
    return "%d passed, %d permitted, %d alternative, %d undecided, %d not applicable"
        .formatted(
            assessment.count(Outcome.PASSED),
            assessment.count(Outcome.PERMITTED),
            assessment.count(Outcome.ALTERNATIVE),
            assessment.count(Outcome.UNDECIDED),
            assessment.count(Outcome.NOT_APPLICABLE));
  }

  @Test
  void theyHoldOfTheParquetFileToo() throws IOException {
    CsvFile csv = exported(34, FocusQuery.Granularity.DAY);
    Path parquet = folder.resolve("focus.parquet");
    ParquetFile.ofCsv(csv.file(), parquet);

    Assessment assessment = assess(new ParquetTable(parquet));
    assertThat(assessment.of(Outcome.FAILED)).isEmpty();
    assertThat(assessment.of(Outcome.ADVISED)).isEmpty();
    assertThat(counts(assessment)).isEqualTo(counts(assess(csv)));
  }

  @Test
  void whatNoFileTellsIsNamedWithTheReason() {
    assertThat(assess(conforming.orElseThrow()).of(Outcome.UNDECIDED))
        .allSatisfy(finding -> assertThat(finding.why()).startsWith("no file alone tells"))
        .extracting(Finding::rule)
        .contains("BilledCost-C-007-M", "SkuPriceId-C-009-M", "StringHandling-A-006-M");
  }

  static Stream<Arguments> breaches() {
    return Stream.of(
        breach("ListCost", "1", "ListCost-C-009-C", "PricingQuantity-C-009-C"),
        breach("ContractedUnitPrice", "-1", "ContractedUnitPrice-C-009-C"),
        breach("BillingCurrency", "XXX", "BillingCurrency-C-006-M", "CurrencyFormat-A-001-C"),
        breach("BilledCost", "1,5", "BilledCost-C-002-M", "NumericFormat-A-009-M"),
        breach(
            "ChargePeriodStart",
            "2026-11-01",
            "ChargePeriodStart-C-002-M",
            "DateTimeFormat-A-004-M"),
        breach("ChargePeriodEnd", "2020-01-01T00:00:00Z", "ChargePeriodEnd-C-004-M"),
        breach("BillingPeriodStart", "2026-12-01T00:00:00Z", "ChargeClass-C-004-C"),
        breach("ChargeClass", "Correction", "ChargeClass-C-003-C"),
        breach("ChargeCategory", "Fee", "ChargeCategory-C-003-M"),
        breach("ServiceSubcategory", "Containers", "ServiceSubcategory-C-004-M"),
        breach("PricingUnit", "million tokens!", "PricingUnit-C-003-O"),
        breach("ConsumedUnit", "tokens", "UnitFormat-A-003-M"),
        breach("Tags", "{\"a\":[1]}", "Tags-C-001-M", "KeyValueFormat-A-004-M"),
        breach("SkuPriceDetails", "{\"Model\":\"x\"}", "SkuPriceDetails-C-017-C"),
        breach("SkuPriceDetails", "{\"gpucount\":1}", "SkuPriceDetails-C-020-M"),
        breach("SkuPriceDetails", "{\"GpuCount\":\"one\"}", "SkuPriceDetails-C-021-M"),
        breach("SkuMeter", null, "SkuMeter-C-005-C"),
        breach("SkuId", "same", "SkuMeter-C-006-O"),
        breach("SkuPriceId", "same", "SkuPriceId-C-008-M"),
        breach("ServiceName", "Not Applicable", "NullHandling-A-002-M"),
        breach("ChargeDescription", " ", "StringHandling-A-007-M"),
        breach("ResourceName", "x", "ResourceName-C-004-C"),
        breach("RegionName", "x", "RegionName-C-004-C"),
        breach("InvoiceIssuerName", "Reseller", "BilledCost-C-005-C"),
        breach("PricingCurrency", null, "PricingCurrency-C-004-M"));
  }

  private static Arguments breach(String column, @Nullable String value, String... rules) {
    return Arguments.of(column, Optional.ofNullable(value), List.of(rules));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("breaches")
  void aBrokenCellIsFoundByTheRulesAboutIt(
      String column, Optional<String> value, List<String> broken) {
    Assessment assessment = assess(conforming.orElseThrow().with("SkuId", column, value));

    List<String> found = new ArrayList<>();
    assessment.findings().stream()
        .filter(finding -> finding.outcome().isBreach())
        .forEach(finding -> found.add(finding.rule()));
    assertThat(found).containsAll(broken);
  }

  @Test
  void aColumnThatIsMissingOrHasNoPrefixIsFound() {
    MemoryTable table = conforming.orElseThrow();

    assertThat(assess(table.renamed("BilledCost", "BilledAmount")).of(Outcome.FAILED))
        .extracting(Finding::rule)
        .contains("CostAndUsage-D-006-M", "ColumnHandling-A-010-M");
    assertThat(assess(table.renamed("x_Model", "x_model_name")).of(Outcome.FAILED))
        .extracting(Finding::rule)
        .contains("ColumnHandling-A-001-M");
  }

  /// A sample of the specification itself writes dates as 5/1/25 and services as none of the list.
  @Test
  void aSampleThatDoesNotConformIsFoundOut() {
    Path sample = BILLING.resolve("focus_saas_tokens/saas_spend_agreements_a1.csv");
    assumeThat(sample).exists();
    Assessment assessment = rules.orElseThrow().assess(new CsvFile(sample), Set.of());

    assertThat(assessment.of(Outcome.FAILED))
        .extracting(Finding::rule)
        .contains("ChargePeriodStart-C-002-M", "ServiceCategory-C-003-M");
    assertThat(assessment.of(Outcome.NOT_APPLICABLE)).isNotEmpty();
  }
}
