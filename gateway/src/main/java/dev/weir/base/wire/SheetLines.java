package dev.weir.base.wire;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Comma-separated values of RFC 4180 for spreadsheets, in the making: a cell that one would take
/// for a formula gets an apostrophe in front, which makes it text. Plain numbers stay as they are.
public final class SheetLines {
  private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\t\r\n].*", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  private final StringBuilder text = new StringBuilder();

  public void add(List<String> cells) {
    text.append(cells.stream().map(SheetLines::cell).collect(Collectors.joining(",")))
        .append("\r\n");
  }

  private static String cell(String content) {
    boolean formula = FORMULA.matcher(content).matches() && !NUMBER.matcher(content).matches();
    String safe = formula ? "'" + content : content;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
