package dev.weir.exchange.focus;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/// CSV (RFC 4180) whose empty cells are nulls: a line of names, then one for each row.
final class CsvText implements RowText {
  private final Writer out;
  private final List<CsvColumn> columns;

  CsvText(Writer out, List<CsvColumn> columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public void begin() throws IOException {
    addLine(columns.stream().map(column -> Optional.of(column.name())).toList());
  }

  @Override
  public void add(FocusRow row) throws IOException {
    addLine(columns.stream().map(column -> column.value().of(row)).toList());
  }

  @Override
  public void end() {
    // a table has no last line
  }

  private void addLine(List<Optional<String>> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.write(cells.get(i).map(CsvText::quoted).orElse(""));
    }
    out.write("\r\n");
  }

  private static String quoted(String cell) {
    return cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
        ? cell
        : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
