package dev.weir.view.report;

import dev.weir.base.wire.SheetLines;
import java.util.ArrayList;
import java.util.List;

/// A report as CSV: one header line, one line per row, no total, so that a column can be added up.
final class CsvText {
  private CsvText() {}

  static String of(Report report) {
    List<String> header = new ArrayList<>();
    report.query().by().forEach(dimension -> header.add(dimension.label()));
    report.query().figures().forEach(figure -> header.add(figure.field()));
    SheetLines lines = new SheetLines();
    lines.add(header);
    if (report.query().by().isEmpty()) {
      lines.add(cells(report, List.of(), report.total()));
    } else {
      report.rows().forEach(row -> lines.add(cells(report, row.group(), row.measures())));
    }
    return lines.toString();
  }

  private static List<String> cells(Report report, List<String> group, Measures measures) {
    List<String> cells = new ArrayList<>(group);
    report.query().figures().forEach(figure -> cells.add(figure.of(measures).exact()));
    return cells;
  }
}
