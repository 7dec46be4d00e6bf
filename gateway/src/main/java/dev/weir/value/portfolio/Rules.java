package dev.weir.value.portfolio;

import java.math.BigDecimal;

/// What values of fields have in common; what is wrong is an [IllegalArgumentException] that names
/// the field, the rule and the value.
final class Rules {
  static final int TEXT_MAX = 2_000;

  private Rules() {}

  static void between(String field, BigDecimal value, BigDecimal least, BigDecimal most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "field '%s' is %s to %s, was %s".formatted(field, least, most, value.toPlainString()));
    }
  }

  static void positive(String field, BigDecimal value) {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException(
          "field '%s' is above 0, was %s".formatted(field, value.toPlainString()));
    }
  }

  static void digits(String field, BigDecimal value, int most) {
    if (value.precision() > most) {
      throw new IllegalArgumentException(
          "field '%s' has at most %d digits, was %s".formatted(field, most, value.toPlainString()));
    }
  }

  static void text(String field, String value, int most) {
    if (value.isBlank() || value.length() > most || !value.equals(value.strip())) {
      throw new IllegalArgumentException(
          "field '%s' has 1 to %d characters and no space at its ends, was '%s'"
              .formatted(field, most, value.length() > 80 ? value.substring(0, 80) : value));
    }
  }
}
