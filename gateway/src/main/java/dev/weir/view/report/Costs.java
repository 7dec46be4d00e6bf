package dev.weir.view.report;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// What a row of a report costs, and parts of it, in one currency.
///
/// @param cost all of it
/// @param counted whose tokens Weir counted itself
/// @param estimated a ratio or a bound, not yet corrected
/// @param unattributed that no use case answers for
/// @param safety of guardrails, judges and audits
/// @param retry of second and later attempts
/// @param reconciled of days on which the provider's usage has all of it, and no bill
/// @param invoiced of days on which the bill has all of it
public record Costs(
    Total cost,
    Total counted,
    Total estimated,
    Total unattributed,
    Total safety,
    Total retry,
    Total reconciled,
    Total invoiced) {
  static final Costs NONE =
      new Costs(
          Total.ZERO,
          Total.ZERO,
          Total.ZERO,
          Total.ZERO,
          Total.ZERO,
          Total.ZERO,
          Total.ZERO,
          Total.ZERO);

  Costs plus(Costs other) {
    return new Costs(
        cost.plus(other.cost),
        counted.plus(other.counted),
        estimated.plus(other.estimated),
        unattributed.plus(other.unattributed),
        safety.plus(other.safety),
        retry.plus(other.retry),
        reconciled.plus(other.reconciled),
        invoiced.plus(other.invoiced));
  }

  /// The cost ÷ so many, twelve decimals, rounded half to even; absent over none.
  Optional<BigDecimal> each(long count) {
    return count == 0
        ? Optional.empty()
        : Optional.of(
            cost.toUsd().divide(BigDecimal.valueOf(count), Money.SCALE, RoundingMode.HALF_EVEN));
  }
}
