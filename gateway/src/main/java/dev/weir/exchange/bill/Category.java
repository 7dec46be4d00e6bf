package dev.weir.exchange.bill;

import java.util.Locale;

/// What a bill line charges for.
public enum Category {
  USAGE,
  CREDIT,
  DISCOUNT,
  TAX,
  /// Commitments, prepaid credits, seats, fees.
  PURCHASE,
  /// A correction of what was charged or used before.
  ADJUSTMENT;

  /// The name in databases and answers.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Category of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
