package dev.weir.flow.policy;

import dev.weir.flow.rule.Budget;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The rungs that the budgets of a call have reached.
///
/// @param shorten the shortest answer asked for, if any
/// @param substitutes models to switch to, with the budget that asks for it first by label
record Reached(Optional<Cut> shorten, SortedMap<String, String> substitutes) {

  /// @param label the budget that asks for it
  record Cut(long maxTokens, String label) {}

  private static final Reached NONE = new Reached(Optional.empty(), Collections.emptySortedMap());

  private static final Comparator<Cut> SHORTEST =
      Comparator.comparingLong(Cut::maxTokens).thenComparing(Cut::label);

  /// Of the enforced budgets among the standings.
  static Reached by(List<Standing> standings) {
    Reached all = NONE;
    for (Standing standing : standings) {
      if (standing.enforced()) {
        all = all.and(by(standing));
      }
    }
    return all;
  }

  /// Of one budget; a limit has no ladder.
  static Reached by(Standing standing) {
    Reached all = NONE;
    if (standing.rule() instanceof Budget budget) {
      for (Budget.Rung rung : budget.terms().ladder()) {
        if (standing.reached(rung.at())) {
          all = all.and(of(rung, standing.label()));
        }
      }
    }
    return all;
  }

  private static Reached of(Budget.Rung rung, String label) {
    return switch (rung) {
      case Budget.Rung.Shorten cut ->
          new Reached(Optional.of(new Cut(cut.maxTokens(), label)), NONE.substitutes);
      case Budget.Rung.Substitute other ->
          new Reached(Optional.empty(), new TreeMap<>(Map.of(other.model(), label)));
    };
  }

  private boolean isNothing() {
    return shorten.isEmpty() && substitutes.isEmpty();
  }

  private Reached and(Reached other) {
    if (other.isNothing()) {
      return this;
    }
    SortedMap<String, String> both = new TreeMap<>(substitutes);
    other.substitutes.forEach(
        (model, label) -> both.merge(model, label, (a, b) -> a.compareTo(b) <= 0 ? a : b));
    return new Reached(shortest(shorten, other.shorten), both);
  }

  private static Optional<Cut> shortest(Optional<Cut> a, Optional<Cut> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isPresent() ? a : b;
    }
    return SHORTEST.compare(a.get(), b.get()) <= 0 ? a : b;
  }
}
