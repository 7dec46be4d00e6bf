package dev.weir.exchange.reconcile;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What is to be compared.
///
/// @param ledger of these days, the one before and the one after
/// @param statements of the same provider
/// @param keys the provider's ids of the gateway's keys, each with the ledger's name of it; nothing
///   = the ledger's names are the provider's ids, or there is one key
/// @param credit what the bill should give back, if that was agreed; not negative
/// @param model the name that several names of one model have in common
public record Question(
    Days days,
    List<LedgerSum> ledger,
    List<Statement> statements,
    Map<String, String> keys,
    Optional<BigDecimal> credit,
    UnaryOperator<String> model) {
  public Question {
    ledger = List.copyOf(ledger);
    statements = List.copyOf(statements);
    keys = Map.copyOf(keys);
  }
}
