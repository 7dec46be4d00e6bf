package dev.weir.value.unit;

import dev.weir.base.stats.PairMoments;
import java.math.BigDecimal;
import java.util.Iterator;

/// What units cost beside the outcomes they had: two sorted streams joined into sums, however many
/// units there are. A unit of one stream alone has 0 of the other.
///
/// @param pairs outcomes as x, dollars as y
/// @param costWith a unit
/// @param costWithout a unit: the stream's unit ''
/// @param outcomesWith a unit
/// @param outcomesWithout a unit
public record OutcomePairs(
    UnitKind kind,
    PairMoments pairs,
    BigDecimal costWith,
    BigDecimal costWithout,
    BigDecimal outcomesWith,
    BigDecimal outcomesWithout) {
  /// Of cost and of outcomes, that units must cover.
  private static final double COVERED = 0.9;

  /// Both in the order of their units' code points, each unit once; a stream that is not is an
  /// [IllegalArgumentException].
  public static OutcomePairs of(
      UnitKind kind, Iterator<UnitCost> costs, Iterator<UnitOutcomes> outcomes) {
    Join join = new Join(kind);
    UnitJoin.each(
        costs,
        outcomes,
        UnitOutcomes::unit,
        each ->
            join.add(
                each.unit(),
                each.usd().orElse(BigDecimal.ZERO),
                each.other().map(had -> had.outcomes().successes()).orElse(BigDecimal.ZERO)));
    return join.done();
  }

  /// Whether nine tenths of cost and of outcomes have a unit.
  public boolean isCovering() {
    BigDecimal all = costWith.add(costWithout);
    double outcomes = outcomesWith.add(outcomesWithout).doubleValue();
    return pairs.count() > 0
        && costWith.doubleValue() >= COVERED * all.doubleValue()
        && outcomesWith.doubleValue() >= COVERED * outcomes;
  }

  /// The sums in the making.
  private static final class Join {
    private final UnitKind kind;
    private PairMoments pairs = PairMoments.NONE;
    private BigDecimal costWith = BigDecimal.ZERO;
    private BigDecimal costWithout = BigDecimal.ZERO;
    private BigDecimal outcomesWith = BigDecimal.ZERO;
    private BigDecimal outcomesWithout = BigDecimal.ZERO;

    private Join(UnitKind kind) {
      this.kind = kind;
    }

    private void add(String unit, BigDecimal usd, BigDecimal outcomes) {
      if (unit.isEmpty()) {
        costWithout = costWithout.add(usd);
        outcomesWithout = outcomesWithout.add(outcomes);
        return;
      }
      pairs = pairs.plus(outcomes.doubleValue(), usd.doubleValue());
      costWith = costWith.add(usd);
      outcomesWith = outcomesWith.add(outcomes);
    }

    private OutcomePairs done() {
      return new OutcomePairs(kind, pairs, costWith, costWithout, outcomesWith, outcomesWithout);
    }
  }
}
