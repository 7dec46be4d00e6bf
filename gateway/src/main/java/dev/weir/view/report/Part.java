package dev.weir.view.report;

import dev.weir.base.money.Total;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// A part of a sum as a fraction, six decimals, rounded half to even.
public record Part(BigDecimal fraction) {
  private static final int DECIMALS = 6;

  /// Absent where the whole is zero: a part of nothing is unknown.
  static Optional<Part> of(Total part, Total whole) {
    if (whole.equals(Total.ZERO)) {
      return Optional.empty();
    }
    BigDecimal exact = new BigDecimal(part.toBigInteger());
    BigDecimal divisor = new BigDecimal(whole.toBigInteger());
    return Optional.of(new Part(exact.divide(divisor, DECIMALS, RoundingMode.HALF_EVEN)));
  }

  /// `12.35 %`
  String percent() {
    return fraction.movePointRight(2).setScale(2, RoundingMode.HALF_EVEN).toPlainString() + " %";
  }
}
