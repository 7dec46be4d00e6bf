package dev.weir.flow.agreement;

import dev.weir.base.money.Money;
import dev.weir.base.money.Shares;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Capacity by the hour: its cost less what is unused is shared out among those it served, by
/// weighted tokens. Together with what their calls were charged by themselves, that is what an hour
/// costs, whoever used it or not.
final class CapacityDues {
  private static final long HOURS_OF_DAY = 24;
  private static final BigDecimal MINUTES = BigDecimal.valueOf(60);

  private final Working working;
  private final Terms.Capacity terms;

  CapacityDues(Working working, Terms.Capacity terms) {
    this.working = working;
    this.terms = terms;
  }

  List<Due> dues() {
    Map<Instant, List<Use>> served =
        working.consumption().hourly(working.agreement().covered(), working.days()).stream()
            .collect(Collectors.groupingBy(Use::at));
    List<Due> dues = new ArrayList<>();
    working
        .days()
        .each()
        .forEach(day -> {
          for (int hour = 0; hour < HOURS_OF_DAY; hour++) {
            Instant at = Working.start(day).plus(hour, ChronoUnit.HOURS);
            addHour(dues, day, at, served.getOrDefault(at, List.of()));
          }
        });
    return dues;
  }

  private BigDecimal weighted(Use use) {
    return use.tokens().weighted(terms.weights());
  }

  private void addHour(List<Due> dues, LocalDate day, Instant at, List<Use> all) {
    Money cost = cost(day, at);
    if (cost.isZero() && terms.units().on(day) == 0) {
      return; // there is nothing, and calls cost what they cost by themselves
    }
    BigDecimal weighted = all.stream().map(this::weighted).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal full = capacity(day);
    Money used = used(cost, weighted, full);
    List<Money> shares =
        weighted.signum() == 0
            ? Collections.nCopies(all.size(), Money.ZERO)
            : Shares.of(used, all.stream().map(this::weighted).toList());
    for (int i = 0; i < all.size(); i++) {
      Use its = all.get(i);
      Money rest =
          working.money(shares.get(i).toBigDecimal().subtract(within(its, weighted, full)));
      Due.What what = working.what(DueKind.CAPACITY_USED, at, its.model(), its.bearer());
      add(dues, new Due(what, its.tokens().sum(), rest));
    }
    BigDecimal idle = full.subtract(weighted).max(BigDecimal.ZERO);
    Due.What what = working.what(DueKind.CAPACITY_UNUSED, at, "", working.agreement().bearer());
    add(dues, new Due(what, idle.longValue(), cost.minus(used)));
  }

  /// What of a use's own charge capacity bears: what is beyond it was answered by somebody else,
  /// and costs what it was charged.
  private static BigDecimal within(Use its, BigDecimal weighted, BigDecimal full) {
    BigDecimal charged = its.cost().toUsd();
    return full.signum() == 0 || weighted.compareTo(full) <= 0
        ? charged
        : charged.multiply(full).divide(weighted, MathContext.DECIMAL128);
  }

  private static void add(List<Due> dues, Due due) {
    if (!due.isNothing()) {
      dues.add(due);
    }
  }

  /// Of one hour, in weighted tokens; 0 where nobody said what a unit serves.
  private BigDecimal capacity(LocalDate day) {
    return terms
        .tokensPerMinute()
        .map(tokens ->
            BigDecimal.valueOf(tokens)
                .multiply(MINUTES)
                .multiply(BigDecimal.valueOf(terms.units().on(day))))
        .orElse(BigDecimal.ZERO);
  }

  private Money used(Money cost, BigDecimal weighted, BigDecimal full) {
    if (weighted.signum() == 0) {
      return Money.ZERO;
    }
    if (weighted.compareTo(full) >= 0) {
      return cost;
    }
    return working.money(
        cost.toBigDecimal().multiply(weighted).divide(full, MathContext.DECIMAL128));
  }

  private Money cost(LocalDate day, Instant at) {
    BigDecimal units =
        working
            .rates()
            .dollars(terms.price(), day)
            .multiply(BigDecimal.valueOf(terms.units().on(day)));
    Days month = Every.MONTH.around(day);
    long index = ChronoUnit.HOURS.between(Working.start(month.from()), at);
    BigDecimal besides =
        terms.monthly().values().stream()
            .map(price -> working.rates().dollars(price, month.from()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return working.money(units.add(Working.part(besides, index, month.count() * HOURS_OF_DAY)));
  }
}
