package dev.weir.value.baseline;

import java.math.BigDecimal;
import java.util.Optional;

/// A figure of a baseline, with the interval it lies in where there is one.
///
/// @param value not negative; in the unit that the figure's name says
/// @param n of how many observations it is, where not of all
public record Figure(BigDecimal value, Optional<Range> range, Optional<Long> n) {

  /// @param high not below `low`
  public record Range(BigDecimal low, BigDecimal high) {}

  public Figure {
    if (value.signum() < 0) {
      throw new IllegalArgumentException("is not negative, was " + value.toPlainString());
    }
    if (n.isPresent() && n.get() < 1) {
      throw new IllegalArgumentException("is of 1 observation at least, n was " + n.get());
    }
    if (range.isPresent()
        && (range.get().low().signum() < 0
            || range.get().low().compareTo(value) > 0
            || range.get().high().compareTo(value) < 0)) {
      throw new IllegalArgumentException(
          "lies in its interval, which does not go below 0, was %s in %s..%s"
              .formatted(
                  value.toPlainString(),
                  range.get().low().toPlainString(),
                  range.get().high().toPlainString()));
    }
  }

  /// The least it may be: the figure itself, without an interval.
  public BigDecimal low() {
    return range.map(Range::low).orElse(value);
  }

  /// The most it may be.
  public BigDecimal high() {
    return range.map(Range::high).orElse(value);
  }
}
