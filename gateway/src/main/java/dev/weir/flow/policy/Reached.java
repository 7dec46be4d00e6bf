package dev.weir.flow.policy;

import java.util.Comparator;
import java.util.List;
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

  private static final Comparator<Cut> SHORTEST =
      Comparator.comparingLong(Cut::maxTokens).thenComparing(Cut::label);

  /// Of the enforced budgets among the standings.
  static Reached by(List<Standing> standings) {
    return standings.stream()
        .filter(Standing::enforced)
        .map(Reached::by)
        .reduce(new Reached(Optional.empty(), new TreeMap<>()), Reached::and);
  }

  /// Of one budget; a limit has no ladder.
  static Reached by(Standing standing) {
    Optional<Cut> shorten = Optional.empty();
    SortedMap<String, String> substitutes = new TreeMap<>();
    if (standing.rule() instanceof Budget budget) {
      for (Budget.Rung rung : budget.terms().ladder()) {
        if (!standing.reached(rung.at())) {
          continue;
        }
        switch (rung) {
          case Budget.Rung.Shorten cut ->
              shorten = shortest(shorten, Optional.of(new Cut(cut.maxTokens(), standing.label())));
          case Budget.Rung.Substitute other ->
              substitutes.putIfAbsent(other.model(), standing.label());
        }
      }
    }
    return new Reached(shorten, substitutes);
  }

  private Reached and(Reached other) {
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
