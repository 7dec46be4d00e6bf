package dev.weir.value.unit;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.PairMoments;
import dev.weir.base.stats.Ratio;
import java.math.BigDecimal;
import java.util.Iterator;

/// What outcomes cost one by one, by the calls, sessions or tickets that they name: outcomes that
/// name the same one share its cost. Takes kinds of links one after another. Not thread-safe.
public final class LinkedCosts {
  private final Distribution.Sample sample = new Distribution.Sample();
  private PairMoments units = PairMoments.NONE;
  private BigDecimal usd = BigDecimal.ZERO;
  private long linked;
  private long lost;

  /// @param distribution of the cost of a whole outcome. The mean is of sums, and its interval that
  ///   of the units, whose outcomes cost alike
  /// @param linked outcomes it is of
  /// @param lost outcomes that name what the ledger does not know in that time
  /// @param usd that the linked ones share
  public record Costs(Distribution distribution, long linked, long lost, BigDecimal usd) {}

  /// Both in the order of their units' code points.
  public void add(Iterator<UnitCost> costs, Iterator<LinkedOutcomes> outcomes) {
    UnitJoin.each(
        costs,
        outcomes,
        LinkedOutcomes::unit,
        each -> {
          if (!each.unit().isEmpty()) {
            each.other().ifPresent(had -> add(each, had));
          }
        });
  }

  private void add(UnitJoin.Joined<LinkedOutcomes> unit, LinkedOutcomes had) {
    if (unit.usd().isEmpty() || had.shares().signum() <= 0) {
      lost += had.count();
      return;
    }
    double all = unit.usd().get().doubleValue();
    units = units.plus(had.shares().doubleValue(), all);
    usd = usd.add(unit.usd().get());
    linked += had.count();
    for (long i = 0; i < had.count(); i++) {
      sample.add(all / had.shares().doubleValue());
    }
  }

  public Costs done() {
    Figure mean =
        linked == 0
            ? Figure.none("a mean needs an outcome that names what it cost, was none")
            : Figure.of(
                usd.doubleValue() / units.meanX() / units.count(),
                () -> new Ratio(units).within(Confidence.P95));
    return new Costs(sample.of(UnitKind.OUTCOME, mean), linked, lost, usd);
  }
}
