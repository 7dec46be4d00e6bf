package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Rows with columns, as text.
record Listing(List<Column> columns, JsonNode rows) {
  private static final String GAP = "  ";

  Listing {
    columns = List.copyOf(columns);
  }

  /// Aligned; one line says so when there is nothing.
  String table() {
    if (rows.isEmpty()) {
      return "nothing to list\n";
    }
    List<Column> shown = columns.stream().filter(this::isShown).map(Column::inTable).toList();
    List<List<String>> lines = lines(shown);
    int[] widths = new int[shown.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(line.get(i)));
      }
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(aligned(shown, line, widths)).append('\n'));
    return text.toString();
  }

  String csv() {
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines(columns)) {
      text.append(String.join(",", line.stream().map(Listing::quoted).toList())).append("\r\n");
    }
    return text.toString();
  }

  private boolean isShown(Column column) {
    if (!column.isSpared()) {
      return true;
    }
    for (JsonNode row : rows) {
      String cell = column.cell().apply(row);
      if (!cell.isEmpty() && !cell.equals("0")) {
        return true;
      }
    }
    return false;
  }

  private List<List<String>> lines(List<Column> shown) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(shown.stream().map(Column::title).toList());
    rows.forEach(row -> lines.add(shown.stream().map(c -> c.cell().apply(row)).toList()));
    return lines;
  }

  private static String aligned(List<Column> columns, List<String> line, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String blank = " ".repeat(widths[i] - width(line.get(i)));
      text.append(i == 0 ? "" : GAP);
      text.append(columns.get(i).isNumber() ? blank + line.get(i) : line.get(i) + blank);
    }
    return text.toString().stripTrailing();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
