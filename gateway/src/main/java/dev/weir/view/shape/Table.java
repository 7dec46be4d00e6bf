package dev.weir.view.shape;

import java.util.List;
import java.util.Optional;

/// Rows under a header; the first column names them.
///
/// @param caption what they are, for those who hear the page too
/// @param total the last line; its figures are the API's, not sums of what is shown
/// @param empty what is said where there is no row
public record Table(
    String caption,
    List<Column> columns,
    List<List<Cell>> rows,
    Optional<List<Cell>> total,
    EmptyState empty) {
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    total = total.map(List::copyOf);
    for (List<Cell> row : rows) {
      requireWidth(caption, row, columns);
    }
    if (total.isPresent()) {
      requireWidth(caption, total.get(), columns);
    }
  }

  public static Table of(
      String caption, List<Column> columns, List<List<Cell>> rows, EmptyState empty) {
    return new Table(caption, columns, rows, Optional.empty(), empty);
  }

  public Table summedUp(List<Cell> line) {
    return new Table(caption, columns, rows, Optional.of(line), empty);
  }

  private static void requireWidth(String caption, List<Cell> row, List<Column> columns) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(
          "table '%s' has %d columns, a row has %d".formatted(caption, columns.size(), row.size()));
    }
  }
}
