package dev.weir.exchange.reconcile;

/// What the ledger is compared with.
public enum Book {
  /// The provider's usage: quantities.
  USAGE,
  /// The bill: quantities, if it has them, and money.
  BILL
}
