package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.value.diagnosis.CallerOutcomes;
import dev.weir.value.diagnosis.MonthOfUse;
import dev.weir.value.pool.Activity;
import dev.weir.value.pool.AllocatedMonth;
import dev.weir.value.pool.AllocatedMonth.Method;
import dev.weir.value.pool.MonthOfPools;
import dev.weir.value.pool.PoolText;
import dev.weir.value.pool.PooledCost;
import dev.weir.value.unit.OutcomeSource;
import dev.weir.value.unit.OutcomeSum;
import dev.weir.value.unit.UnitKind;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.report.UseCaseSums.UseCaseSum;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What use cases cost in a month, with the pools in force allocated to them, and what came of it.
final class PooledMonths {
  static final Parameter METHOD =
      Parameter.text(
          "method",
          "How pools that serve pools are allocated: direct, step_down (default) or reciprocal.");
  static final Parameter MONTH = Parameter.text("month", "Of UTC, as 2026-10. Default: this one.");

  private static final Pattern OUTCOMES = Pattern.compile("([0-9]{1,15})(?:/([0-9]{1,15}))?");

  private final RunningGateway gateway;
  private final Changes changes;
  private final OutcomeSource outcomes;
  private final Portfolio portfolio;

  PooledMonths(RunningGateway gateway, Changes changes, OutcomeSource outcomes) {
    this.gateway = gateway;
    this.changes = changes;
    this.outcomes = outcomes;
    this.portfolio = Portfolio.of(gateway);
  }

  OutcomeSource outcomes() {
    return outcomes;
  }

  List<PooledCost> pools() {
    return changes.current(Kind.POOL).stream()
        .map(version -> PoolText.read(version.id(), version.body()))
        .toList();
  }

  List<UseCaseSum> sums(YearMonth month) {
    return gateway.queries().useCases().of(month);
  }

  /// Of each month up to the last one, that too, the oldest first.
  Map<YearMonth, List<UseCaseSum>> sums(YearMonth first, YearMonth last) {
    return gateway.queries().useCases().of(first, last);
  }

  /// To use cases that have spend, and to those of the portfolio that might have had.
  AllocatedMonth allocated(YearMonth month, List<UseCaseSum> sums, Method method) {
    return allocated(month, sums, pools(), method);
  }

  /// If these were the pools.
  AllocatedMonth allocated(
      YearMonth month, List<UseCaseSum> sums, List<PooledCost> pools, Method method) {
    List<Activity> active = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (UseCaseSum sum : sums) {
      active.add(new Activity(sum.useCase(), sum.costUsd(), sum.calls(), sum.users()));
      named.add(sum.useCase());
    }
    for (String useCase : portfolio.takingPart(month)) {
      if (named.add(useCase)) {
        active.add(new Activity(useCase, BigDecimal.ZERO, 0, 0));
      }
    }
    return MonthOfPools.of(month, pools, active, method);
  }

  /// Pools that are served are there, and none pass their cost round for ever.
  void requireAllocatable(Collection<PooledCost> next) {
    SortedMap<String, PooledCost> all = new TreeMap<>();
    pools().forEach(pool -> all.put(pool.name(), pool));
    next.forEach(pool -> all.put(pool.name(), pool));
    next.stream()
        .map(pool -> pool.schedule().from())
        .distinct()
        .forEach(month ->
            List.of(Method.STEP_DOWN, Method.RECIPROCAL)
                .forEach(method -> MonthOfPools.of(month, all.values(), List.of(), method)));
  }

  /// What a use case used in a month and what it bears besides.
  ///
  /// @param allocated of the month
  MonthOfUse use(String useCase, AllocatedMonth allocated, Optional<OutcomeSum> came) {
    SortedMap<String, BigDecimal> pools = new TreeMap<>();
    allocated.lines().stream()
        .filter(line -> line.useCase().equals(Optional.of(useCase)))
        .forEach(line -> pools.merge(line.pool().name(), line.amount(), BigDecimal::add));
    return new MonthOfUse(
        allocated.month(),
        gateway.queries().useCases().use(useCase, allocated.month()),
        pools,
        came,
        List.of());
  }

  /// Whose calls the outcomes of a month name.
  List<CallerOutcomes> callers(String useCase, YearMonth month) {
    return outcomes.byUnit(
        new OutcomeSource.Asked(useCase, month, UnitKind.CALL),
        told -> gateway.queries().useCases().callers(useCase, told));
  }

  /// What the question states, or what is known.
  Optional<OutcomeSum> outcomes(
      Inquiry inquiry, String parameter, String useCase, YearMonth month) {
    Optional<OutcomeSum> stated = inquiry.asked(parameter).map(text -> stated(parameter, text));
    return stated.isPresent() ? stated : outcomes.sum(useCase, month);
  }

  private static OutcomeSum stated(String parameter, String text) {
    Matcher parts = OUTCOMES.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "parameter '%s' is a number of outcomes, or SUCCEEDED/TRIED, was '%s'"
              .formatted(parameter, text));
    }
    long succeeded = Long.parseLong(parts.group(1));
    return OutcomeSum.of(
        parts.group(2) == null ? succeeded : Long.parseLong(parts.group(2)), succeeded);
  }

  static Method method(Inquiry inquiry) {
    String text = inquiry.asked("method").orElse("step_down");
    return Arrays.stream(Method.values())
        .filter(method -> method.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "parameter 'method' is direct, step_down or reciprocal, was '%s'".formatted(text)));
  }
}
