package dev.weir.flow.agreement;

import dev.weir.base.money.Money;
import dev.weir.base.money.Shares;
import dev.weir.flow.agreement.DailySpend.Part;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Units that are free. The first days of a period have them; within the day they end on, each
/// bearer has them as it used them.
final class QuotaDues {
  private final Working working;
  private final Terms.Quota terms;
  private final NavigableMap<LocalDate, Map<Part, Used>> days = new TreeMap<>();

  private record Used(long units, BigDecimal cost) {
    Used plus(Used other) {
      return new Used(Math.addExact(units, other.units), cost.add(other.cost));
    }
  }

  QuotaDues(Working working, Terms.Quota terms) {
    this.working = working;
    this.terms = terms;
  }

  List<Due> dues() {
    Agreement agreement = working.agreement();
    Days counted = new Days(agreement.countsFrom(working.days().from()), working.days().to());
    for (Use use : working.consumption().daily(agreement.covered(), counted)) {
      if (terms.meters().contains(use.meter())) {
        days.computeIfAbsent(use.day(), _ -> new LinkedHashMap<>())
            .merge(
                new Part(use.model(), use.bearer()),
                new Used(use.quantity(), use.cost().toUsd()),
                Used::plus);
      }
    }
    List<Due> dues = new ArrayList<>();
    Map<Days, Long> left = new LinkedHashMap<>();
    days.forEach((day, parts) -> {
      Days period = terms.per().around(day);
      long free = left.getOrDefault(period, terms.units());
      long used = parts.values().stream().mapToLong(Used::units).sum();
      long covered = Math.clamp(used, 0, free);
      left.put(period, free - covered);
      if (covered > 0 && working.days().has(day)) {
        addDay(dues, day, parts, covered);
      }
    });
    return dues;
  }

  private void addDay(List<Due> dues, LocalDate day, Map<Part, Used> all, long covered) {
    List<Map.Entry<Part, Used>> parts =
        all.entrySet().stream().filter(part -> part.getValue().units() > 0).toList();
    List<Long> units =
        Shares.of(
            covered,
            parts.stream().map(part -> BigDecimal.valueOf(part.getValue().units())).toList());
    for (int i = 0; i < parts.size(); i++) {
      Used used = parts.get(i).getValue();
      BigDecimal free =
          used.cost()
              .multiply(BigDecimal.valueOf(units.get(i)))
              .divide(BigDecimal.valueOf(used.units()), MathContext.DECIMAL128);
      Money credit = working.money(free.negate());
      if (!credit.isZero()) {
        dues.add(
            working.daily(DueKind.QUOTA_CREDIT, day, parts.get(i).getKey(), units.get(i), credit));
      }
    }
  }
}
