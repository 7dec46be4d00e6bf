package dev.weir.exchange.reconcile;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks for the causes of gaps between the ledger's quantities and the provider's. Used once.
final class Quantities {
  private static final Set<String> BOTH_WAYS = Set.of("input", "output");

  private final Keys keys;
  private final Map<Place, Gap> billed = new HashMap<>();

  /// @param billed gaps between the ledger and the bill, with their causes
  Quantities(Keys keys, List<Gap> billed) {
    this.keys = keys;
    billed.forEach(gap -> this.billed.put(gap.place, gap));
  }

  void explain(List<Gap> gaps) {
    gaps.forEach(this::alone);
    Series.byMeter(gaps).forEach(Quantities::timesOver);
    Series.byDay(gaps).forEach(Quantities::shifted);
    Series.byMeter(gaps).forEach(this::unbilled);
  }

  private void alone(Gap gap) {
    if (keys.isStrange(gap.place.key())) {
      gap.explain(
          Cause.BYPASS, gap.quantity, BigDecimal.ZERO, "used with a key the gateway does not have");
    } else {
      Marks.explain(gap);
    }
  }

  /// Everything of a day a whole number of times.
  private static void timesOver(List<Gap> meters) {
    List<Gap> used =
        meters.stream()
            .filter(gap -> gap.ledger.quantity.signum() != 0 || gap.other.quantity.signum() != 0)
            .toList();
    if (used.size() < 2
        || used.stream().anyMatch(gap -> gap.ledger.quantity.signum() <= 0 || !gap.isOpen())) {
      return;
    }
    Gap first = used.getFirst();
    BigDecimal[] times = first.other.quantity.divideAndRemainder(first.ledger.quantity);
    boolean same =
        times[1].signum() == 0
            && used.stream()
                .allMatch(gap ->
                    times[0].multiply(gap.ledger.quantity).compareTo(gap.other.quantity) == 0);
    if (same && times[0].compareTo(BigDecimal.TWO) >= 0) {
      String note = "every quantity of the day is %s times the ledger's".formatted(times[0]);
      used.forEach(gap -> gap.explain(Cause.DOUBLE_REPORT, gap.quantity, BigDecimal.ZERO, note));
    }
  }

  private static void shifted(List<Gap> days) {
    for (int i = 0; i < days.size(); i++) {
      Shifts.OF_QUANTITIES
          .run(days, i)
          .forEach(gap -> gap.explain(Cause.DAY_SHIFT, gap.quantity, BigDecimal.ZERO, Shifts.NOTE));
    }
  }

  /// More than the ledger has in both directions, of which the bill has nothing: it bills exactly
  /// the ledger's quantities.
  private void unbilled(List<Gap> meters) {
    List<Gap> open = meters.stream().filter(Gap::isOpen).toList();
    Set<String> names =
        open.stream().map(gap -> gap.place.meter()).collect(Collectors.toUnmodifiableSet());
    if (names.containsAll(BOTH_WAYS) && open.stream().allMatch(this::isUnbilled)) {
      open.forEach(gap ->
          gap.explain(
              Cause.DOUBLE_REPORT,
              gap.quantity,
              BigDecimal.ZERO,
              "the bill has the ledger's quantities, the usage has some of them twice"));
    }
  }

  private boolean isUnbilled(Gap gap) {
    if (gap.quantity.signum() < 0 || gap.quantity.compareTo(gap.ledger.quantity) > 0) {
      return false;
    }
    boolean requests = gap.place.meter().equals("request");
    Gap bill = billed.getOrDefault(gap.place, billed.get(gap.place.withoutKey()));
    if (bill == null) {
      return requests;
    }
    return bill.other.counted
        && !bill.isOpen()
        && bill.parts.stream().noneMatch(part -> part.cause() == Cause.DOUBLE_REPORT);
  }
}
