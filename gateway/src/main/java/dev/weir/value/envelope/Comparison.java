package dev.weir.value.envelope;

import dev.weir.base.money.Total;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What cost centres were planned to cost and did cost, side by side. It compares and forbids
/// nothing.
///
/// @param rows by cost centre: every one that has an envelope, or cost anything
/// @param total of all rows
public record Comparison(Months months, List<Row> rows, Row total) {
  private static final int CENTS = 2;
  private static final int SHARE_SCALE = 4;

  /// Under a day a straight line says nothing.
  private static final Duration ELAPSED_MIN = Duration.ofDays(1);

  /// What there is to compare.
  public enum Standing {
    COMPARED,
    NO_ENVELOPE,
    NO_COST
  }

  /// What a cost centre cost.
  ///
  /// @param ledger of calls, and what was told of beside them
  /// @param pools of the months that have begun, each whole from its first day on
  public record Cost(Total ledger, Total pools) {
    public static final Cost NONE = new Cost(Total.ZERO, Total.ZERO);

    public Total loaded() {
      return ledger.plus(pools);
    }

    public Cost plus(Cost other) {
      return new Cost(ledger.plus(other.ledger), pools.plus(other.pools));
    }
  }

  /// @param costCentre empty for the total
  /// @param planned nothing = there is no envelope
  /// @param left planned less loaded cost; negative where more was spent than planned
  /// @param used loaded cost ÷ planned to four decimals, half up; nothing without an envelope or
  ///   with one of 0
  /// @param expected cost at the end of the months, if the ledger's goes on as on average so far
  ///   and pools month by month, to the cent, half up; nothing before their first day is over and
  ///   after their end
  public record Row(
      String costCentre,
      Optional<BigDecimal> planned,
      BigDecimal ledger,
      BigDecimal pools,
      Optional<BigDecimal> left,
      Optional<BigDecimal> used,
      Optional<BigDecimal> expected,
      Standing standing) {
    public BigDecimal loaded() {
      return ledger.add(pools);
    }
  }

  public Comparison {
    rows = List.copyOf(rows);
  }

  /// @param envelopes any; those of other months are passed over
  /// @param costs of those months, by cost centre
  public static Comparison of(
      Months months, Collection<Envelope> envelopes, Map<String, Cost> costs, Instant now) {
    Map<String, Total> planned = new TreeMap<>();
    for (Envelope envelope : envelopes) {
      if (months.contain(envelope.month())) {
        planned.merge(envelope.costCentre(), envelope.planned(), Total::plus);
      }
    }
    TreeSet<String> centres = new TreeSet<>(planned.keySet());
    centres.addAll(costs.keySet());
    List<Row> rows = new ArrayList<>();
    for (String centre : centres) {
      rows.add(
          row(
              centre,
              Optional.ofNullable(planned.get(centre)),
              costs.getOrDefault(centre, Cost.NONE),
              new Line(months, now)));
    }
    Optional<Total> allPlanned = planned.values().stream().reduce(Total::plus);
    Cost allCosts = costs.values().stream().reduce(Cost.NONE, Cost::plus);
    return new Comparison(months, rows, row("", allPlanned, allCosts, new Line(months, now)));
  }

  /// What a cost comes to at the end of the months, as [Row#expected].
  public static Optional<BigDecimal> expected(Months months, Cost cost, Instant now) {
    return new Line(months, now).at(cost);
  }

  private static Row row(String centre, Optional<Total> planned, Cost cost, Line line) {
    Optional<BigDecimal> plan = planned.map(Total::toUsd);
    BigDecimal spent = cost.loaded().toUsd();
    return new Row(
        centre,
        plan,
        cost.ledger().toUsd(),
        cost.pools().toUsd(),
        plan.map(amount -> amount.subtract(spent)),
        plan.filter(amount -> amount.signum() != 0)
            .map(amount -> spent.divide(amount, SHARE_SCALE, RoundingMode.HALF_UP)),
        line.at(cost),
        standing(plan, spent));
  }

  private static Standing standing(Optional<BigDecimal> planned, BigDecimal cost) {
    if (planned.isEmpty()) {
      return Standing.NO_ENVELOPE;
    }
    return cost.signum() == 0 ? Standing.NO_COST : Standing.COMPARED;
  }

  /// The straight line through nothing at the months' begin and what was spent until now; pools go
  /// on as the months that have begun had them.
  private record Line(Months months, Instant now) {
    Optional<BigDecimal> at(Cost cost) {
      Duration elapsed = Duration.between(months.from(), now);
      if (elapsed.compareTo(ELAPSED_MIN) < 0 || !now.isBefore(months.to())) {
        return Optional.empty();
      }
      BigDecimal ledger =
          cost.ledger()
              .toUsd()
              .multiply(BigDecimal.valueOf(months.length().toSeconds()))
              .divide(BigDecimal.valueOf(elapsed.toSeconds()), CENTS, RoundingMode.HALF_UP);
      BigDecimal pools =
          cost.pools()
              .toUsd()
              .multiply(BigDecimal.valueOf(months.count()))
              .divide(BigDecimal.valueOf(months.begun(now)), CENTS, RoundingMode.HALF_UP);
      return Optional.of(ledger.add(pools));
    }
  }
}
