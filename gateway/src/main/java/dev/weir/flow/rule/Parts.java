package dev.weir.flow.rule;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a book is made of.
///
/// @param rates of every currency an amount is in; others are left out of the book
record Parts(
    List<Budget> budgets,
    List<Limit> limits,
    List<Raise> raises,
    OutputFloors floors,
    RuleBook.Unpriced unpriced,
    Rates rates) {
  Parts {
    budgets = budgets.stream().sorted(Comparator.comparing(Budget::id)).toList();
    limits = limits.stream().sorted(Comparator.comparing(Limit::id)).toList();
    raises = raises.stream().sorted(Raise.ORDER).toList();
    requireSound(budgets, limits, raises);
  }

  /// Without those that no amount needs.
  Rates ratesUsed() {
    Set<String> used = new HashSet<>();
    for (Budget budget : budgets) {
      used.add(budget.limit().currency());
      budget.terms().allowance().ifPresent(amount -> used.add(amount.currency()));
    }
    limits.forEach(limit -> used.add(limit.currency()));
    raises.forEach(raise -> used.add(raise.extra().currency()));
    return rates.only(used);
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
