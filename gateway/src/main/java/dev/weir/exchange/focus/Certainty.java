package dev.weir.exchange.focus;

import java.util.Locale;

/// How sure a figure is.
public enum Certainty {
  /// Weir's own figure.
  ESTIMATED,
  /// It agrees with the provider's usage.
  RECONCILED,
  /// It agrees with a bill.
  INVOICED;

  /// As in the column `x_CostBasis`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
