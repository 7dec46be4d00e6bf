package dev.weir.value.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A review as Markdown: each figure leads to its rows.
public final class PackMarkdown {
  private PackMarkdown() {}

  public static String write(PackPrint review) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(escaped(review.title())).append("\n\n");
    text.append(escaped(review.standing())).append('\n');
    review.sha256().ifPresent(hash -> text.append("\nsha256 `").append(hash).append("`\n"));
    review.narrative().ifPresent(told -> text.append('\n').append(escaped(told)).append('\n'));
    review.tables().forEach(table -> append(text, table));
    if (!review.gaps().isEmpty()) {
      text.append("\n## Not in this pack\n");
      review.gaps().forEach(gap -> text.append("\n- ").append(escaped(gap)));
      text.append('\n');
    }
    return text.toString();
  }

  private static void append(StringBuilder text, PackPrint.Filled table) {
    text.append("\n## ").append(table.sheet().title()).append("\n\n");
    List<String> titles =
        new ArrayList<>(table.sheet().columns().stream().map(Sheet.Column::title).toList());
    List<String> rules =
        new ArrayList<>(
            table.sheet().columns().stream()
                .map(column -> column.isNumber() ? "--:" : "---")
                .toList());
    if (table.hasEvidence()) {
      titles.add("evidence");
      rules.add("---");
    }
    text.append(line(titles)).append(line(rules));
    table.rows().forEach(row -> text.append(line(cells(table, row))));
  }

  private static List<String> cells(PackPrint.Filled table, JsonNode row) {
    Sheet sheet = table.sheet();
    List<String> cells = new ArrayList<>();
    for (Sheet.Column column : sheet.columns()) {
      String shown = escaped(column.shown(row));
      String rows = sheet.rows(column, row);
      cells.add(shown.isEmpty() || rows.isEmpty() ? shown : "[%s](%s)".formatted(shown, rows));
    }
    if (table.hasEvidence()) {
      cells.add(escaped(sheet.evidence(row)));
    }
    return cells;
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /// A text of others is no table, heading, link or tag.
  private static String escaped(String text) {
    return text.replaceAll("[\\r\\n]+", " ").replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1");
  }
}
