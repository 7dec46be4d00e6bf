package dev.weir.view.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A report as CSV (RFC 4180): one header line, one line per row, no total, so that a column can be
/// added up.
final class CsvText {
  private static final String LINE_END = "\r\n";

  private CsvText() {}

  static String of(Report report) {
    List<String> header = new ArrayList<>();
    report.query().by().forEach(dimension -> header.add(dimension.label()));
    report.query().figures().forEach(figure -> header.add(figure.field()));
    StringBuilder text = new StringBuilder(line(header));
    if (report.query().by().isEmpty()) {
      return text.append(line(report, List.of(), report.total())).toString();
    }
    report.rows().forEach(row -> text.append(line(report, row.group(), row.measures())));
    return text.toString();
  }

  private static String line(Report report, List<String> group, Measures measures) {
    List<String> cells = new ArrayList<>(group);
    report.query().figures().forEach(figure -> cells.add(figure.of(measures).exact()));
    return line(cells);
  }

  private static String line(List<String> cells) {
    return cells.stream().map(CsvText::quoted).collect(Collectors.joining(",")) + LINE_END;
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
