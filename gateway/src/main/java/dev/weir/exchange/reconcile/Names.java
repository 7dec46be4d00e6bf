package dev.weir.exchange.reconcile;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// The ledger's names of models, by whatever name another book has of them: the same one where the
/// ledger has it, else the one of the ledger's names that means the same model, if there is one
/// only.
final class Names {
  private final Set<String> own;
  private final UnaryOperator<String> canonical;
  private final Map<String, Set<String>> byModel = new TreeMap<>();

  Names(Set<String> own, UnaryOperator<String> canonical) {
    this.own = own;
    this.canonical = canonical;
    own.forEach(
        name -> byModel.computeIfAbsent(canonical.apply(name), _ -> new TreeSet<>()).add(name));
  }

  String own(String theirs) {
    if (theirs.isEmpty() || own.contains(theirs)) {
      return theirs;
    }
    Set<String> same = byModel.getOrDefault(canonical.apply(theirs), Set.of());
    return same.size() == 1 ? same.iterator().next() : theirs;
  }
}
