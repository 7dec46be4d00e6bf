package dev.weir.flow.agreement;

import dev.weir.base.money.Money;
import dev.weir.base.money.Shares;
import dev.weir.flow.agreement.DailySpend.Part;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Units that are free. The first days of a period have them; within the day they end on, each
/// bearer has them as it used them.
final class QuotaDues {
  private final Working working;
  private final Terms.Quota terms;

  /// Units that are still free.
  private final Map<Days, Long> left = new HashMap<>();

  private final NavigableMap<LocalDate, List<Use.Units>> days = new TreeMap<>();

  /// @param booked of it, of the days before
  QuotaDues(Working working, Terms.Quota terms, List<Due> booked) {
    this.working = working;
    this.terms = terms;
    booked.forEach(due ->
        left.merge(
            terms.per().around(due.day()),
            terms.units() - due.quantity(),
            (a, _) -> a - due.quantity()));
  }

  List<Due> dues() {
    working
        .consumption()
        .units(working.agreement().covered(), terms.meters(), working.days())
        .forEach(units -> days.computeIfAbsent(units.day(), _ -> new ArrayList<>()).add(units));
    List<Due> dues = new ArrayList<>();
    days.forEach((day, all) -> {
      Days period = terms.per().around(day);
      long free = left.getOrDefault(period, terms.units());
      long used = all.stream().mapToLong(Use.Units::quantity).sum();
      long covered = Math.clamp(used, 0, free);
      left.put(period, free - covered);
      if (covered > 0) {
        addDay(dues, day, all, covered);
      }
    });
    return dues;
  }

  /// What is booked as free in the period of the last of the days.
  Drawn drawn() {
    Days period = terms.per().around(working.days().to().minusDays(1));
    long free = terms.units() - left.getOrDefault(period, terms.units());
    return new Drawn(
        working.agreement().within(period),
        BigDecimal.valueOf(free),
        BigDecimal.valueOf(terms.units()),
        String.join(", ", new TreeSet<>(terms.meters())));
  }

  private void addDay(List<Due> dues, LocalDate day, List<Use.Units> all, long covered) {
    List<Use.Units> used = all.stream().filter(units -> units.quantity() > 0).toList();
    List<Long> shares =
        Shares.of(
            covered, used.stream().map(units -> BigDecimal.valueOf(units.quantity())).toList());
    for (int i = 0; i < used.size(); i++) {
      Use.Units its = used.get(i);
      BigDecimal free =
          its.cost()
              .toUsd()
              .multiply(BigDecimal.valueOf(shares.get(i)))
              .divide(BigDecimal.valueOf(its.quantity()), MathContext.DECIMAL128);
      Money credit = working.money(free.negate());
      if (!credit.isZero()) {
        Part part = new Part(its.model(), its.bearer());
        dues.add(working.daily(DueKind.QUOTA_CREDIT, day, part, shares.get(i), credit));
      }
    }
  }
}
