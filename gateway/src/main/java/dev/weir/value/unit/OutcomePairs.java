package dev.weir.value.unit;

import dev.weir.base.stats.PairMoments;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;

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

  /// The order of UTF-8, in which databases sort, and not of UTF-16.
  private static final Comparator<String> BY_CODE_POINTS =
      (a, b) -> {
        int same = 0;
        while (same < a.length() && same < b.length() && a.charAt(same) == b.charAt(same)) {
          same++;
        }
        if (same > 0 && Character.isHighSurrogate(a.charAt(same - 1))) {
          same--;
        }
        return same == a.length() || same == b.length()
            ? Integer.compare(a.length(), b.length())
            : Integer.compare(a.codePointAt(same), b.codePointAt(same));
      };

  /// Both in the order of their units' code points, each unit once; a stream that is not is an
  /// [IllegalArgumentException].
  public static OutcomePairs of(
      UnitKind kind, Iterator<UnitCost> costs, Iterator<UnitOutcomes> outcomes) {
    Join join = new Join(kind);
    Optional<UnitCost> cost = next(costs, Optional.empty(), UnitCost::unit);
    Optional<UnitOutcomes> had = next(outcomes, Optional.empty(), UnitOutcomes::unit);
    while (cost.isPresent() || had.isPresent()) {
      int order = order(cost, had);
      join.add(
          order <= 0 ? cost.orElseThrow().unit() : had.orElseThrow().unit(),
          order <= 0 ? cost.orElseThrow().usd() : BigDecimal.ZERO,
          order >= 0 ? had.orElseThrow().outcomes().successes() : BigDecimal.ZERO);
      if (order <= 0) {
        cost = next(costs, cost, UnitCost::unit);
      }
      if (order >= 0) {
        had = next(outcomes, had, UnitOutcomes::unit);
      }
    }
    return join.done();
  }

  private static int order(Optional<UnitCost> cost, Optional<UnitOutcomes> had) {
    if (cost.isEmpty() || had.isEmpty()) {
      return cost.isEmpty() ? 1 : -1;
    }
    return BY_CODE_POINTS.compare(cost.get().unit(), had.get().unit());
  }

  private static <T> Optional<T> next(
      Iterator<T> from, Optional<T> before, Function<T, String> unit) {
    if (!from.hasNext()) {
      return Optional.empty();
    }
    T next = from.next();
    if (before.isPresent()
        && BY_CODE_POINTS.compare(unit.apply(before.get()), unit.apply(next)) >= 0) {
      throw new IllegalArgumentException(
          "units come in their order and once, was '%s' after '%s'"
              .formatted(unit.apply(next), unit.apply(before.get())));
    }
    return Optional.of(next);
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
