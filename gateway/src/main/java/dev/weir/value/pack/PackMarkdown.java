package dev.weir.value.pack;

import java.util.stream.Collectors;

/// A review as Markdown.
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
    text.append(
        table.sheet().columns().stream()
            .map(Sheet.Column::title)
            .collect(Collectors.joining(" | ", "| ", " |\n")));
    text.append(
        table.sheet().columns().stream()
            .map(column -> column.isNumber() ? "--:" : "---")
            .collect(Collectors.joining(" | ", "| ", " |\n")));
    table
        .rows()
        .forEach(row ->
            text.append(
                table.sheet().columns().stream()
                    .map(column -> escaped(column.shown(row)))
                    .collect(Collectors.joining(" | ", "| ", " |\n"))));
  }

  /// A text of others is no table, heading, link or tag.
  private static String escaped(String text) {
    return text.replaceAll("[\\r\\n]+", " ").replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1");
  }
}
