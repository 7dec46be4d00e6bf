package dev.weir.exchange.focus;

import java.util.List;
import java.util.Optional;

/// CSV (RFC 4180) whose empty cells are nulls.
final class CsvLines {
  private final StringBuilder text = new StringBuilder();

  void add(List<Optional<String>> cells) {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      cells.get(i).ifPresent(this::addQuoted);
    }
    text.append("\r\n");
  }

  private void addQuoted(String cell) {
    if (cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')) {
      text.append(cell);
      return;
    }
    text.append('"').append(cell.replace("\"", "\"\"")).append('"');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
