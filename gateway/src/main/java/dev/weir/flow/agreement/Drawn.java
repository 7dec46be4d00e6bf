package dev.weir.flow.agreement;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// How much is used, by some day, of what was bought for a time.
///
/// @param period what was bought is for these days
/// @param used may be more than was bought
/// @param bought above 0
/// @param unit of both: `USD`, `seat`, the meter of a quota
public record Drawn(Days period, BigDecimal used, BigDecimal bought, String unit) {
  private static final int SHARE_DIGITS = 4;

  public Drawn {
    if (bought.signum() <= 0) {
      throw new IllegalArgumentException("what was bought is above 0, was " + bought);
    }
  }

  /// 1 = all of it.
  public BigDecimal share() {
    return used.divide(bought, SHARE_DIGITS, RoundingMode.HALF_EVEN);
  }
}
