package dev.weir.view.shape;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /// The same as a file for spreadsheets (RFC 4180): every line that is shown, exact where a cell
  /// is rounded, the total last. A text that a spreadsheet would take for a formula begins with an
  /// apostrophe.
  public String csv() {
    StringBuilder text = new StringBuilder();
    text.append(line(columns.stream().map(Table::header)));
    Stream.concat(rows.stream(), total.stream())
        .forEach(row -> text.append(line(row.stream().map(Table::plain))));
    return text.toString();
  }

  private static String header(Column column) {
    return column.unit().isEmpty() ? column.name() : column.name() + " " + column.unit();
  }

  private static String plain(Cell cell) {
    if (!cell.exact().isEmpty()) {
      return cell.exact();
    }
    boolean isFormula = !cell.text().isEmpty() && "=+-@\t\r".indexOf(cell.text().charAt(0)) >= 0;
    return isFormula ? "'" + cell.text() : cell.text();
  }

  private static String line(Stream<String> cells) {
    return cells.map(Table::quoted).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String quoted(String cell) {
    boolean isPlain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static void requireWidth(String caption, List<Cell> row, List<Column> columns) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(
          "table '%s' has %d columns, a row has %d".formatted(caption, columns.size(), row.size()));
    }
  }
}
