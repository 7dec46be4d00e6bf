package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Rows of text that print aligned and as Markdown alike.
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  private final int texts;

  /// Two columns of text, then figures.
  Table(String... columns) {
    this(2, columns);
  }

  /// @param texts how many columns, from the left, are text; the others are figures
  Table(int texts, String... columns) {
    this.texts = texts;
    rows.add(List.of(columns));
  }

  void add(String... cells) {
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).size(); column++) {
        String cell = rows.get(row).get(column);
        String gap = " ".repeat(width(column) - cell.length());
        text.append(column < texts ? "| " + cell + gap + " " : "| " + gap + cell + " ");
      }
      text.append("|\n");
      if (row == 0) {
        ruler(text);
      }
    }
    return text.toString();
  }

  private void ruler(StringBuilder text) {
    for (int column = 0; column < rows.getFirst().size(); column++) {
      text.append('|').append("-".repeat(width(column) + 1)).append(column < texts ? '-' : ':');
    }
    text.append("|\n");
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  /// Replaces what stands between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`.
  static void write(Path page, String name, String text) throws IOException {
    String old = Files.readString(page);
    String begin = "<!-- bench:" + name + " -->";
    int from = old.indexOf(begin);
    int to = old.indexOf("<!-- /bench:" + name + " -->");
    if (from < 0 || to < from) {
      throw new IllegalStateException(page + " has no markers for " + name);
    }
    Files.writeString(
        page, old.substring(0, from + begin.length()) + "\n" + text + old.substring(to));
  }
}
