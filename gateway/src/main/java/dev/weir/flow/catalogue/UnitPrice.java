package dev.weir.flow.catalogue;

import dev.weir.base.money.Currency;
import dev.weir.base.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// Money for a number of units, as a price list writes it: `2.50` US dollars for 1,000,000.
///
/// @param amount not negative
/// @param currency ISO 4217
/// @param per a power of ten up to a thousand million; of seconds also 60 and 3,600
public record UnitPrice(BigDecimal amount, String currency, long per) {
  /// Beyond this many digits a number is an attack or a mistake, and scaling it would be slow.
  private static final int DIGITS_MAX = 60;

  private static final List<Long> PER =
      List.of(
          1L,
          10L,
          60L,
          100L,
          1_000L,
          3_600L,
          10_000L,
          100_000L,
          1_000_000L,
          10_000_000L,
          100_000_000L,
          1_000_000_000L);

  public UnitPrice {
    if (amount.precision() > DIGITS_MAX || Math.abs(amount.scale()) > DIGITS_MAX) {
      throw new IllegalArgumentException("price has more than %d digits".formatted(DIGITS_MAX));
    }
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("price must not be negative, was " + amount);
    }
    if (!PER.contains(per)) {
      throw new IllegalArgumentException(
          "per must be a power of ten up to 1000000000, 60 or 3600, was " + per);
    }
    Currency.require(currency);
    amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }

  /// A price in US dollars.
  public UnitPrice(BigDecimal usd, long per) {
    this(usd, Currency.USD, per);
  }

  public boolean isInDollars() {
    return Currency.isDollar(currency);
  }

  /// Whether one unit costs a whole number of picodollars. A price in another currency does only by
  /// chance, on some days.
  public boolean isExact() {
    return isInDollars()
        && amount.movePointRight(Money.SCALE).remainder(BigDecimal.valueOf(per)).signum() == 0;
  }

  /// The price of one unit, which must be exact.
  public Money money() {
    if (!isExact()) {
      throw new IllegalArgumentException(
          "one unit of %s must have at most %d decimals of a dollar".formatted(this, Money.SCALE));
    }
    return Money.usd(perUnit());
  }

  private BigDecimal perUnit() {
    return amount.divide(BigDecimal.valueOf(per), Money.SCALE, RoundingMode.HALF_EVEN);
  }

  /// The nearest price of a whole number of picodollars per unit.
  public UnitPrice rounded() {
    if (!isInDollars()) {
      throw new IllegalArgumentException(this + " is not in dollars");
    }
    return isExact() ? this : new UnitPrice(perUnit().multiply(BigDecimal.valueOf(per)), per);
  }

  /// The exact product.
  UnitPrice times(BigDecimal factor) {
    return new UnitPrice(amount.multiply(factor), currency, per);
  }

  /// For example `2.5 USD per 1000000`.
  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency + " per " + per;
  }
}
