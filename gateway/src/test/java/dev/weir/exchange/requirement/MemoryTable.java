package dev.weir.exchange.requirement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Rows in memory.
record MemoryTable(List<Column> columns, List<List<Optional<String>>> rows) implements FocusTable {
  MemoryTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// A table of texts without declared types; `-` is null, cells are separated by `|`.
  static MemoryTable of(String header, String... rows) {
    return new MemoryTable(
        Arrays.stream(header.split("\\|", -1))
            .map(name -> new Column(name, Kind.UNDECLARED))
            .toList(),
        Arrays.stream(rows).map(MemoryTable::cells).toList());
  }

  private static List<Optional<String>> cells(String row) {
    return Arrays.stream(row.split("\\|", -1))
        .map(cell -> cell.equals("-") ? Optional.<String>empty() : Optional.of(cell))
        .toList();
  }

  static MemoryTable copy(FocusTable table) {
    List<List<Optional<String>>> rows = new ArrayList<>();
    table.each(rows::add);
    return new MemoryTable(table.columns(), rows);
  }

  /// The first column declared as something.
  MemoryTable declared(Kind kind) {
    List<Column> changed = new ArrayList<>(columns);
    changed.set(0, new Column(columns.getFirst().name(), kind));
    return new MemoryTable(changed, rows);
  }

  /// One cell changed, in every row that has a value in `where`.
  MemoryTable with(String where, String column, Optional<String> value) {
    int at = index(column);
    int known = index(where);
    List<List<Optional<String>>> changed = new ArrayList<>();
    for (List<Optional<String>> row : rows) {
      List<Optional<String>> cells = new ArrayList<>(row);
      if (row.get(known).isPresent()) {
        cells.set(at, value);
      }
      changed.add(cells);
    }
    return new MemoryTable(columns, changed);
  }

  /// A column under another name.
  MemoryTable renamed(String column, String name) {
    List<Column> changed = new ArrayList<>(columns);
    changed.set(index(column), new Column(name, Kind.UNDECLARED));
    return new MemoryTable(changed, rows);
  }

  private int index(String column) {
    List<String> names = columns.stream().map(Column::name).toList();
    return names.indexOf(column);
  }

  @Override
  public void each(Consumer<List<Optional<String>>> row) {
    rows.forEach(row);
  }
}
