package dev.weir.app.config;

import java.time.Duration;

/// Checks that name the key, the rule and the value.
final class Require {
  private Require() {}

  static void between(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be between %d and %d, was %d".formatted(key, least, most, value));
    }
  }

  static void notNegative(String key, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("%s must not be negative, was %s".formatted(key, value));
    }
  }

  static void positive(String key, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("%s must be positive, was %s".formatted(key, value));
    }
  }
}
