package dev.weir.value.outcome;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Supplier;

/// Reads and checks fields; every error names the field, the rule and the value.
final class Decimals {
  /// Digits before and behind the point that every figure told may have.
  static final int WHOLE_MAX = 12;

  static final int DECIMALS_MAX = 12;

  private static final int TEXT_MAX = 1_000;
  private static final int SHOWN_MAX = 80;

  private Decimals() {}

  /// A decimal number, without trailing zeros.
  static BigDecimal read(String field, String text) {
    try {
      BigDecimal number = plain(new BigDecimal(text));
      if (number.scale() <= DECIMALS_MAX
          && (long) number.precision() - number.scale() <= WHOLE_MAX) {
        return number;
      }
    } catch (NumberFormatException none) {
      throw wrong(field, "a number", text);
    }
    throw wrong(
        field,
        "a number of at most %d digits before and %d behind the point"
            .formatted(WHOLE_MAX, DECIMALS_MAX),
        text);
  }

  /// Without trailing zeros, and never with an exponent.
  static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 && stripped.scale() >= -WHOLE_MAX ? stripped.setScale(0) : stripped;
  }

  static void require(String field, BigDecimal value, BigDecimal min, BigDecimal max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw wrong(
          field,
          "a number from %s to %s".formatted(min.toPlainString(), max.toPlainString()),
          value.toPlainString());
    }
  }

  static void requireText(String field, String text) {
    if (text.isBlank() || text.length() > TEXT_MAX) {
      throw wrong(field, "a text of 1 to %,d characters".formatted(TEXT_MAX), text);
    }
  }

  static LocalDate day(String field, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException none) {
      throw wrong(field, "a day as 2026-10-01", text);
    }
  }

  static IllegalArgumentException wrong(String field, String rule, String seen) {
    return new IllegalArgumentException(
        "field '%s' is %s, was '%s'"
            .formatted(
                field, rule, seen.length() > SHOWN_MAX ? seen.substring(0, SHOWN_MAX) : seen));
  }

  /// What a reading gives; its error names the thing.
  static <T> T naming(String thing, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException wrong) {
      String message = String.valueOf(wrong.getMessage());
      throw message.startsWith(thing)
          ? wrong
          : new IllegalArgumentException(thing + ": " + message, wrong);
    }
  }
}
