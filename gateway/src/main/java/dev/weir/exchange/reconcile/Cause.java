package dev.weir.exchange.reconcile;

import java.util.Locale;

/// Why two books differ.
public enum Cause {
  /// Booked on a neighbouring day: quantities are equal and opposite.
  DAY_SHIFT,
  /// The bill rounds its lines; less than half of its last digit.
  ROUNDING,
  /// The ledger has attempts after a call's first that the other book does not have.
  RETRY,
  /// The same quantities, at other service tiers.
  TIER,
  /// A model's meter is billed at a constant multiple of what the ledger charges.
  CONTRACT_PRICE,
  CREDIT,
  DISCOUNT,
  /// One book has a correction that the other does not have.
  LATE_CORRECTION,
  /// The same usage is in a book twice.
  DOUBLE_REPORT,
  /// Used with a key of the provider's that the gateway does not have.
  BYPASS,
  TAX,
  /// Commitments, prepaid credits, seats, fees: money for no usage of these days.
  PURCHASE;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether the two books still mean the same figure.
  boolean isHarmless() {
    return this == ROUNDING || this == DAY_SHIFT;
  }
}
