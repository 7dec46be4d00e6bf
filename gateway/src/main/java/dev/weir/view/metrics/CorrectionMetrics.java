package dev.weir.view.metrics;

import dev.weir.base.money.Money;
import dev.weir.base.signal.Counter;
import dev.weir.base.signal.Registry;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.ledger.Correction;
import java.util.function.Consumer;

/// Counts corrections and what they changed. Thread-safe.
///
/// A counter only grows, so what corrections added and what they took back are two: the ledger's
/// cost is `weir_cost_usd_total` plus the one minus the other.
public final class CorrectionMetrics implements Consumer<Correction> {
  private static final int USE_CASES_MAX = 200;

  private final BoundedValues useCases = new BoundedValues(USE_CASES_MAX);
  private final Counter corrections;
  private final Counter added;
  private final Counter takenBack;

  public CorrectionMetrics(Registry registry) {
    corrections =
        registry.counter(
            "weir_corrections_total", "Attempts whose figure was replaced.", 0, "use_case");
    added =
        registry.counter(
            "weir_corrections_added_usd_total",
            "What corrections added to the cost.",
            Money.SCALE,
            "use_case");
    takenBack =
        registry.counter(
            "weir_corrections_taken_back_usd_total",
            "What corrections took off the cost.",
            Money.SCALE,
            "use_case");
  }

  @Override
  public void accept(Correction correction) {
    String useCase = useCases.of(correction.tags().valueOrEmpty(TagNames.USE_CASE));
    Money difference = correction.charge().total().minus(correction.costBefore());
    corrections.increment(useCase);
    (difference.isNegative() ? takenBack : added).add(Math.abs(difference.picos()), useCase);
  }
}
