package dev.weir.value.cost;

import java.math.BigDecimal;

/// A shared or hidden cost and by what it is shared out.
///
/// @param key names it, and sorts it
/// @param amount US dollars to the cent; negative for a credit
public record Pool(String key, BigDecimal amount, Basis basis) {
  private static final int CENTS = 2;
  private static final int WHOLE_DIGITS_MAX = 15;

  public Pool {
    if (key.isBlank()) {
      throw new IllegalArgumentException("a pool has a key, was '%s'".formatted(key));
    }
    BigDecimal plain = amount.stripTrailingZeros();
    if (plain.scale() > CENTS || plain.precision() - plain.scale() > WHOLE_DIGITS_MAX) {
      throw new IllegalArgumentException(
          "pool '%s' is to the cent, with at most %d digits before the point, was %s"
              .formatted(key, WHOLE_DIGITS_MAX, amount.toPlainString()));
    }
    amount = amount.setScale(CENTS);
  }

  long cents() {
    return amount.movePointRight(CENTS).longValueExact();
  }
}
