package dev.weir.view.api;

import dev.weir.base.money.Total;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.projection.EndedSums;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Match;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.window.Window;
import dev.weir.value.pack.Pack.ReviewedBudget;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How far the budgets in force were used when a month ended, or are by now while it runs: what the
/// window had counted that its last second falls into. Blocks.
final class BudgetFigures {
  private static final int SHARE_SCALE = 6;

  private final RunningGateway gateway;

  BudgetFigures(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// In the order of their ids, each value that is counted apart in a row of its own.
  List<ReviewedBudget> of(YearMonth month, Instant now) {
    RuleBook rules = gateway.books().inForce().rules();
    List<ReviewedBudget> lines = new ArrayList<>();
    for (Budget budget : rules.budgets()) {
      Instant last = last(budget.window(), month);
      Instant at = last.isBefore(now) ? last : now;
      used(budget, at)
          .forEach((value, used) ->
              lines.add(
                  line(
                      budget,
                      told(budget, value),
                      used,
                      rules.limitOf(new Match(budget, value), at),
                      at)));
    }
    return List.copyOf(lines);
  }

  /// A pack is read by many: it knows users by their pseudonyms alone.
  private String told(Budget budget, String value) {
    return budget.scope().per().filter(TagNames.USER::equals).isPresent()
        ? gateway.pseudonyms().of(value)
        : value;
  }

  /// The last second of a month, where the window's clocks are.
  private static Instant last(Window window, YearMonth month) {
    ZoneId zone =
        switch (window) {
          case Window.Calendar calendar -> calendar.zone();
          case Window.Rolling _, Window.Total _ -> ZoneOffset.UTC;
        };
    return month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant().minusSeconds(1);
  }

  private SortedMap<String, Total> used(Budget budget, Instant at) {
    SortedMap<String, Total> used = new TreeMap<>();
    if (budget.scope().per().isEmpty()) {
      used.put("", Total.ZERO);
    }
    gateway
        .queries()
        .counted()
        .sums(EndedSums.Question.of(budget, at, Long.MAX_VALUE))
        .forEach(sum -> used.merge(sum.value(), sum.total(), Total::plus));
    return used;
  }

  private static ReviewedBudget line(
      Budget budget, String value, Total used, Total limit, Instant at) {
    BigDecimal usd = used.toUsd();
    BigDecimal most = limit.toUsd();
    return new ReviewedBudget(
        value.isEmpty() ? budget.id() : budget.id() + " " + value,
        most,
        usd,
        most.signum() == 0
            ? Optional.empty()
            : Optional.of(usd.divide(most, SHARE_SCALE, RoundingMode.HALF_EVEN)),
        PackSources.budget(budget.id(), rows(budget, value, at)));
  }

  /// By the report that adds up to what was used: what a condition leaves open it shows apart.
  private static String rows(Budget budget, String value, Instant at) {
    List<String> filters = new ArrayList<>(List.of("origin=gateway"));
    List<String> apart = new ArrayList<>();
    budget.scope().per().ifPresent(tag -> filters.add(dimension(tag) + "=" + value));
    for (Condition condition : budget.scope().where()) {
      switch (condition) {
        case Condition.In(String tag, SortedSet<String> values) when values.size() == 1 ->
            filters.add(dimension(tag) + "=" + values.first());
        case Condition.In _, Condition.Present _, Condition.Absent _ ->
            apart.add(dimension(condition.tag()));
      }
    }
    return "/api/v1/report?from=%s&to=%s%s%s"
        .formatted(
            Instant.ofEpochSecond(budget.window().firstSlice(at)),
            at.plusSeconds(1),
            apart.isEmpty() ? "&by=day" : "&by=" + String.join(",", apart),
            filters.stream()
                .map(filter -> "&filter=" + PathTemplate.encoded(filter))
                .collect(Collectors.joining()));
  }

  /// As reports name it.
  private static String dimension(String tag) {
    return Stream.concat(
                TagNames.OF_PRINCIPAL.stream(),
                Stream.of(TagNames.KEY, TagNames.MODEL, TagNames.PROVIDER, TagNames.PURPOSE))
            .anyMatch(tag::equals)
        ? tag
        : "tag:" + tag;
  }
}
