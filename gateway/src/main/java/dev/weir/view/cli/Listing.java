package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

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
    List<List<String>> lines =
        lines((column, row) -> column.inTable().apply(column.cell().apply(row)));
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(line.get(i)));
      }
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(aligned(line, widths)).append('\n'));
    return text.toString();
  }

  String csv() {
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines((column, row) -> column.cell().apply(row))) {
      text.append(String.join(",", line.stream().map(Listing::quoted).toList())).append("\r\n");
    }
    return text.toString();
  }

  private List<List<String>> lines(BiFunction<Column, JsonNode, String> shown) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(Column::title).toList());
    rows.forEach(row -> lines.add(columns.stream().map(c -> shown.apply(c, row)).toList()));
    return lines;
  }

  private String aligned(List<String> line, int[] widths) {
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
