package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// A column of a listing.
///
/// @param title names the unit or the currency where there is one
/// @param isNumber aligned right
/// @param cell what a row shows, empty for nothing
/// @param inTable what a table shows of the cell, for people; CSV has all of it
public record Column(
    String title,
    boolean isNumber,
    Function<JsonNode, String> cell,
    UnaryOperator<String> inTable) {
  private static final Pattern FRACTION = Pattern.compile("^(\\d.*T\\d.*)\\.\\d+Z$");

  private Column(String title, boolean isNumber, Function<JsonNode, String> cell) {
    this(title, isNumber, cell, UnaryOperator.identity());
  }

  /// A text, a list or an object of texts.
  public static Column text(String title, String field) {
    return new Column(title, false, row -> shown(row.at(pointer(field))));
  }

  public static Column number(String title, String field) {
    return new Column(title, true, row -> shown(row.at(pointer(field))));
  }

  /// An instant; tables show it to the second.
  public static Column time(String title, String field) {
    return new Column(title, false, row -> shown(row.at(pointer(field))), Column::seconds);
  }

  /// An instant as people read it; any other text as it is.
  public static String seconds(String text) {
    return FRACTION.matcher(text).replaceFirst("$1Z");
  }

  /// Dollars, to the cent at least and as exact as they are.
  public static Column usd(String title, String field) {
    return new Column(title, true, row -> usd(row.at(pointer(field))));
  }

  /// A share as per cent.
  public static Column percent(String title, String field) {
    return new Column(title, true, row -> percents(row.at(pointer(field))));
  }

  private static String pointer(String field) {
    return "/" + field.replace('.', '/');
  }

  private static String usd(JsonNode amount) {
    if (amount.isMissingNode() || amount.isNull()) {
      return "";
    }
    BigDecimal exact = new BigDecimal(amount.asText()).stripTrailingZeros();
    return (exact.scale() < 2 ? exact.setScale(2) : exact).toPlainString();
  }

  private static String percents(JsonNode share) {
    if (share.isArray()) {
      List<String> all = new ArrayList<>();
      share.forEach(each -> all.add(percents(each)));
      return String.join(", ", all);
    }
    return share.isMissingNode() || share.isNull()
        ? ""
        : new BigDecimal(share.asText()).movePointRight(2).stripTrailingZeros().toPlainString()
            + " %";
  }

  static String shown(JsonNode value) {
    if (value.isArray()) {
      List<String> all = new ArrayList<>();
      value.forEach(each -> all.add(shown(each)));
      return String.join(", ", all);
    }
    if (value.isObject()) {
      List<String> all = new ArrayList<>();
      value.properties().forEach(each -> all.add(each.getKey() + "=" + shown(each.getValue())));
      return String.join(" ", all);
    }
    return value.isNull() || value.isMissingNode() ? "" : value.asText();
  }
}
