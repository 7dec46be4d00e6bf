package dev.weir.exchange.source;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One row of a table, read by the names of its columns. A cell with nothing in it, or with `NULL`,
/// is absent.
///
/// @param number of the row, the first is 1
/// @param cells by the column's name in small letters
record CsvRow(Place place, int number, Map<String, String> cells) {

  /// The first of some columns that is there and has a text.
  Optional<String> find(String... columns) {
    for (String column : columns) {
      String cell = cells.getOrDefault(column.toLowerCase(Locale.ROOT), "").strip();
      if (!cell.isEmpty() && !cell.equals("NULL")) {
        return Optional.of(cell);
      }
    }
    return Optional.empty();
  }

  String text(String... columns) {
    return find(columns).orElse("");
  }

  String need(String... columns) {
    return find(columns)
        .orElseThrow(() -> place.bad("%s is missing".formatted(String.join(" or ", columns))));
  }

  Optional<BigDecimal> decimal(String... columns) {
    return find(columns).map(text -> Numbers.read(place, columns[0], text));
  }

  BigDecimal needDecimal(String... columns) {
    return Numbers.read(place, columns[0], need(columns));
  }

  Instant time(String... columns) {
    return Times.read(place, columns[0], need(columns));
  }
}
