package dev.weir.exchange.focus;

import static dev.weir.exchange.focus.ExportedMonth.only;
import static dev.weir.exchange.focus.ExportedMonth.sum;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.exchange.reconcile.Confirmed;
import dev.weir.flow.entry.Entry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(300)
class FocusExportTest {
  private static final long SEED = 1;

  @TempDir private static Path folder;
  private static @Nullable ExportedMonth month;

  /// The one that most tests look at.
  private static ExportedMonth month() {
    return requireNonNull(month);
  }

  private static ExportedMonth month(long seed, int calls) {
    return new ExportedMonth(folder.resolve(seed + ".duckdb"), SeededMonth.entries(seed, calls));
  }

  @BeforeAll
  static void load() {
    month = month(SEED, 1_000);
  }

  @AfterAll
  static void close() {
    month().close();
  }

  @ParameterizedTest
  @CsvSource({"2,HOUR", "3,DAY"})
  void billedCostAddsUpToTheLedgersCostToTheLastDecimal(
      long seed, FocusQuery.Granularity granularity) {
    requireBilledIsTheLedgersCost(seed, granularity);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"4,DAY", "5,HOUR"})
  void billedCostAddsUpToTheLedgersCostInMoreMonths(long seed, FocusQuery.Granularity granularity) {
    requireBilledIsTheLedgersCost(seed, granularity);
  }

  private static void requireBilledIsTheLedgersCost(long seed, FocusQuery.Granularity granularity) {
    try (ExportedMonth month = month(seed, 400)) {
      List<FocusRow> rows = month.rows(granularity);

      assertThat(sum(rows, "BilledCost"))
          .as("seed %d", seed)
          .isEqualByComparingTo(month.decimal("SELECT sum(cost) FROM attempt"));
      for (String provider : List.of("openai-eu", "claude", "bedrock-us", "own")) {
        assertThat(sum(only(rows, "BillingAccountId", provider), "BilledCost"))
            .as("seed %d, %s", seed, provider)
            .isEqualByComparingTo(
                month.decimal(
                    "SELECT sum(cost) FROM attempt WHERE provider = '%s'".formatted(provider)));
      }
    }
  }

  /// Billed is what invoices have, effective is what the ledger has: credits are paid for when they
  /// are bought, and cost something when they are used.
  @Test
  void whatIsDueByAgreementsIsBilledAndCostsWhatItDoes() {
    List<Entry> dues = SeededDues.entries(7, 5);
    try (ExportedMonth due = new ExportedMonth(folder.resolve("dues.duckdb"), dues)) {
      List<FocusRow> rows = due.rows(FocusQuery.Granularity.DAY);
      assertThat(sum(rows, "EffectiveCost"))
          .isEqualByComparingTo(
              due.decimal(
                  """
                  SELECT sum(amount) FROM charge_line
                  WHERE meter NOT IN ('credit_purchase', 'credit_prepaid')
                  """));
      assertThat(sum(rows, "BilledCost"))
          .isEqualByComparingTo(
              due.decimal(
                  """
                  SELECT sum(amount) FROM charge_line
                  WHERE meter NOT IN ('credit_prepaid', 'credit_amortised', 'credit_expired')
                  """));
      assertThat(only(rows, "ChargeCategory", "Purchase")).isNotEmpty();
      assertThat(only(rows, "CapacityReservationStatus", "Unused")).isNotEmpty();
    }
  }

  @Test
  void priceTimesQuantityIsTheCostOfEveryRowThatHasAPrice() {
    List<FocusRow> rows = month().rows(FocusQuery.Granularity.DAY);

    assertThat(only(rows, "ChargeCategory", "Usage"))
        .hasSizeGreaterThan(1_000)
        .allSatisfy(row -> {
          assertThat(product(row, "ListUnitPrice")).isEqualByComparingTo(row.get("ListCost"));
          assertThat(product(row, "ContractedUnitPrice"))
              .isEqualByComparingTo(row.get("ContractedCost"));
          assertThat(row.get("BilledCost")).isEqualTo(row.get("ContractedCost"));
          assertThat(row.get("EffectiveCost")).isEqualTo(row.get("ContractedCost"));
        });
    assertThat(rows)
        .as("a contract's discount is seen")
        .anyMatch(row ->
            row.get("ListCost").compareTo(row.get("BilledCost")) != 0
                && row.get("BillingAccountId").equals("claude"));
  }

  /// Why files are judged by decimals: the published validator multiplies floats.
  @Test
  void floatsFindBreachesInExactRows() {
    List<FocusRow> usage =
        only(month().rows(FocusQuery.Granularity.DAY), "ChargeCategory", "Usage");
    long differing =
        usage.stream()
            .filter(row ->
                Double.parseDouble(row.get("ListUnitPrice"))
                        * Double.parseDouble(row.get("PricingQuantity"))
                    != Double.parseDouble(row.get("ListCost")))
            .count();

    assertThat(differing).isBetween(1L, usage.size() / 2L);
  }

  private static BigDecimal product(FocusRow row, String price) {
    return new BigDecimal(row.get(price)).multiply(new BigDecimal(row.get("PricingQuantity")));
  }

  @Test
  void whatHasNoPriceOfOneUnitIsARowOfItsOwnWithoutPriceAndQuantity() {
    List<FocusRow> rows =
        only(month().rows(FocusQuery.Granularity.DAY), "ChargeCategory", "Adjustment");

    assertThat(rows)
        .allSatisfy(row ->
            assertThat(row.values())
                .doesNotContainKeys(
                    "ListUnitPrice",
                    "ContractedUnitPrice",
                    "PricingQuantity",
                    "PricingUnit",
                    "ConsumedQuantity",
                    "ConsumedUnit",
                    "PricingCategory"));
    List<FocusRow> bounds = rows.stream().filter(row -> row.value("SkuId").isEmpty()).toList();
    assertThat(sum(bounds, "BilledCost"))
        .isEqualByComparingTo(
            month().decimal("SELECT sum(amount) FROM charge_line WHERE meter = 'bound'"));
    assertThat(sum(bounds, "x_BoundTokens"))
        .isEqualByComparingTo(month().decimal("SELECT sum(bound_tokens) FROM attempt"));
    assertThat(rows.stream().filter(row -> row.value("SkuId").isPresent()))
        .as("graduated prices")
        .isNotEmpty()
        .allMatch(row -> row.get("SkuId").startsWith("openai/gpt-4o"));
  }

  @ParameterizedTest
  @CsvSource({
    "input,plain,Input",
    "cache_read,cache_read,Input",
    "output,plain,Output",
    "reasoning,reasoning,Output"
  })
  void tokensAreCountedByMeterAndPricedByTheMillion(String meter, String type, String direction) {
    List<FocusRow> rows =
        only(
            only(month().rows(FocusQuery.Granularity.DAY), "SkuMeter", meter),
            "ChargeCategory",
            "Usage");

    assertThat(sum(rows, "ConsumedQuantity"))
        .isEqualByComparingTo(
            month()
                .decimal(
                    "SELECT sum(quantity) FROM charge_line WHERE meter = '%s'".formatted(meter)));
    assertThat(rows)
        .allSatisfy(row ->
            assertThat(row.values())
                .containsEntry("ConsumedUnit", "Tokens")
                .containsEntry("PricingUnit", "1000000 Tokens")
                .containsEntry("x_TokenDirection", direction)
                .containsEntry("x_TokenType", type)
                .containsEntry("x_Modality", "text"));
  }

  @Test
  void requestsAreCountedOneByOneAndAreNoTokens() {
    assertThat(
            only(
                only(month().rows(FocusQuery.Granularity.DAY), "SkuMeter", "request"),
                "ChargeCategory",
                "Usage"))
        .isNotEmpty()
        .allSatisfy(row ->
            assertThat(row.values())
                .containsEntry("PricingUnit", "Requests")
                .containsEntry("PricingQuantity", row.get("ConsumedQuantity"))
                .doesNotContainKeys("x_TokenDirection", "x_TokenType", "x_Modality"));
  }

  @Test
  void correctionsInAnOpenPeriodAreRowsOfTheirOwnWithoutAClass() {
    List<FocusRow> rows = month().rows(FocusQuery.Granularity.DAY);

    assertThat(rows).noneMatch(row -> row.value("ChargeClass").isPresent());
    assertThat(
            sum(
                rows.stream().filter(row -> row.value("x_CorrectionSource").isPresent()).toList(),
                "BilledCost"))
        .isEqualByComparingTo(
            month().decimal("SELECT sum(cost) FROM attempt WHERE kind = 'correction'"));
  }

  @Test
  void aSkuPriceBelongsToOneSkuAndIsDescribedOnceWhateverTheBookOrTheContract() {
    List<FocusRow> usage =
        only(month().rows(FocusQuery.Granularity.DAY), "ChargeCategory", "Usage");
    Map<String, List<List<String>>> bySku =
        usage.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.get("SkuPriceId"),
                    TreeMap::new,
                    Collectors.mapping(
                        row ->
                            List.of(
                                row.get("SkuId"), row.get("SkuMeter"), row.get("SkuPriceDetails")),
                        Collectors.toList())));

    assertThat(bySku).containsKey("openai/gpt-4o-2024-08-06/cache_read/batch");
    assertThat(bySku).containsKey("aws/us.anthropic.claude-haiku-4-5/input/standard/us-east-1");
    assertThat(bySku.values()).allMatch(same -> same.stream().distinct().count() == 1);
    assertThat(bySku.keySet()).noneMatch(sku -> sku.contains("p1") || sku.contains("p2"));
  }

  @Test
  void whoSellsRunsAndMadeAServiceIsTold() {
    List<FocusRow> rows = month().rows(FocusQuery.Granularity.DAY);

    assertThat(only(rows, "BillingAccountId", "bedrock-us"))
        .allSatisfy(row ->
            assertThat(row.values())
                .containsEntry("ProviderName", "Amazon Web Services")
                .containsEntry("ServiceProviderName", "Amazon Web Services")
                .containsEntry("HostProviderName", "Amazon Web Services")
                .containsEntry("InvoiceIssuerName", "Amazon Web Services")
                .containsEntry("PublisherName", "Anthropic")
                .containsEntry("ServiceName", "Amazon Bedrock"));
    assertThat(only(rows, "BillingAccountId", "claude"))
        .allMatch(row -> row.value("SubAccountId").isPresent());
    assertThat(only(rows, "BillingAccountId", "own"))
        .as("no table names it")
        .allMatch(row -> row.get("ProviderName").equals("own"));
  }

  @Test
  void whatThePriceBookCouldNotPriceIsMarkedOnItsRowsAndListedBesideThem() {
    List<FocusRow> rows = month().rows(FocusQuery.Granularity.DAY);
    String metadata =
        month()
            .text(
                ExportedMonth.query(FocusVersion.V1_3, FocusQuery.Granularity.DAY),
                FocusFormat.METADATA);

    assertThat(only(rows, "x_Unpriced", "audio_input")).isNotEmpty();
    assertThat(metadata)
        .contains("\"What\" : \"audio_input\"")
        .contains("\"FocusVersion\" : \"1.3\"")
        .contains("\"CreationDate\" : \"2026-12-01T00:00:00Z\"")
        .contains("\"DataGeneratorVersion\" : \"9.9.9\"")
        .contains("\"x_LinesWithoutListPrice\" : 0");
  }

  @Test
  void aLedgerLoadedBeforeListPricesWereKeptShowsThePricePaidAndSaysOfHowManyLines() {
    try (ExportedMonth month = month(7, 100)) {
      BigDecimal lines =
          month.decimal("SELECT count(*) FROM charge_line WHERE unit_price IS NOT NULL");
      month.change("UPDATE charge_line SET list_unit_price = NULL");

      assertThat(only(month.rows(FocusQuery.Granularity.DAY), "ChargeCategory", "Usage"))
          .allMatch(row -> row.get("ListCost").equals(row.get("BilledCost")));
      assertThat(
              month.text(
                  ExportedMonth.query(FocusVersion.V1_2, FocusQuery.Granularity.DAY),
                  FocusFormat.METADATA))
          .contains("\"x_LinesWithoutListPrice\" : " + lines);
    }
  }

  /// Days of a row each, and of more charges than are read at once.
  @Tag("slow")
  @Test
  void theTextIsTheSameInWhateverPortionsItIsMade() {
    requireTheSameInPortions(FocusFormat.CSV, FocusQuery.Granularity.DAY);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"CSV,HOUR", "DATADOG,DAY"})
  void theTextOfEachFormIsTheSameInWhateverPortionsItIsMade(
      FocusFormat format, FocusQuery.Granularity granularity) {
    requireTheSameInPortions(format, granularity);
  }

  private static void requireTheSameInPortions(
      FocusFormat format, FocusQuery.Granularity granularity) {
    try (ExportedMonth month = month(8, 40)) {
      FocusQuery query = ExportedMonth.query(FocusVersion.V1_2, granularity);
      String whole = month.text(query, format, new Portions(Long.MAX_VALUE, 1_000_000));

      assertThat(month.text(query, format, new Portions(1, 2))).isEqualTo(whole);
      assertThat(month.text(query, format, new Portions(40, 30))).isEqualTo(whole);
      assertThat(month.text(query, format)).isEqualTo(whole);
    }
  }

  @Test
  void tagsThatANameCannotBeAreRefused() {
    assertThatThrownBy(() ->
            new FocusQuery(
                FocusVersion.V1_2,
                SeededMonth.START,
                SeededMonth.END,
                FocusQuery.Granularity.DAY,
                List.of("a'b"),
                ClosedPeriods.NONE,
                Confirmed.NOTHING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a'b");
  }

  @ParameterizedTest
  @EnumSource
  void everyVersionHasItsColumnsFocusFirstAndEveryColumnThatMayNotBeNullAValue(
      FocusVersion version) {
    List<FocusColumn> columns = FocusColumn.of(version);
    List<String> focus =
        columns.stream()
            .map(FocusColumn::name)
            .filter(Predicate.not(name -> name.startsWith("x_")))
            .toList();
    assertThat(focus)
        .hasSize(version == FocusVersion.V1_2 ? 57 : 65)
        .isSorted()
        .isEqualTo(columns.subList(0, focus.size()).stream().map(FocusColumn::name).toList());
    assertThat(focus.contains("ProviderName")).isEqualTo(version != FocusVersion.V1_4);
    assertThat(focus.contains("ServiceProviderName")).isEqualTo(version != FocusVersion.V1_2);
    List<FocusRow> rows = month().rows(ExportedMonth.query(version, FocusQuery.Granularity.DAY));
    for (FocusColumn column : columns) {
      if (!column.mayBeNull()) {
        assertThat(rows).as(column.name()).allMatch(row -> row.value(column.name()).isPresent());
      }
    }
  }
}
