package dev.weir.exchange.reconcile;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What came of a comparison.
///
/// @param rows in the order of models, meters, keys and days
/// @param complete whether a bill covers every day; without any bill, whether a usage does
/// @param notes what was not compared, and why
public record Reconciliation(
    Days days,
    List<Row> rows,
    List<Beside> beside,
    List<Uncompared> uncompared,
    boolean complete,
    List<String> notes) {
  public Reconciliation {
    rows = List.copyOf(rows);
    beside = List.copyOf(beside);
    uncompared = List.copyOf(uncompared);
    notes = List.copyOf(notes);
  }

  /// Whether every day and every charge was compared, and every row is matched or explained.
  public boolean isBalanced() {
    return complete
        && uncompared.isEmpty()
        && rows.stream().noneMatch(row -> row.verdict() == Verdict.UNEXPLAINED);
  }

  /// What each cause comes to, in money.
  public Map<Cause, BigDecimal> byCause() {
    Map<Cause, BigDecimal> sums = new EnumMap<>(Cause.class);
    rows.stream()
        .flatMap(row -> row.parts().stream())
        .forEach(part -> sums.merge(part.cause(), part.amount(), BigDecimal::add));
    beside.forEach(charge -> sums.merge(charge.cause(), charge.gap(), BigDecimal::add));
    return sums;
  }

  /// What is billed without a cause beyond what the ledger has; rows with less are not set off.
  public BigDecimal unexplainedMore() {
    return unexplained(1);
  }

  /// What the ledger has beyond the bill without a cause; rows with more are not set off.
  public BigDecimal unexplainedLess() {
    return unexplained(-1).negate();
  }

  private BigDecimal unexplained(int sign) {
    return rows.stream()
        .map(row -> row.unexplained().amount())
        .filter(amount -> amount.signum() == sign)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
