package dev.weir.exchange.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A table of RFC 4180 with a header line. A quote that is never closed, and a line with more or
/// fewer cells than the header, are refused: half a file has one of them.
///
/// @param columns the header's cells
record Csv(String file, List<String> columns, List<Row> rows) {
  private static final int ROWS_MAX = 200_000;

  /// @param line of the file on which it begins
  record Row(int line, List<String> cells) {}

  static Csv parse(String file, String text) {
    List<Row> lines = new Cells(file, text).all();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(file + " is empty");
    }
    List<String> columns = lines.getFirst().cells().stream().map(String::strip).toList();
    requireDistinct(file, columns);
    List<Row> rows = lines.subList(1, lines.size());
    if (rows.size() > ROWS_MAX) {
      throw new IllegalArgumentException(
          "a bill has at most %,d rows, %s has %,d".formatted(ROWS_MAX, file, rows.size()));
    }
    for (Row row : rows) {
      if (row.cells().size() != columns.size()) {
        throw Place.line(file, row.line())
            .bad(
                "a row has as many cells as the header, %d, was %d; is this half a file?"
                    .formatted(columns.size(), row.cells().size()));
      }
    }
    return new Csv(file, columns, rows);
  }

  private static void requireDistinct(String file, List<String> columns) {
    Map<String, Integer> seen = new HashMap<>();
    for (String column : columns) {
      if (seen.merge(column, 1, Integer::sum) > 1) {
        throw Place.line(file, 1).bad("header", "names each column once", column);
      }
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
    Row row = rows.get(number);
    Map<String, String> cells = HashMap.newHashMap(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      cells.put(columns.get(i).toLowerCase(Locale.ROOT), row.cells().get(i));
    }
    return new CsvRow(Place.line(file, row.line()), number + 1, cells);
  }

  /// Splits a text into lines of cells. Used once, by one thread.
  private static final class Cells {
    private final String file;
    private final String text;
    private int at;
    private int line = 1;

    Cells(String file, String text) {
      this.file = file;
      this.text = text;
    }

    /// Lines without any character are passed over.
    List<Row> all() {
      List<Row> rows = new ArrayList<>();
      while (at < text.length()) {
        int begins = line;
        List<String> cells = cells();
        if (cells.size() > 1 || !cells.getFirst().isEmpty()) {
          rows.add(new Row(begins, cells));
        }
      }
      return rows;
    }

    private List<String> cells() {
      List<String> cells = new ArrayList<>();
      while (true) {
        cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : bare());
        if (at >= text.length()) {
          return cells;
        }
        char next = text.charAt(at++);
        if (next == '\n') {
          line++;
          return cells;
        }
        if (next == '\r') {
          at += at < text.length() && text.charAt(at) == '\n' ? 1 : 0;
          line++;
          return cells;
        }
      }
    }

    private String bare() {
      int from = at;
      while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at);
    }

    private String quoted() {
      int began = line;
      StringBuilder cell = new StringBuilder();
      at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c != '"') {
          cell.append(c);
          line += c == '\n' ? 1 : 0;
        } else if (at < text.length() && text.charAt(at) == '"') {
          cell.append('"');
          at++;
        } else {
          return cell.append(bare()).toString();
        }
      }
      throw Place.line(file, began).bad("a quote is never closed; is this half a file?");
    }
  }
}
