package dev.weir.exchange.focus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.exchange.requirement.CsvFile;
import dev.weir.exchange.requirement.FocusTable;
import dev.weir.flow.entry.Entry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What agreements came to, split among those who bear it.
@Timeout(120)
class AllocationsTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @TempDir private Path folder;

  private ExportedMonth month(long seed) {
    List<Entry> entries = new ArrayList<>(SeededMonth.entries(seed, 60));
    entries.addAll(SeededDues.entries(seed, 40));
    return new ExportedMonth(folder.resolve(seed + ".duckdb"), entries);
  }

  private static List<FocusRow> rows(ExportedMonth month, FocusQuery.Granularity granularity) {
    return month.rows(ExportedMonth.query(FocusVersion.V1_3, granularity));
  }

  private static Map<String, List<FocusRow>> byOrigin(List<FocusRow> rows) {
    return rows.stream()
        .filter(row -> row.value("x_OriginId").isPresent())
        .collect(
            Collectors.groupingBy(row -> row.get("x_OriginId"), TreeMap::new, Collectors.toList()));
  }

  private static BigDecimal sum(List<FocusRow> rows, String column) {
    return rows.stream()
        .map(row -> new BigDecimal(row.get(column)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal ratio(FocusRow row) {
    try {
      JsonNode elements = JSON.readTree(row.get("AllocatedMethodDetails")).path("Elements");
      assertThat(elements).hasSize(1);
      return elements.path(0).path("AllocatedRatio").decimalValue();
    } catch (JsonProcessingException e) {
      throw new AssertionError(row.toString(), e);
    }
  }

  @ParameterizedTest
  @CsvSource({"51,DAY", "52,HOUR", "53,DAY"})
  void thePartsOfAnOriginAddUpToItAndTheirRatiosToOne(
      long seed, FocusQuery.Granularity granularity) {
    try (ExportedMonth month = month(seed)) {
      Map<String, List<FocusRow>> origins = byOrigin(rows(month, granularity));

      assertThat(origins).as("seed %d", seed).hasSizeGreaterThan(20);
      origins.forEach((origin, parts) -> {
        String[] names = origin.split("/", -1);
        assertThat(sum(parts, "ContractedCost"))
            .as("seed %d, %s", seed, origin)
            .isEqualByComparingTo(booked(month, names[0], names[1], names[2]));
        boolean told = parts.getFirst().value("AllocatedMethodDetails").isPresent();
        assertThat(told)
            .as("seed %d, %s: all of one sign", seed, origin)
            .isEqualTo(
                parts.stream()
                        .map(part -> new BigDecimal(part.get("ContractedCost")).signum())
                        .distinct()
                        .count()
                    == 1);
        if (told) {
          assertThat(
                  parts.stream()
                      .map(AllocationsTest::ratio)
                      .reduce(BigDecimal.ZERO, BigDecimal::add))
              .as("seed %d, %s", seed, origin)
              .isEqualByComparingTo(BigDecimal.ONE);
        }
      });
      assertThat(origins.values()).as("split among several").anyMatch(parts -> parts.size() > 2);
    }
  }

  /// The ledger's own lines, whatever is made of them.
  private static BigDecimal booked(
      ExportedMonth month, String agreement, String what, String from) {
    String meters =
        what.equals("capacity") ? "'capacity_used', 'capacity_unused'" : "'" + what + "'";
    return month.decimal(
        """
        SELECT sum(amount) FROM charge_line JOIN attempt USING (position)
        WHERE origin = 'agreement:%s' AND meter IN (%s)
          AND date_trunc('day', accepted_at) = date_trunc('day', TIMESTAMP '%s')
        """
            .formatted(agreement, meters, from.replace("T", " ").replace("Z", "")));
  }

  @Test
  void nothingIsCountedTwice() {
    try (ExportedMonth month = month(54)) {
      List<FocusRow> rows = rows(month, FocusQuery.Granularity.DAY);

      assertThat(sum(rows, "BilledCost"))
          .isEqualByComparingTo(
              month.decimal(
                  """
                  SELECT sum(amount) FROM charge_line
                  WHERE meter NOT IN ('credit_prepaid', 'credit_amortised', 'credit_expired')
                  """));
      assertThat(sum(rows, "EffectiveCost"))
          .as("the ledger's own total")
          .isEqualByComparingTo(month.decimal("SELECT sum(cost) FROM attempt"));
    }
  }

  @Test
  void onlyWhatWasSplitSaysHowAndWhatNobodyUsedHasNoReceiver() {
    try (ExportedMonth month = month(55)) {
      assertThat(rows(month, FocusQuery.Granularity.DAY))
          .allSatisfy(row ->
              assertThat(row.value("AllocatedMethodId").orElse(""))
                  .isEqualTo(method(row.value("x_DueKind").orElse(""))))
          .allSatisfy(row ->
              assertThat(row.value("AllocatedResourceId").isPresent())
                  .isEqualTo(
                      row.value("AllocatedMethodId").isPresent()
                          && !row.get("x_DueKind").equals("capacity_unused")))
          .anyMatch(row ->
              row.value("AllocatedResourceId").filter("use_case=claims"::equals).isPresent());
    }
  }

  private static String method(String dueKind) {
    return switch (dueKind) {
      case "capacity_used", "capacity_unused" -> "capacity_by_tokens";
      case "quota_credit" -> "quota_by_units";
      case "volume_discount", "overage", "credit_drawn", "credit_amortised" -> "day_by_spend";
      default -> "";
    };
  }

  @ParameterizedTest
  @CsvSource({"V1_2,x_", "V1_3,''", "V1_4,''"})
  void everyVersionHasThemInColumnsOfItsOwn(FocusVersion version, String prefix)
      throws IOException {
    try (ExportedMonth month = month(56)) {
      Path file = folder.resolve(version + ".csv");
      FocusQuery query = ExportedMonth.query(version, FocusQuery.Granularity.DAY);
      Files.writeString(file, month.text(query, FocusFormat.CSV));
      List<Map<String, String>> rows = cells(file);

      assertThat(rows)
          .filteredOn(row -> row.containsKey(prefix + "AllocatedResourceId"))
          .isNotEmpty()
          .allSatisfy(row ->
              assertThat(row)
                  .containsKeys(
                      prefix + "AllocatedMethodId", prefix + "AllocatedResourceName", "x_OriginId"))
          .anySatisfy(row ->
              assertThat(row)
                  .containsEntry(prefix + "AllocatedTags", "{\"use_case\":\"claims\"}")
                  .containsEntry(prefix + "AllocatedResourceName", "use_case=claims"))
          .as("their own tags are those of the origin from 1.3 on")
          .allSatisfy(row -> {
            if (version == FocusVersion.V1_2) {
              assertThat(row.get("Tags")).isEqualTo(row.get("x_AllocatedTags"));
            } else {
              assertThat(row).doesNotContainKey("Tags");
            }
          });
    }
  }

  private static List<Map<String, String>> cells(Path csv) {
    CsvFile table = new CsvFile(csv);
    List<String> names = table.columns().stream().map(FocusTable.Column::name).toList();
    List<Map<String, String>> rows = new ArrayList<>();
    table.each(cells -> {
      Map<String, String> row = new TreeMap<>();
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        cells.get(i).ifPresent(value -> row.put(name, value));
      }
      rows.add(row);
    });
    return rows;
  }
}
