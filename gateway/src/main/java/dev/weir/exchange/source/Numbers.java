package dev.weir.exchange.source;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/// Decimals as people and programs write them in bills: `0.25`, `5.64902E-05`, `$10,000.00 `.
final class Numbers {
  private static final int DIGITS_MAX = 60;
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,4})?");
  private static final Pattern PEOPLES =
      Pattern.compile("-?[$€£]\\s?-?[0-9][0-9,]*(\\.[0-9]+)?|-?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?");

  private Numbers() {}

  /// @param what the column or field, for the message
  static BigDecimal read(Place place, String what, String text) {
    String plain = text.strip();
    if (PEOPLES.matcher(plain).matches()) {
      plain = plain.replaceAll("[$€£,\\s]", "");
    }
    if (!DECIMAL.matcher(plain).matches()) {
      throw place.bad(what, "is a decimal number", text);
    }
    BigDecimal number = new BigDecimal(plain);
    if (number.precision() > DIGITS_MAX || Math.abs(number.scale()) > DIGITS_MAX) {
      throw place.bad(what, "has at most %d digits".formatted(DIGITS_MAX), text);
    }
    return number.signum() == 0 ? BigDecimal.ZERO : number;
  }
}
