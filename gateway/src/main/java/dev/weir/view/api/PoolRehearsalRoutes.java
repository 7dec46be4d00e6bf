package dev.weir.view.api;

import dev.weir.value.pool.AllocatedMonth;
import dev.weir.value.pool.PoolText;
import dev.weir.value.pool.PooledCost;
import dev.weir.view.report.UseCaseSums.UseCaseSum;
import dev.weir.view.right.Right;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What use cases would bear if a pool were as somebody means to set it.
final class PoolRehearsalRoutes {
  private final RunningGateway gateway;
  private final PooledMonths months;

  PoolRehearsalRoutes(RunningGateway gateway, PooledMonths months) {
    this.gateway = gateway;
    this.months = months;
  }

  /// @param monthUsd what of the pool would be the month's
  /// @param useCases whose part of all pools together would be another
  /// @param nobodyBeforeUsd what nobody bears of all pools; `nobody_after_usd` likewise
  record PoolRehearsal(
      YearMonth month,
      BigDecimal monthUsd,
      List<BorneLine> useCases,
      BigDecimal nobodyBeforeUsd,
      BigDecimal nobodyAfterUsd) {}

  record BorneLine(String useCase, BigDecimal beforeUsd, BigDecimal afterUsd, BigDecimal moreUsd) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.ask(
                "rehearsePool",
                "/api/v1/pools/{id}/rehearsal",
                "What use cases would bear in a month if the pool were so; sets nothing.")
            .needs(Right.CHANGE)
            .asks(PooledMonths.MONTH, PooledMonths.METHOD)
            .takes(PoolRoutes.PoolBody.class)
            .answers(PoolRehearsal.class)
            .does(FromLedger.of(gateway).does(this::rehearse)));
  }

  private Answer rehearse(Inquiry inquiry) {
    PooledCost pool = PoolText.read(inquiry.id(), inquiry.body());
    months.requireAllocatable(List.of(pool));
    YearMonth month = Ranges.monthOrThis(inquiry);
    AllocatedMonth.Method method = PooledMonths.method(inquiry);
    List<UseCaseSum> sums = months.sums(month);
    List<PooledCost> pools = months.pools();
    SortedMap<Optional<String>, BigDecimal> before =
        borne(months.allocated(month, sums, pools, method));
    SortedMap<Optional<String>, BigDecimal> after =
        borne(months.allocated(month, sums, with(pools, pool), method));
    return Answer.of(
        new PoolRehearsal(
            month,
            pool.schedule().in(month).orElse(BigDecimal.ZERO),
            lines(before, after),
            of(before, Optional.empty()),
            of(after, Optional.empty())));
  }

  private static List<PooledCost> with(List<PooledCost> pools, PooledCost pool) {
    SortedMap<String, PooledCost> all = new TreeMap<>();
    pools.forEach(each -> all.put(each.name(), each));
    all.put(pool.name(), pool);
    return List.copyOf(all.values());
  }

  /// By use case; nobody first.
  private static SortedMap<Optional<String>, BigDecimal> borne(AllocatedMonth month) {
    SortedMap<Optional<String>, BigDecimal> borne =
        new TreeMap<>((one, other) -> one.orElse("").compareTo(other.orElse("")));
    month.lines().forEach(line -> borne.merge(line.useCase(), line.amount(), BigDecimal::add));
    return borne;
  }

  private static List<BorneLine> lines(
      SortedMap<Optional<String>, BigDecimal> before,
      SortedMap<Optional<String>, BigDecimal> after) {
    SortedMap<Optional<String>, BigDecimal> all = new TreeMap<>(before);
    all.putAll(after);
    List<BorneLine> lines = new ArrayList<>();
    all.keySet()
        .forEach(key ->
            key.ifPresent(useCase -> {
              BigDecimal was = of(before, key);
              BigDecimal is = of(after, key);
              if (was.compareTo(is) != 0) {
                lines.add(new BorneLine(useCase, was, is, is.subtract(was)));
              }
            }));
    return lines;
  }

  private static BigDecimal of(
      SortedMap<Optional<String>, BigDecimal> borne, Optional<String> useCase) {
    return borne.getOrDefault(useCase, BigDecimal.ZERO);
  }
}
