package dev.weir.exchange.focus;

import dev.weir.flow.agreement.DueKind;
import java.util.Locale;
import java.util.Optional;

/// How what an agreement comes to was split among those who bear it. `docs/focus.md` describes each
/// under its id.
enum AllocationMethod {
  /// An hour's capacity by the tokens it served.
  CAPACITY_BY_TOKENS(Optional.of("Tokens")),
  /// A day's free units as they were used.
  QUOTA_BY_UNITS(Optional.of("Units")),
  /// A day's amount by what was spent on that day.
  DAY_BY_SPEND(Optional.empty());

  private final Optional<String> unit;

  AllocationMethod(Optional<String> unit) {
    this.unit = unit;
  }

  /// How a kind of due is split; nothing where the agreement itself says who bears it.
  static Optional<AllocationMethod> of(DueKind kind) {
    return switch (kind) {
      case CAPACITY_USED, CAPACITY_UNUSED -> Optional.of(CAPACITY_BY_TOKENS);
      case QUOTA_CREDIT -> Optional.of(QUOTA_BY_UNITS);
      case VOLUME_DISCOUNT, OVERAGE, CREDIT_DRAWN, CREDIT_AMORTISED -> Optional.of(DAY_BY_SPEND);
      case FEE, SHORTFALL, CREDIT_PURCHASE, CREDIT_PREPAID, CREDIT_EXPIRED -> Optional.empty();
    };
  }

  /// As FOCUS has it: `capacity_by_tokens`.
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What the quantities of its dues count, where they say who bears how much.
  Optional<String> unit() {
    return unit;
  }
}
