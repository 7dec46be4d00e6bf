package dev.weir.value.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A review as comma-separated values (RFC 4180), one figure a line: month, table, row, figure,
/// value as exact as it is. A text that a spreadsheet would take for a formula has an apostrophe in
/// front.
public final class PackCsv {
  private static final String HEADER = "month,table,row,figure,value\r\n";

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
          text.append(line(month, table.sheet().field(), of, column, row));
        }
      }
    }
    return text.toString();
  }

  private static String line(
      String month, String table, String row, Sheet.Column column, JsonNode of) {
    String value = column.exact(of);
    return Stream.of(month, table, row, column.field(), column.isNumber() ? value : harmless(value))
        .map(PackCsv::cell)
        .collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String harmless(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String cell(String text) {
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
