package dev.weir.value.criterion;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// What is known of a metric, for one use case and time.
public sealed interface Figure {
  /// Digits after the point of a figure that is a quotient or an estimate; half to even.
  int DECIMALS = 12;

  /// The path of the API that opens to its rows.
  String rows();

  /// @param value in the metric's unit
  /// @param bounds each one-sided, at the confidence that was asked for; none = the metric has none
  /// @param n observations it rests on
  /// @param evidence its grade: `ledger` of what Weir counted itself
  record Known(BigDecimal value, Optional<Bounds> bounds, long n, String evidence, String rows)
      implements Figure {
    public Known {
      value = plain(value);
    }
  }

  /// There is none.
  ///
  /// @param why for people: names the thing, the rule and the value seen
  record Unknown(String why, String rows) implements Figure {}

  /// One-sided bounds of a figure, each at the same confidence.
  record Bounds(BigDecimal low, BigDecimal high) {
    public Bounds {
      low = plain(low);
      high = plain(high);
      if (low.compareTo(high) > 0) {
        throw new IllegalArgumentException(
            "the lower bound is at most the upper one, was %s and %s".formatted(low, high));
      }
    }

    public static Bounds of(double low, double high) {
      return new Bounds(decimal(low), decimal(high));
    }
  }

  /// What Weir counted itself, without a bound.
  static Figure counted(BigDecimal value, long n, String rows) {
    return new Known(value, Optional.empty(), n, "ledger", rows);
  }

  /// A finite float64 as a decimal, rounded half to even.
  static BigDecimal decimal(double value) {
    return plain(new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN));
  }

  private static BigDecimal plain(BigDecimal value) {
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }
}
