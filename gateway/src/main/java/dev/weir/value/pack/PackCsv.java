package dev.weir.value.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A review as comma-separated values (RFC 4180), one figure a line: month, table, row, figure,
/// value as exact as it is, how it is known, the path that opens to its rows. A text that a
/// spreadsheet would take for a formula has an apostrophe in front.
public final class PackCsv {
  private static final String HEADER = "month,table,row,figure,value,evidence,rows\r\n";

  private PackCsv() {}

  public static String write(PackPrint review) {
    StringBuilder text = new StringBuilder(HEADER);
    String month = review.pack().path("month").asText();
    for (PackPrint.Filled table : review.tables()) {
      int number = 0;
      for (JsonNode row : table.rows()) {
        number++;
        String of = Integer.toString(number);
        for (Sheet.Column column : table.sheet().columns()) {
          text.append(line(List.of(month, table.sheet().field(), of), table.sheet(), column, row));
        }
      }
    }
    return text.toString();
  }

  private static String line(List<String> place, Sheet sheet, Sheet.Column column, JsonNode row) {
    String value = column.exact(row);
    String rows = value.isEmpty() ? "" : sheet.rows(column, row);
    String evidence = column.evidence(row).isEmpty() ? sheet.evidence(row) : column.evidence(row);
    return Stream.concat(
            place.stream(),
            Stream.of(
                column.field(),
                column.isNumber() ? value : harmless(value),
                rows.isEmpty() ? "" : evidence,
                rows))
        .map(PackCsv::cell)
        .collect(Collectors.joining(",", "", "\r\n"));
  }

  /// Spreadsheets pass over blanks and line feeds in front of a formula.
  private static String harmless(String text) {
    String shown = text.strip();
    boolean isFormula = !shown.isEmpty() && "=+-@".indexOf(shown.charAt(0)) >= 0;
    return isFormula || text.startsWith("\t") || text.startsWith("\r") ? "'" + text : text;
  }

  private static String cell(String text) {
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
