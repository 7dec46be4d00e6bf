package dev.weir.exchange.source;

import dev.weir.base.wire.CsvTable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The table of a file.
///
/// @param columns the header's cells
record Csv(String file, List<String> columns, List<CsvTable.Row> rows) {
  private static final int ROWS_MAX = 200_000;

  /// What a heap of one gigabyte holds beside everything else.
  private static final int CELLS_MAX = 3_000_000;

  /// A text that is no table, or half of one, is refused with its line.
  static Csv parse(String file, String text) {
    CsvTable table;
    try {
      table = CsvTable.read(text, CELLS_MAX);
    } catch (IllegalArgumentException torn) {
      throw new IllegalArgumentException(file + ", " + torn.getMessage(), torn);
    }
    if (table.rows().size() > ROWS_MAX) {
      throw new IllegalArgumentException(
          "a bill has at most %,d rows, %s has %,d".formatted(ROWS_MAX, file, table.rows().size()));
    }
    return new Csv(file, table.columns(), table.rows());
  }

  /// Where a column stands, whatever the case of its letters.
  Optional<Integer> index(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).equalsIgnoreCase(column)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  boolean has(String... names) {
    for (String name : names) {
      if (index(name).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /// The columns of a row, by name in small letters.
  CsvRow row(int number) {
    CsvTable.Row row = rows.get(number);
    Map<String, String> cells = HashMap.newHashMap(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      cells.put(columns.get(i).toLowerCase(Locale.ROOT), row.cells().get(i));
    }
    return new CsvRow(Place.line(file, row.line()), number + 1, cells);
  }
}
