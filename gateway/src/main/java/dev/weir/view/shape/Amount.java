package dev.weir.view.shape;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A number as people read it, with the exact value behind it.
///
/// @param text rounded, grouped by thousands; a dash where nothing is known
/// @param exact as the API said it; empty = unknown
/// @param unit `USD`, `%`; empty for a plain count
public record Amount(String text, String exact, String unit) {
  private static final MathContext SMALL = new MathContext(2, RoundingMode.HALF_EVEN);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final String UNKNOWN = "–";
  private static final String USD = "USD";

  /// Shares whose names do not end so.
  private static final Set<String> SHARES = Set.of("adoption", "quality", "success_rate");

  /// A figure of any kind, in the unit that its name says: money, a share, or a plain number.
  ///
  /// @param name as the API has it: `cost_per_outcome_usd`, `success_share`
  public static Amount named(String name, Optional<BigDecimal> figure) {
    if (isShare(name)) {
      return share(figure);
    }
    return isUsd(name) ? usd(figure) : plain(figure);
  }

  public static boolean isShare(String name) {
    return name.endsWith("_share") || SHARES.contains(name);
  }

  public static boolean isUsd(String name) {
    return name.endsWith("_usd");
  }

  /// Dollars: no cents from a hundred on, two digits that say something below one cent.
  public static Amount usd(BigDecimal amount) {
    BigDecimal size = amount.abs();
    int decimals = size.compareTo(HUNDRED) >= 0 ? 0 : 2;
    boolean tiny = size.signum() != 0 && size.compareTo(new BigDecimal("0.01")) < 0;
    String text = tiny ? amount.round(SMALL).toPlainString() : grouped(amount, decimals);
    return new Amount(text.replace('-', '−'), amount.toPlainString(), USD);
  }

  public static Amount usd(Optional<BigDecimal> amount) {
    return amount.map(Amount::usd).orElse(new Amount(UNKNOWN, "", USD));
  }

  /// Of something whole or in parts, as outcomes are.
  public static Amount count(BigDecimal count) {
    return new Amount(grouped(count, 1), count.toPlainString(), "");
  }

  public static Amount count(long count) {
    return count(BigDecimal.valueOf(count));
  }

  public static Amount count(Optional<BigDecimal> count) {
    return count.map(Amount::count).orElse(new Amount(UNKNOWN, "", ""));
  }

  /// A share of one, in percent with at most one decimal.
  public static Amount share(BigDecimal share) {
    return new Amount(grouped(share.multiply(HUNDRED), 1), share.toPlainString(), "%");
  }

  public static Amount share(Optional<BigDecimal> share) {
    return share.map(Amount::share).orElse(new Amount(UNKNOWN, "", "%"));
  }

  /// Of no unit and any size, as ratios are: at most three decimals.
  public static Amount plain(Optional<BigDecimal> number) {
    return number.map(Amount::plain).orElse(new Amount(UNKNOWN, "", ""));
  }

  private static Amount plain(BigDecimal number) {
    BigDecimal rounded = number.setScale(3, RoundingMode.HALF_EVEN).stripTrailingZeros();
    String text = rounded.scale() <= 0 ? grouped(rounded, 0) : grouped(rounded, rounded.scale());
    return new Amount(text, number.toPlainString(), "");
  }

  /// Whether there is a number at all.
  public boolean isKnown() {
    return !exact.isEmpty();
  }

  /// Without the unit in cells of a column that says it.
  public String withUnit() {
    return unit.isEmpty() || !isKnown() ? text : text + " " + unit;
  }

  private static String grouped(BigDecimal number, int decimals) {
    BigDecimal rounded = number.setScale(decimals, RoundingMode.HALF_EVEN);
    boolean isWhole = decimals == 1 && rounded.stripTrailingZeros().scale() <= 0;
    String pattern = isWhole || decimals == 0 ? "#,##0" : "#,##0." + "0".repeat(decimals);
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(rounded)
        .replace('-', '−');
  }
}
