package dev.weir.flow.catalogue;

import dev.weir.base.money.Currency;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// What a unit of a currency was worth on a day, and who says so. It holds from that day's first
/// instant (UTC) until the next rate of the currency begins.
///
/// @param currency ISO 4217, not the dollar
/// @param usd dollars for one unit of it
/// @param origin its source is stated
public record ExchangeRate(String currency, BigDecimal usd, LocalDate day, Origin origin) {
  private static final LocalDate DAY_MIN = LocalDate.of(1900, 1, 1);
  private static final LocalDate DAY_MAX = LocalDate.of(9999, 12, 31);

  /// So that the largest charge there can be, of some nine million dollars, has less than fourteen
  /// digits before the point in any currency: what a report's sums have room for.
  private static final BigDecimal USD_MIN = new BigDecimal("0.0000001");

  private static final BigDecimal USD_MAX = new BigDecimal("10000000");
  private static final int DECIMALS_MAX = 12;

  public ExchangeRate {
    Currency.require(currency);
    if (currency.equals(Currency.USD)) {
      throw new IllegalArgumentException("a rate is of another currency than USD");
    }
    if (usd.compareTo(USD_MIN) < 0 || usd.compareTo(USD_MAX) > 0 || usd.scale() > DECIMALS_MAX) {
      throw new IllegalArgumentException(
          "a rate is from %s to %s dollars with at most %d decimals, that of %s on %s was %s"
              .formatted(
                  USD_MIN.toPlainString(),
                  USD_MAX.toPlainString(),
                  DECIMALS_MAX,
                  currency,
                  day,
                  usd));
    }
    if (day.isBefore(DAY_MIN) || day.isAfter(DAY_MAX)) {
      throw new IllegalArgumentException(
          "a rate is of a day from %s to %s, that of %s was of %s"
              .formatted(DAY_MIN, DAY_MAX, currency, day));
    }
    if (origin.source().isBlank()) {
      throw new IllegalArgumentException(
          "the rate of %s on %s names no source".formatted(currency, day));
    }
    usd = usd.stripTrailingZeros();
  }

  public Instant from() {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// So many units of the currency for one dollar, to twelve decimals, rounded half to even.
  public BigDecimal perDollar() {
    return BigDecimal.ONE.divide(usd, 12, RoundingMode.HALF_EVEN);
  }

  /// The exact price in dollars.
  public UnitPrice inDollars(UnitPrice price) {
    if (!price.currency().equals(currency)) {
      throw new IllegalArgumentException("%s is not in %s".formatted(price, currency));
    }
    return new UnitPrice(price.amount().multiply(usd), price.per());
  }
}
