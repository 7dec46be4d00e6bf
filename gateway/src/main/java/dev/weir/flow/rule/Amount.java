package dev.weir.flow.rule;

import dev.weir.base.money.Currency;
import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Money as a rule states it: in dollars, or in a currency that the rule's book has rates of.
///
/// @param quantity millionths of a millionth of one unit of the currency
/// @param currency ISO 4217, its three capital letters
public record Amount(Total quantity, String currency) {
  private static final Pattern TEXT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ([A-Z]{3})");

  public Amount {
    Currency.require(currency);
  }

  public static Amount usd(Total picos) {
    return new Amount(picos, Currency.USD);
  }

  static Amount usd(BigDecimal dollars) {
    return usd(Total.usd(dollars));
  }

  static Amount usd(Money money) {
    return usd(Total.of(money));
  }

  /// Reads `500 EUR`; at most twelve decimals.
  static Amount parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "an amount is written as '500 EUR', was '%s'".formatted(text));
    }
    return new Amount(Total.usd(new BigDecimal(parts.group(1))), parts.group(2));
  }

  public boolean isInDollars() {
    return Currency.isDollar(currency);
  }

  /// In picodollars, rounded down: what a limit stops is stopped no later than it says.
  ///
  /// @param rate dollars for one unit of the currency
  Total inDollars(BigDecimal rate) {
    return Total.usd(decimal().multiply(rate).setScale(Money.SCALE, RoundingMode.FLOOR));
  }

  /// So many units of the currency, with twelve decimals.
  public BigDecimal decimal() {
    return quantity.toUsd();
  }

  /// `500 EUR`.
  @Override
  public String toString() {
    return plain() + " " + currency;
  }

  String plain() {
    return plain(decimal());
  }

  static String plain(BigDecimal units) {
    BigDecimal exact = units.stripTrailingZeros();
    return (exact.signum() == 0 ? BigDecimal.ZERO : exact).toPlainString();
  }
}
