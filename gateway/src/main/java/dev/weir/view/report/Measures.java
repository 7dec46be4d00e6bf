package dev.weir.view.report;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalDouble;

/// What one row of a report says. Sums are exact; quotients name their rounding. docs/reports.md
/// defines each.
///
/// @param calls admitted calls that have ended, each counted with its first attempt
/// @param attempts requests to a provider that have ended
/// @param billed of these, the ones a provider bills: no error, and no operation that is free
/// @param refusals calls that were not admitted
/// @param costReconciled of days on which the provider's usage has all of it, and no bill
/// @param costInvoiced of days on which the bill has all of it
/// @param partlyUnpriced attempts for a part of which the price book had no price
/// @param speeds of a report about speed; else nothing
/// @param ttftP50Millis median time to the first token over settled streams; absent without any
public record Measures(
    long calls,
    long attempts,
    long billed,
    long refusals,
    TokenSums tokens,
    Total cost,
    Total costCounted,
    Total costEstimated,
    Total costUnattributed,
    Total costSafety,
    Total costRetry,
    Total costReconciled,
    Total costInvoiced,
    long partlyUnpriced,
    OptionalDouble ttftP50Millis,
    OptionalDouble ttftP95Millis,
    Speeds speeds) {

  /// What no call at all adds up to: what can be absent is.
  static final Measures NONE =
      new Measures(
          0,
          0,
          0,
          0,
          new TokenSums(0, 0, 0, 0, 0, 0, 0),
          Total.ZERO,
          Total.ZERO,
          Total.ZERO,
          Total.ZERO,
          Total.ZERO,
          Total.ZERO,
          Total.ZERO,
          Total.ZERO,
          0,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Speeds.NONE);

  /// Of a report about speed: no other figure was summed.
  static Measures of(Speeds speeds) {
    return new Measures(
        NONE.calls,
        speeds.attempts(),
        NONE.billed,
        NONE.refusals,
        NONE.tokens,
        NONE.cost,
        NONE.costCounted,
        NONE.costEstimated,
        NONE.costUnattributed,
        NONE.costSafety,
        NONE.costRetry,
        NONE.costReconciled,
        NONE.costInvoiced,
        NONE.partlyUnpriced,
        NONE.ttftP50Millis,
        NONE.ttftP95Millis,
        speeds);
  }

  /// Tokens by meter; a partition.
  ///
  /// @param bound most tokens of attempts that nobody ended; of unknown meters
  public record TokenSums(
      long input,
      long cacheRead,
      long cacheWrite5m,
      long cacheWrite1h,
      long output,
      long reasoning,
      long bound) {}

  /// Cost ÷ what was billed, twelve decimals, rounded half to even; absent where nothing was. Calls
  /// that cost nothing by their nature, errors and token counts, would only dilute it.
  public Optional<Money> costPerCall() {
    if (billed == 0) {
      return Optional.empty();
    }
    BigDecimal each =
        cost.toUsd().divide(BigDecimal.valueOf(billed), Money.SCALE, RoundingMode.HALF_EVEN);
    return Optional.of(Money.usd(each));
  }

  /// The part of the cost that no use case answers for.
  public Optional<Part> unattributed() {
    return Part.of(costUnattributed, cost);
  }

  /// The part of the cost that is a ratio or a bound, not yet corrected.
  public Optional<Part> estimated() {
    return Part.of(costEstimated, cost);
  }
}
