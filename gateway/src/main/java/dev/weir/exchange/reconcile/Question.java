package dev.weir.exchange.reconcile;

import dev.weir.exchange.bill.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What is to be compared.
///
/// @param ledger of these days, the one before and the one after
/// @param statements of the same provider; on each day those of a kind have one form, else they
///   would be added up
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
    for (int i = 0; i < statements.size(); i++) {
      for (Statement later : statements.subList(i + 1, statements.size())) {
        requireOnce(statements.get(i), later, days.withNeighbours());
      }
    }
  }

  private static void requireOnce(Statement one, Statement other, Days days) {
    Optional<LocalDate> day = one.firstTwice(other, days);
    if (day.isPresent()) {
      throw new IllegalArgumentException(
          ("%s (%s) and %s (%s) are both %s of %s and would be counted twice:"
                  + " say which by form (--form)")
              .formatted(
                  one.file(),
                  one.form().code(),
                  other.file(),
                  other.form().code(),
                  one.kind() == Kind.USAGE ? "provider usage" : "bills",
                  day.get()));
    }
  }
}
