package dev.weir.base.signal;

import java.math.BigDecimal;
import java.util.List;

/// The exposition format's small print.
final class Text {
  private Text() {}

  static void head(StringBuilder text, String name, String help, String type) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  /// @param bound of a histogram's bucket, or empty
  static String labels(List<String> names, List<String> values, String bound) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      label(text, names.get(i), values.get(i));
    }
    if (!bound.isEmpty()) {
      label(text, "le", bound);
    }
    return text.isEmpty() ? "" : text.append('}').toString();
  }

  private static void label(StringBuilder text, String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    text.append(text.isEmpty() ? '{' : ',').append(name);
    text.append("=\"").append(escaped).append('"');
  }

  static String number(Number number) {
    return number instanceof BigDecimal decimal ? plain(decimal) : number.toString();
  }

  static String plain(BigDecimal decimal) {
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }
}
