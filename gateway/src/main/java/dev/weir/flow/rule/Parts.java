package dev.weir.flow.rule;

import dev.weir.flow.cohort.Cohorts;
import dev.weir.flow.window.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// What a book is made of.
///
/// @param rates of every currency an amount is in; others are left out of the book
record Parts(
    List<Budget> budgets,
    List<Limit> limits,
    List<Raise> raises,
    OutputFloors floors,
    RuleBook.Unpriced unpriced,
    Rates rates,
    Cohorts cohorts) {
  Parts {
    budgets = budgets.stream().sorted(Comparator.comparing(Budget::id)).toList();
    limits = limits.stream().sorted(Comparator.comparing(Limit::id)).toList();
    raises = raises.stream().sorted(Raise.ORDER).toList();
    requireSound(budgets, limits, raises);
  }

  /// These parts as they matter from an instant on: without raises that are over, and with no rate
  /// that has been followed by another before the first day of every window in use.
  Parts from(Instant at) {
    List<Raise> left = raises.stream().filter(raise -> raise.until().isAfter(at)).toList();
    Parts parts = new Parts(budgets, limits, left, floors, unpriced, rates, cohorts);
    return new Parts(
        budgets,
        limits,
        left,
        floors,
        unpriced,
        rates.since(parts.firstDays(each -> each.firstDay(at))),
        cohorts);
  }

  /// Without those of currencies that no amount is in.
  Rates ratesUsed() {
    return rates.since(firstDays(_ -> LocalDate.MIN));
  }

  /// The earliest day for each currency.
  private Map<String, LocalDate> firstDays(Function<Foreign, LocalDate> firstDay) {
    Map<String, LocalDate> days = new HashMap<>();
    for (Foreign each : foreign()) {
      days.merge(
          each.amount().currency(),
          firstDay.apply(each),
          (one, other) -> one.isBefore(other) ? one : other);
    }
    return days;
  }

  /// Every amount in another currency than the dollar.
  ///
  /// @throws IllegalArgumentException when one has no first day to take a rate of
  List<Foreign> foreign() {
    List<Foreign> all = new ArrayList<>();
    Map<String, Budget> byId = new HashMap<>();
    for (Budget budget : budgets) {
      byId.put(budget.id(), budget);
      addForeign(all, budget, budget.limit());
      budget.terms().allowance().ifPresent(amount -> addForeign(all, budget, amount));
    }
    for (Limit limit : limits) {
      if (limit.max() instanceof Limit.Max.Money(Amount amount)) {
        addForeign(all, limit, amount);
      }
    }
    for (Raise raise : raises) {
      if (!raise.extra().isInDollars()) {
        Budget budget = Objects.requireNonNull(byId.get(raise.budget()), raise.budget());
        Period its = Period.between(raise.from(), raise.until());
        all.add(new Foreign("a raise of " + named(budget), budget, raise.extra(), its));
      }
    }
    return all;
  }

  private static void addForeign(List<Foreign> all, Rule rule, Amount amount) {
    if (!amount.isInDollars()) {
      all.add(new Foreign(named(rule), rule, amount, rule.period()));
    }
  }

  private static String named(Rule rule) {
    return switch (rule) {
      case Budget budget -> "budget '%s'".formatted(budget.id());
      case Limit limit -> "limit '%s'".formatted(limit.id());
    };
  }

  private static void requireSound(List<Budget> budgets, List<Limit> limits, List<Raise> raises) {
    int rules = budgets.size() + limits.size();
    if (rules > RuleBook.RULES_MAX) {
      throw new IllegalArgumentException(
          "a rule book has at most %d rules, was %d".formatted(RuleBook.RULES_MAX, rules));
    }
    Set<String> budgetIds = new HashSet<>();
    for (Budget budget : budgets) {
      if (!budgetIds.add(budget.id())) {
        throw new IllegalArgumentException("two rules have the id '%s'".formatted(budget.id()));
      }
    }
    Set<String> ids = new HashSet<>(budgetIds);
    for (Limit limit : limits) {
      if (!ids.add(limit.id())) {
        throw new IllegalArgumentException("two rules have the id '%s'".formatted(limit.id()));
      }
    }
    for (Raise raise : raises) {
      if (!budgetIds.contains(raise.budget())) {
        throw new IllegalArgumentException(
            "a raise names the budget '%s', which is not there".formatted(raise.budget()));
      }
    }
  }
}
