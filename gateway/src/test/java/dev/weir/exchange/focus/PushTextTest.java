package dev.weir.exchange.focus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.exchange.requirement.CsvFile;
import dev.weir.exchange.requirement.FocusTable;
import dev.weir.exchange.requirement.ParquetTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PushTextTest {
  private static final FocusQuery QUERY =
      ExportedMonth.query(FocusVersion.V1_2, FocusQuery.Granularity.DAY);

  @TempDir Path folder;

  private ExportedMonth month;
  private BigDecimal cost = BigDecimal.ZERO;

  @BeforeEach
  void load() {
    month = new ExportedMonth(folder.resolve("push.duckdb"), SeededMonth.entries(21, 300));
    cost = month.decimal("SELECT sum(cost) FROM attempt");
  }

  @AfterEach
  void close() {
    month.close();
  }

  private String text(FocusFormat format) {
    return month.text(QUERY, format);
  }

  @Test
  void datadogGetsWholeDaysAndNothingThatIsNullOrBlank() throws JsonProcessingException {
    JsonNode lines =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readTree(text(FocusFormat.DATADOG));

    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode line : lines) {
      sum = sum.add(line.path("BilledCost").decimalValue());
      assertThat(line.fieldNames())
          .toIterable()
          .containsExactly(
              "ProviderName",
              "ChargeDescription",
              "ChargePeriodStart",
              "ChargePeriodEnd",
              "BilledCost",
              "BillingCurrency",
              "Tags");
      assertThat(line.path("BilledCost").isNumber()).isTrue();
      assertThat(line.path("ChargePeriodStart").asText())
          .matches("2026-11-[0-9]{2}")
          .isEqualTo(line.path("ChargePeriodEnd").asText());
      assertThat(line.path("Tags").valueStream().map(JsonNode::asText))
          .isNotEmpty()
          .noneMatch(String::isBlank);
    }
    assertThat(sum).isEqualByComparingTo(cost);
  }

  @Test
  void vantageGetsColumnsOfFocusWithTheCategoriesItKnows() throws IOException {
    List<List<String>> rows = csv(FocusFormat.VANTAGE);

    assertThat(rows.getFirst())
        .contains("ChargeCategory", "ChargePeriodStart", "BilledCost", "ServiceName", "Tags");
    assertThat(column(rows, "ChargeCategory")).containsOnly("Usage");
    assertThat(sum(rows, "BilledCost")).isEqualByComparingTo(cost);
  }

  @Test
  void cloudZeroGetsItsBillFormatWithAResourceForEveryRowAndAColumnForEveryTag()
      throws IOException {
    List<List<String>> rows = csv(FocusFormat.CLOUDZERO);

    assertThat(rows.getFirst())
        .startsWith("lineitem/type", "lineitem/description", "time/usage_start")
        .endsWith("resource/tag:use_case", "resource/tag:department", "resource/tag:feature");
    assertThat(column(rows, "resource/id")).noneMatch(String::isBlank);
    assertThat(column(rows, "resource/tag:use_case"))
        .contains("claims", "search, fast", "say \"hi\"", "");
    assertThat(sum(rows, "cost/cost")).isEqualByComparingTo(cost);
  }

  /// What credits pay has neither a SKU nor a model.
  @Test
  void cloudZeroGetsAResourceForEveryDueToo() throws IOException {
    month.close();
    month = new ExportedMonth(folder.resolve("dues.duckdb"), SeededDues.entries(22, 3));

    assertThat(column(csv(FocusFormat.CLOUDZERO), "resource/id"))
        .noneMatch(String::isBlank)
        .contains("agreement/prepaid/credit_drawn", "agreement/agreed/fee");
  }

  private List<List<String>> csv(FocusFormat format) throws IOException {
    Path file = folder.resolve(format + ".csv");
    Files.writeString(file, text(format));
    CsvFile table = new CsvFile(file);
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.columns().stream().map(FocusTable.Column::name).toList());
    table.each(cells -> rows.add(cells.stream().map(cell -> cell.orElse("")).toList()));
    return rows;
  }

  private static List<String> column(List<List<String>> rows, String name) {
    int index = rows.getFirst().indexOf(name);
    return rows.stream().skip(1).map(row -> row.get(index)).toList();
  }

  private static BigDecimal sum(List<List<String>> rows, String name) {
    return column(rows, name).stream()
        .map(BigDecimal::new)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void parquetKeepsEveryValueInColumnsOfExactDecimals() throws IOException {
    Path csv = folder.resolve("focus.csv");
    Path parquet = folder.resolve("focus.parquet");
    Files.writeString(csv, text(FocusFormat.CSV));
    ParquetFile.ofCsv(csv, parquet);

    assertThat(month.decimal("SELECT sum(BilledCost) FROM '%s'".formatted(parquet)))
        .isEqualByComparingTo(cost);
    assertThat(types(parquet, "BilledCost")).isEqualTo("DECIMAL(38,12)");
    assertThat(types(parquet, "ChargePeriodStart")).isEqualTo("TIMESTAMP");
    assertThat(types(parquet, "CommitmentDiscountQuantity"))
        .as("a column of nulls")
        .isEqualTo("DECIMAL(38,12)");
    assertThat(types(parquet, "Tags")).isEqualTo("VARCHAR");
    assertThat(rows(new ParquetTable(parquet))).isEqualTo(rows(new CsvFile(csv)));
  }

  private static List<List<Optional<String>>> rows(FocusTable table) {
    List<List<Optional<String>>> rows = new ArrayList<>();
    table.each(rows::add);
    return rows;
  }

  private String types(Path parquet, String column) {
    return month.answer(
        "SELECT min(column_type) FROM (DESCRIBE SELECT * FROM '%s') WHERE column_name = '%s'"
            .formatted(parquet, column));
  }
}
