package dev.weir.flow.catalogue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/// What a unit of a currency was worth on a day, and who says so. It holds from that day's first
/// instant (UTC) until the next rate of the currency begins.
///
/// @param currency ISO 4217, not the dollar
/// @param usd dollars for one unit of it
/// @param origin its source is stated
public record ExchangeRate(String currency, BigDecimal usd, LocalDate day, Origin origin) {
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  public ExchangeRate {
    requireCurrency(currency);
    if (currency.equals(UnitPrice.USD)) {
      throw new IllegalArgumentException("a rate is of another currency than USD");
    }
    if (usd.signum() <= 0 || usd.precision() > 20 || Math.abs(usd.scale()) > 12) {
      throw new IllegalArgumentException(
          "a rate is above 0 with at most 12 decimals, %s was %s".formatted(currency, usd));
    }
    if (origin.source().isBlank()) {
      throw new IllegalArgumentException(
          "the rate of %s on %s names no source".formatted(currency, day));
    }
    usd = usd.stripTrailingZeros();
  }

  static void requireCurrency(String currency) {
    if (!CURRENCY.matcher(currency).matches()) {
      throw new IllegalArgumentException(
          "a currency has three capital letters, was '%s'".formatted(currency));
    }
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
