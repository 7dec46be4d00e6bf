package dev.weir.exchange.requirement;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// Numbers as texts.
final class Decimals {
  /// As FOCUS wants them: no plus sign, in front or in the exponent; a point as decimal mark.
  private static final Pattern STRICT =
      Pattern.compile("-?(?:[0-9]*\\.)?[0-9]+(?:[eE]-?[0-9]{1,4})?");

  private static final int LENGTH_MAX = 100;

  private Decimals() {}

  static boolean isStrict(String text) {
    return STRICT.matcher(text).matches();
  }

  /// Reads what is a decimal number in any usual form.
  static Optional<BigDecimal> read(String text) {
    if (text.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}
