package dev.weir.value.opportunity;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// An input for every term.
public record Inputs(SortedMap<Term, Input> byTerm) {
  public Inputs {
    byTerm = Collections.unmodifiableSortedMap(new TreeMap<>(byTerm));
    if (byTerm.size() != Term.values().length) {
      throw new IllegalArgumentException(
          "inputs are of %d terms, was %s".formatted(Term.values().length, byTerm.keySet()));
    }
  }

  /// Of each term what is known, else what is stated, else the default.
  ///
  /// @throws dev.weir.base.stats.Unanswered where a term has none of them
  public static Inputs of(Map<Term, Input> known, Map<Term, Input> stated) {
    Map<Term, Input> all = new EnumMap<>(Term.class);
    all.putAll(stated);
    all.putAll(known);
    return new Inputs(new TreeMap<>(Assumed.completed(all)));
  }

  public Input of(Term term) {
    return Optional.ofNullable(byTerm.get(term)).orElseThrow();
  }

  /// Draws of all terms, in their order.
  Triangular[] distributions() {
    return byTerm.values().stream().map(Input::distribution).toArray(Triangular[]::new);
  }
}
