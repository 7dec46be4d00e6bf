package dev.weir.exchange.reconcile;

import dev.weir.exchange.bill.BillLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Whose a key of the provider's is: the gateway's, by the ledger's name of it, or nobody's here.
///
/// @param own the ledger's names, by the provider's ids
/// @param told whether keys can be told apart at all
record Keys(Map<String, String> own, Set<String> names, boolean told) {

  static Keys of(Question question) {
    Set<String> names =
        question.ledger().stream()
            .map(LedgerSum::key)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> ids = ids(question.statements());
    boolean named = names.stream().anyMatch(name -> !name.isEmpty());
    return new Keys(
        question.keys(), names, !question.keys().isEmpty() || (named && !ids.isEmpty()));
  }

  private static Set<String> ids(List<Statement> statements) {
    return statements.stream()
        .flatMap(statement -> statement.lines().stream())
        .map(line -> line.payer().key())
        .filter(key -> !key.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The ledger's name of a line's key; a strange key's id as it is.
  String name(BillLine line) {
    String id = line.payer().key();
    return told ? own.getOrDefault(id, id) : "";
  }

  String name(LedgerSum sum) {
    return told ? sum.key() : "";
  }

  /// Whether it is a key that the gateway does not have.
  boolean isStrange(String name) {
    return told && !name.isEmpty() && !own.containsValue(name) && !names.contains(name);
  }

  /// What cannot be said without knowing the keys.
  Optional<String> note(List<Statement> statements) {
    Set<String> ids = ids(statements);
    return told || ids.size() < 2
        ? Optional.empty()
        : Optional.of(
            ("the provider tells of %d keys and the ledger names none: they are compared together,"
                    + " and traffic beside the gateway is not told apart; say which are the gateway's")
                .formatted(ids.size()));
  }
}
