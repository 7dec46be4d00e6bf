package dev.weir.flow.catalogue;

import dev.weir.base.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// US dollars for a number of units, as a price list writes them: `2.50` for 1,000,000.
///
/// @param usd dollars, not negative
/// @param per 1, 1,000 or 1,000,000 units
public record UnitPrice(BigDecimal usd, long per) {
  /// Beyond this many digits a number is an attack or a mistake, and scaling it would be slow.
  private static final int DIGITS_MAX = 60;

  public UnitPrice {
    if (usd.precision() > DIGITS_MAX || Math.abs(usd.scale()) > DIGITS_MAX) {
      throw new IllegalArgumentException("price has more than %d digits".formatted(DIGITS_MAX));
    }
    if (usd.signum() < 0) {
      throw new IllegalArgumentException("price must not be negative, was " + usd);
    }
    if (per != 1 && per != 1_000 && per != 1_000_000) {
      throw new IllegalArgumentException("per must be 1, 1000 or 1000000, was " + per);
    }
    usd = usd.signum() == 0 ? BigDecimal.ZERO : usd.stripTrailingZeros();
  }

  /// Dollars for one unit.
  BigDecimal perUnit() {
    return usd.movePointLeft(Long.toString(per).length() - 1);
  }

  /// Whether one unit costs a whole number of picodollars.
  public boolean isExact() {
    return perUnit().stripTrailingZeros().scale() <= Money.SCALE;
  }

  /// The price of one unit, which must be exact.
  public Money money() {
    if (!isExact()) {
      throw new IllegalArgumentException(
          "one unit of %s must have at most %d decimals, has %s"
              .formatted(this, Money.SCALE, perUnit().toPlainString()));
    }
    return Money.usd(perUnit());
  }

  /// The nearest price of a whole number of picodollars per unit.
  public UnitPrice rounded() {
    BigDecimal unit = perUnit().setScale(Money.SCALE, RoundingMode.HALF_EVEN);
    return new UnitPrice(unit.multiply(BigDecimal.valueOf(per)), per);
  }

  /// For example `2.5 USD per 1000000`.
  @Override
  public String toString() {
    return usd.toPlainString() + " USD per " + per;
  }
}
