package dev.weir.value.diagnosis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Figures as sentences say them.
final class Words {
  private static final MathContext SHOWN = new MathContext(3);

  private Words() {}

  /// `+$3,120.00`
  static String money(BigDecimal usd) {
    return String.format(Locale.ROOT, "%s$%,.2f", usd.signum() < 0 ? "-" : "+", usd.abs());
  }

  /// `rose 41 % (1,200 → 1,690)`; `began` and `ended` where one end is 0.
  static String moved(BigDecimal before, BigDecimal after) {
    String ends = "(%s → %s)".formatted(shown(before), shown(after));
    if (before.signum() == 0) {
      return "began " + ends;
    }
    if (after.signum() == 0) {
      return "ended " + ends;
    }
    BigDecimal ratio = after.subtract(before).abs().divide(before.abs(), 4, RoundingMode.HALF_EVEN);
    return "%s %s %s"
        .formatted(after.compareTo(before) < 0 ? "fell" : "rose", percent(ratio), ends);
  }

  /// `41 %`
  static String percent(BigDecimal share) {
    return share.movePointRight(2).setScale(0, RoundingMode.HALF_EVEN).toPlainString() + " %";
  }

  /// Three digits at least, all of those before the point.
  static String shown(BigDecimal figure) {
    BigDecimal rounded = figure.round(SHOWN).stripTrailingZeros();
    return rounded.precision() - rounded.scale() > SHOWN.getPrecision()
        ? String.format(
            Locale.ROOT, "%,d", figure.setScale(0, RoundingMode.HALF_EVEN).toBigInteger())
        : (rounded.signum() == 0 ? "0" : rounded.toPlainString());
  }
}
