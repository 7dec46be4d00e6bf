package dev.weir.value.pack;

import com.fasterxml.jackson.databind.JsonNode;

/// A review as one page of HTML, for screens and for paper: no script, nothing loaded. Each figure
/// leads to its rows.
public final class PackHtml {
  private PackHtml() {}

  public static String write(PackPrint review) {
    String title = escaped(review.title());
    StringBuilder page = new StringBuilder(head(title, escaped(review.standing())));
    review
        .sha256()
        .ifPresent(hash ->
            page.append("<p class=\"hash\">sha256 ").append(escaped(hash)).append("</p>\n"));
    review.narrative().ifPresent(told -> page.append("<p>").append(escaped(told)).append("</p>\n"));
    review.tables().forEach(table -> append(page, table));
    if (!review.gaps().isEmpty()) {
      page.append("<h2>Not in this pack</h2>\n<ul>\n");
      review.gaps().forEach(gap -> page.append("<li>").append(escaped(gap)).append("</li>\n"));
      page.append("</ul>\n");
    }
    return page.append("</body></html>\n").toString();
  }

  private static void append(StringBuilder page, PackPrint.Filled table) {
    page.append("<h2>").append(escaped(table.sheet().title())).append("</h2>\n<table><thead><tr>");
    for (Sheet.Column column : table.sheet().columns()) {
      page.append(column.isNumber() ? "<th class=\"n\">" : "<th>")
          .append(escaped(column.title()))
          .append("</th>");
    }
    page.append(table.hasEvidence() ? "<th>evidence</th>" : "");
    page.append("</tr></thead><tbody>\n");
    for (JsonNode row : table.rows()) {
      page.append("<tr>");
      for (Sheet.Column column : table.sheet().columns()) {
        page.append("<td").append(styled(column, row)).append('>');
        page.append(shown(column.shown(row), table.sheet().rows(column, row))).append("</td>");
      }
      if (table.hasEvidence()) {
        page.append("<td class=\"e\">")
            .append(escaped(table.sheet().evidence(row)))
            .append("</td>");
      }
      page.append("</tr>\n");
    }
    page.append("</tbody></table>\n");
  }

  private static String shown(String figure, String rows) {
    return figure.isEmpty() || rows.isEmpty()
        ? escaped(figure)
        : "<a href=\"%s\">%s</a>".formatted(escaped(rows), escaped(figure));
  }

  /// What is said of a use case has the colour of where it leads.
  private static String styled(Sheet.Column column, JsonNode row) {
    boolean isVerdict =
        column.field().equals("recommendation") || column.field().equals("decision");
    if (isVerdict) {
      return " class=\"" + escaped(column.exact(row)) + "\"";
    }
    return column.isNumber() ? " class=\"n\"" : "";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /// Of what is escaped.
  private static String head(String title, String standing) {
    return """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><title>%s</title>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <style>
    body { font: 11pt/1.45 "Helvetica Neue", Arial, sans-serif; color: #1c2733; max-width: 62rem;
      margin: 2.5rem auto; padding: 0 1.5rem; }
    h1 { font-size: 20pt; margin: 0 0 .2rem; }
    h2 { font-size: 12.5pt; margin: 1.8rem 0 .4rem; break-after: avoid; }
    .standing { color: #54657a; margin: 0; }
    .hash { font: 8.5pt monospace; color: #54657a; overflow-wrap: anywhere; }
    table { border-collapse: collapse; width: 100%%; font-size: 9.5pt; }
    th { text-align: left; font-weight: 600; color: #54657a; border-bottom: 1.5px solid #1c2733; }
    th, td { padding: .3rem .6rem .3rem 0; vertical-align: top; }
    td { border-bottom: .5px solid #d5dce4; }
    .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    td a { color: inherit; text-decoration: none; border-bottom: .5px dotted #54657a; }
    .e { color: #54657a; font-size: 8.5pt; }
    .n + td:not(.n), .n + th:not(.n) { padding-left: 1.2rem; }
    .scale, .continue { color: #14683c; font-weight: 600; }
    .pull_back, .sunset { color: #a32020; font-weight: 600; }
    .optimise { color: #8a5a00; font-weight: 600; }
    .not_enough_evidence { color: #54657a; }
    thead { display: table-header-group; } tr { break-inside: avoid; }
    @page { size: A4; margin: 16mm; }
    @media print { body { margin: 0; max-width: none; padding: 0; } }
    </style></head><body>
    <h1>%s</h1><p class="standing">%s</p>
    """
        .formatted(title, title, standing);
  }
}
