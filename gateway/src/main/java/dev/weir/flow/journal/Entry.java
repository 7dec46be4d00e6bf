package dev.weir.flow.journal;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.policy.BalanceKey;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.policy.Measure;
import dev.weir.flow.price.Charge;
import java.time.Instant;
import java.util.List;

/// One fact in the journal. Entries are never changed; everything else the ledger says is computed
/// from them.
public sealed interface Entry {

  /// When it happened; acceptance times never step back.
  Instant at();

  /// An entry about one attempt of one call.
  sealed interface OfAttempt extends Entry permits Reserved, Ended, Corrected, Overrun {
    CallId call();

    /// 1 for a call's first attempt.
    int attempt();
  }

  /// An entry that ends a reservation.
  sealed interface Ended extends OfAttempt permits Settled, Released, Expired {}

  /// Money held before an attempt is sent.
  ///
  /// @param provider configured name of the provider
  /// @param model the model the attempt asks the provider for
  /// @param amount the most it can cost
  /// @param tokens the most input plus output tokens it can use
  /// @param holds what is held against which balance
  /// @param notes what the verdict did to the call: `max_tokens=512`, `substituted gpt-4o`, `shadow
  ///   budget:x`
  /// @param priceBook version it is priced with
  /// @param ruleBook version that judged it
  record Reserved(
      CallId call,
      int attempt,
      Instant at,
      CallFacts facts,
      String provider,
      String model,
      Money amount,
      long tokens,
      List<Hold> holds,
      List<String> notes,
      String priceBook,
      String ruleBook)
      implements OfAttempt {
    public Reserved {
      holds = List.copyOf(holds);
      notes = List.copyOf(notes);
    }
  }

  /// A call that was not admitted.
  ///
  /// @param kind the refusal's name, for example `budget_spent`
  /// @param rule the rule that refused it, or empty
  record Refused(
      CallId call,
      Instant at,
      CallFacts facts,
      String kind,
      String rule,
      String message,
      String ruleBook)
      implements Entry {}

  /// An attempt whose cost is known.
  ///
  /// @param modelServed the model the answer names, or empty
  /// @param serviceTier the tier the answer names, or empty
  /// @param responseId the provider's own id of the answer, or empty
  /// @param status HTTP status of the answer
  record Settled(
      CallId call,
      int attempt,
      Instant at,
      Usage usage,
      Charge charge,
      String modelServed,
      String serviceTier,
      String responseId,
      int status,
      Ending ending,
      Timing timing)
      implements Ended {}

  /// An attempt that the provider does not bill.
  ///
  /// @param status HTTP status of the answer, 0 without one
  record Released(
      CallId call, int attempt, Instant at, int status, Ending ending, String reason, Timing timing)
      implements Ended {}

  /// An attempt that nobody ended, found at recovery: charged its whole reservation, marked
  /// estimated, until corrected.
  record Expired(CallId call, int attempt, Instant at) implements Ended {}

  /// A better figure for an attempt that has ended.
  ///
  /// @param source where the figure comes from
  record Corrected(
      CallId call,
      int attempt,
      Instant at,
      Usage usage,
      Charge charge,
      String source,
      String who,
      String why)
      implements OfAttempt {}

  /// The provider billed more than was reserved.
  record Overrun(CallId call, int attempt, Instant at, Money reserved, Money charged)
      implements OfAttempt {}

  /// A threshold of a rule was passed in a window; once per window.
  ///
  /// @param threshold share of the limit in thousandths
  record Alerted(BalanceKey balance, Instant at, int threshold, Total settled, Total limit)
      implements Entry {}

  /// A rule began to count with this balance; until then it did not judge.
  record Armed(BalanceKey balance, Instant at, Measure measure, Total settled) implements Entry {}

  /// A version of a book came into force, with its whole content.
  ///
  /// @param kind `prices`, `rules`, `keys` or `tags`
  record BookOpened(String kind, String version, Instant at, String who, String content)
      implements Entry {}

  /// Balances and open reservations at the start of a segment, so that recovery reads no further
  /// back. Large states span several entries; `last` marks the end.
  record Snapshot(Instant at, List<Standing> balances, List<Reserved> open, boolean last)
      implements Entry {
    public Snapshot {
      balances = List.copyOf(balances);
      open = List.copyOf(open);
    }
  }

  /// One balance in a snapshot; what is reserved follows from the open reservations.
  ///
  /// @param alerted the highest threshold already alerted, in thousandths
  record Standing(BalanceKey balance, Measure measure, Total settled, int alerted) {}
}
