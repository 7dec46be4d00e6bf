package dev.weir.flow.ledger;

import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Course;
import dev.weir.flow.entry.Entry.Refused;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.policy.Question;
import dev.weir.flow.policy.Reservation;
import dev.weir.flow.policy.Verdict;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.rule.RuleBook;
import java.time.Instant;

/// An attempt that asks to be admitted.
///
/// @param attempt 1 for a call's first
/// @param provider the provider it would go to
/// @param model the model it would ask for, unless the verdict substitutes another
/// @param course why it is made and by which way
/// @param priceBook version its estimate was priced with
/// @param asking the question for the judge, under the rule book in force at its acceptance
public record Proposal(
    CallId call,
    int attempt,
    CallFacts facts,
    String provider,
    String model,
    Course course,
    String priceBook,
    Asking asking) {

  /// Puts the question; called under the ledger's lock, so it looks nothing up but rules.
  @FunctionalInterface
  public interface Asking {
    Question under(RuleBook book, Instant at);
  }

  AttemptId id() {
    return new AttemptId(call, attempt);
  }

  Question question(RuleBook book, Instant at) {
    return asking.under(book, at);
  }

  Reserved reserved(Instant at, Verdict verdict, Reservation reservation, String ruleBook) {
    String asked = verdict instanceof Verdict.Substitute substitute ? substitute.model() : model;
    return new Reserved(
        call,
        attempt,
        at,
        facts,
        provider,
        asked,
        reservation.amount(),
        reservation.tokens(),
        reservation.holds(),
        reservation.notes(),
        priceBook,
        ruleBook,
        course);
  }

  Refused refused(Instant at, Refusal refusal, String ruleBook) {
    return new Refused(
        call, at, facts, refusal.kind().code(), refusal.rule(), refusal.message(), ruleBook);
  }
}
