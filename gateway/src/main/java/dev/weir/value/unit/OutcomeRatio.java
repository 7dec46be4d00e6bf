package dev.weir.value.unit;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Ratio;
import java.math.BigDecimal;

/// The cost per outcome as the units of a sample tell it, with its 95 % interval, by the delta
/// method where the outcomes are far from none, otherwise by Fieller's theorem.
///
/// @param kind of unit
/// @param units how many
/// @param unloaded by the ledger
/// @param loaded with pools, which are taken to fall on units as the ledger's cost does: everything
///   times loaded ÷ ledger
/// @param loadedAtMost the one-sided 95 % upper bound of `loaded`, by the delta method
public record OutcomeRatio(
    UnitKind kind, long units, Figure unloaded, Figure loaded, Figure loadedAtMost) {

  /// @param ledger all cost of the ledger, also of what has no unit
  /// @param loaded the same with pools
  public static OutcomeRatio of(OutcomePairs pairs, BigDecimal ledger, BigDecimal loaded) {
    Ratio ratio = new Ratio(pairs.pairs());
    Figure unloaded = Figure.of(() -> ratio.within(Confidence.P95));
    if (ledger.signum() <= 0 || loaded.signum() < 0) {
      Figure none =
          Figure.none(
              "a loaded ratio needs a ledger cost above 0, was %s"
                  .formatted(ledger.toPlainString()));
      return new OutcomeRatio(pairs.kind(), pairs.pairs().count(), unloaded, none, none);
    }
    double factor = loaded.doubleValue() / ledger.doubleValue();
    return new OutcomeRatio(
        pairs.kind(),
        pairs.pairs().count(),
        unloaded,
        unloaded.times(factor),
        Figure.of(() -> ratio.point().atMost(Confidence.P95)).times(factor));
  }
}
