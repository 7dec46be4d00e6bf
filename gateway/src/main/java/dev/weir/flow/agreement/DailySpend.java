package dev.weir.flow.agreement;

import dev.weir.base.money.Money;
import dev.weir.base.money.Shares;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What was spent on each day, by model and bearer, in dollars.
final class DailySpend {
  private final NavigableMap<LocalDate, Map<Part, BigDecimal>> days = new TreeMap<>();

  /// What shares of a day's spend are told apart by.
  record Part(String model, Bearer bearer) {}

  /// @param uses what calls were charged
  /// @param dues what is due of them already
  DailySpend(List<Use> uses, List<Due> dues) {
    uses.forEach(use -> add(use.day(), new Part(use.model(), use.bearer()), use.cost().toUsd()));
    dues.forEach(due ->
        add(
            due.day(),
            new Part(due.what().model(), due.what().bearer()),
            due.amount().toBigDecimal()));
  }

  private void add(LocalDate day, Part part, BigDecimal cost) {
    days.computeIfAbsent(day, _ -> new LinkedHashMap<>()).merge(part, cost, BigDecimal::add);
  }

  /// Of one day; what was given back on balance counts as less.
  BigDecimal on(LocalDate day) {
    return sum(days.getOrDefault(day, Map.of()));
  }

  BigDecimal within(Days some) {
    return days.subMap(some.from(), some.to()).values().stream()
        .map(DailySpend::sum)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal sum(Map<Part, BigDecimal> parts) {
    return parts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// An amount shared out among those who spent something on a day, by what they spent.
  ///
  /// @param what of the day, without model and bearer
  List<Due> shared(Money amount, LocalDate day, DueOf what) {
    List<Part> parts = new ArrayList<>();
    List<BigDecimal> weights = new ArrayList<>();
    days.getOrDefault(day, Map.of())
        .forEach((part, cost) -> {
          if (cost.signum() > 0) {
            parts.add(part);
            weights.add(cost);
          }
        });
    if (amount.isZero()) {
      return List.of();
    }
    List<Money> shares = Shares.of(amount, weights);
    List<Due> dues = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      dues.add(what.due(parts.get(i), shares.get(i)));
    }
    return dues;
  }

  /// Makes a due of a share.
  @FunctionalInterface
  interface DueOf {
    Due due(Part part, Money share);
  }
}
