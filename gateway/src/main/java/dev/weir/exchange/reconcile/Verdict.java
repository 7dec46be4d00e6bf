package dev.weir.exchange.reconcile;

/// How a row came out.
public enum Verdict {
  /// The books agree, money to the cent.
  MATCHED,
  /// They differ, and all of it has a cause.
  EXPLAINED,
  /// Something of it has none.
  UNEXPLAINED
}
