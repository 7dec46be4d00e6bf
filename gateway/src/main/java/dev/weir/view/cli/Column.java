package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A column of a listing.
///
/// @param title names the unit or the currency where there is one
/// @param cell what a row shows, empty for nothing
public record Column(String title, Shape shape, Function<JsonNode, String> cell) {
  private static final Pattern FRACTION = Pattern.compile("^(\\d.*T\\d.*)\\.\\d+Z$");

  /// How a column stands in a table.
  enum Shape {
    TEXT,
    /// To the second; csv has all of it.
    TIME,
    /// Aligned right.
    NUMBER,
    /// A number that is left out of a table in which no row has more than nothing or 0; csv always
    /// has it.
    RARE_NUMBER
  }

  boolean isNumber() {
    return shape == Shape.NUMBER || shape == Shape.RARE_NUMBER;
  }

  boolean isSpared() {
    return shape == Shape.RARE_NUMBER;
  }

  /// A text, a list or an object of texts.
  public static Column text(String title, String field) {
    return new Column(title, Shape.TEXT, row -> shown(row.at(pointer(field))));
  }

  /// An instant.
  public static Column time(String title, String field) {
    return new Column(title, Shape.TIME, row -> shown(row.at(pointer(field))));
  }

  public static Column number(String title, String field) {
    return new Column(title, Shape.NUMBER, row -> shown(row.at(pointer(field))));
  }

  /// A count that is 0 for most.
  public static Column rareNumber(String title, String field) {
    return new Column(title, Shape.RARE_NUMBER, row -> shown(row.at(pointer(field))));
  }

  /// Dollars, to the cent at least and as exact as they are.
  public static Column usd(String title, String field) {
    return new Column(title, Shape.NUMBER, row -> usd(row.at(pointer(field))));
  }

  /// An amount with its currency, which a table without any has no column for.
  public static Column amount(String title, String field) {
    return new Column(title, Shape.RARE_NUMBER, row -> shown(row.at(pointer(field))));
  }

  /// A share as per cent.
  public static Column percent(String title, String field) {
    return new Column(title, Shape.NUMBER, row -> percents(row.at(pointer(field))));
  }

  /// This column as a table shows it.
  Column inTable() {
    return shape == Shape.TIME ? new Column(title, shape, cell.andThen(Column::seconds)) : this;
  }

  /// An instant to the second; any other text as it is.
  public static String seconds(String text) {
    return FRACTION.matcher(text).replaceFirst("$1Z");
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
