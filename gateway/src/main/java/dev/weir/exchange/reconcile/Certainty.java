package dev.weir.exchange.reconcile;

import java.util.Locale;

/// How sure a figure of the ledger is.
public enum Certainty {
  /// Weir's own figure, which nobody has confirmed.
  ESTIMATED,
  /// The provider's usage has the same quantity.
  RECONCILED,
  /// The bill has the same money.
  INVOICED;

  /// As reports and exports write it: `invoiced`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
