package dev.weir.flow.agreement;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a due is for. A code is stored and never renamed.
public enum DueKind {
  /// A bearer's share of an hour's capacity, less what its calls were charged by themselves.
  CAPACITY_USED,
  /// What of an hour's capacity served nobody.
  CAPACITY_UNUSED,
  /// A fee's part of a day.
  FEE,
  /// Units that are free, taken back from what they were charged.
  QUOTA_CREDIT,
  VOLUME_DISCOUNT,
  /// What is missing of a period's commitment.
  SHORTFALL,
  /// What is charged beyond the price above a commitment.
  OVERAGE,
  /// What credits are paid for with.
  CREDIT_PURCHASE,
  /// The same taken back, as it is no cost of the day on which it is paid.
  CREDIT_PREPAID,
  /// Spend that credits pay.
  CREDIT_DRAWN,
  /// What the credits that paid it had cost.
  CREDIT_AMORTISED,
  /// What credits had cost that nobody used.
  CREDIT_EXPIRED;

  /// As the ledger has it as a meter: `capacity_used`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<DueKind> of(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
  }
}
