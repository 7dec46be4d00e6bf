package dev.weir.exchange.source;

import dev.weir.base.wire.CsvTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The table of a file, or of one that came in parts.
///
/// @param columns the header's cells
/// @param files where rows come from, by the number of the first that does
record Csv(
    String file,
    List<String> columns,
    List<CsvTable.Row> rows,
    NavigableMap<Integer, String> files) {
  private static final int ROWS_MAX = 200_000;

  /// What a heap of one gigabyte holds beside everything else.
  private static final int CELLS_MAX = 3_000_000;

  Csv {
    if (rows.size() > ROWS_MAX) {
      throw new IllegalArgumentException(
          "a bill has at most %,d rows, %s has %,d".formatted(ROWS_MAX, file, rows.size()));
    }
  }

  /// A text that is no table, or half of one, is refused with its line.
  static Csv parse(String file, String text) {
    CsvTable table = table(file, text, CELLS_MAX);
    return new Csv(file, table.columns(), table.rows(), new TreeMap<>(Map.of(0, file)));
  }

  /// One table of parts that have the same columns.
  static Csv joined(String file, List<BillParts.Part> parts) {
    List<CsvTable.Row> rows = new ArrayList<>();
    NavigableMap<Integer, String> files = new TreeMap<>();
    List<String> columns = List.of();
    for (BillParts.Part part : parts) {
      String name = part.file().name();
      int cellsLeft = CELLS_MAX - rows.size() * columns.size();
      CsvTable table = table(name, part.file().text(), cellsLeft);
      if (!files.isEmpty() && !table.columns().equals(columns)) {
        throw otherColumns(name, table.columns(), files.firstEntry().getValue(), columns);
      }
      part.requireRows(table.rows().size());
      columns = table.columns();
      files.put(rows.size(), name);
      rows.addAll(table.rows());
    }
    return new Csv(file, columns, rows, files);
  }

  private static IllegalArgumentException otherColumns(
      String file, List<String> columns, String first, List<String> expected) {
    int same = 0;
    while (same < Math.min(columns.size(), expected.size())
        && columns.get(same).equals(expected.get(same))) {
      same++;
    }
    return new IllegalArgumentException(
        "%s has the columns of %s, %d, the next after %d of them '%s'; was %d, '%s'"
            .formatted(
                file,
                first,
                expected.size(),
                same,
                same < expected.size() ? expected.get(same) : "",
                columns.size(),
                same < columns.size() ? columns.get(same) : ""));
  }

  private static CsvTable table(String file, String text, int cellsMax) {
    try {
      return CsvTable.read(text, cellsMax);
    } catch (IllegalArgumentException torn) {
      throw new IllegalArgumentException(file + ", " + torn.getMessage(), torn);
    }
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
    String from = files.floorEntry(number).getValue();
    return new CsvRow(Place.line(from, row.line()), number + 1, cells);
  }
}
