package dev.weir.value.opportunity;

import java.math.BigDecimal;

/// What one term is taken to be: least, most likely and most.
///
/// @param source of it, in words
public record Input(
    Term term, BigDecimal low, BigDecimal base, BigDecimal high, Origin origin, String source) {

  /// Where an input comes from, the best first.
  public enum Origin {
    BASELINE,
    LEDGER,
    /// Outcomes that were told.
    OUTCOMES,
    /// What is allocated of pools.
    POOLS,
    /// Somebody said so for this use case.
    STATED,
    /// Nobody did: a default.
    ASSUMED
  }

  public Input {
    if (low.signum() < 0 || low.compareTo(base) > 0 || base.compareTo(high) > 0) {
      throw new IllegalArgumentException(
          "field '%s' is 0 ≤ low ≤ base ≤ high, was %s, %s, %s"
              .formatted(
                  term.code(), low.toPlainString(), base.toPlainString(), high.toPlainString()));
    }
    if (term.isShare() && high.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "field '%s' is a share of at most 1, was %s"
              .formatted(term.code(), high.toPlainString()));
    }
  }

  Triangular distribution() {
    return new Triangular(low.doubleValue(), base.doubleValue(), high.doubleValue());
  }
}
