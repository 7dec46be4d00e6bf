package dev.weir.value.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// A figure of a held review that is another one today: late outcomes, corrections, prices worked
/// out anew. The review stays as it is; this stands beside it.
///
/// @param table of the pack
/// @param of which row
/// @param held the frozen figure; absent where the row, or the figure, was not there
/// @param today the same, put together now
/// @param difference today − held, one that is absent counted as 0
public record Restatement(
    String table,
    String of,
    String figure,
    Optional<BigDecimal> held,
    Optional<BigDecimal> today,
    BigDecimal difference) {

  /// All of them, in the order of the pack.
  ///
  /// @param held a frozen pack
  /// @param today the pack of the same month, put together now
  public static List<Restatement> between(JsonNode held, JsonNode today) {
    List<Restatement> all = new ArrayList<>();
    for (Sheet sheet : Sheet.ALL) {
      if (sheet.isOfMonth()) {
        Map<String, JsonNode> before = rows(sheet, held);
        Map<String, JsonNode> after = rows(sheet, today);
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.forEach(key ->
            sheet
                .numbers()
                .forEach(column ->
                    of(
                            sheet,
                            key,
                            column,
                            Optional.ofNullable(before.get(key)),
                            Optional.ofNullable(after.get(key)))
                        .ifPresent(all::add)));
      }
    }
    return List.copyOf(all);
  }

  private static Map<String, JsonNode> rows(Sheet sheet, JsonNode pack) {
    Map<String, JsonNode> rows = new TreeMap<>();
    pack.path(sheet.field()).forEach(row -> rows.put(sheet.key(row), row));
    return rows;
  }

  private static Optional<Restatement> of(
      Sheet sheet,
      String key,
      Sheet.Column column,
      Optional<JsonNode> before,
      Optional<JsonNode> after) {
    Optional<BigDecimal> held = before.flatMap(row -> Sheet.number(row, column));
    Optional<BigDecimal> today = after.flatMap(row -> Sheet.number(row, column));
    BigDecimal difference = today.orElse(BigDecimal.ZERO).subtract(held.orElse(BigDecimal.ZERO));
    return difference.signum() == 0 && held.isPresent() == today.isPresent()
        ? Optional.empty()
        : Optional.of(new Restatement(sheet.field(), key, column.field(), held, today, difference));
  }
}
