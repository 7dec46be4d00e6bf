package dev.weir.flow.entry;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.price.Charge;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Measure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One fact in the journal. Entries are never changed; everything else the ledger says is computed
/// from them.
public sealed interface Entry {

  /// When it happened; acceptance times never step back.
  Instant at();

  /// An entry about one attempt of one call.
  sealed interface OfAttempt extends Entry permits Reserved, Joined, Ended, Corrected, Overrun {
    CallId call();

    /// 1 for a call's first attempt.
    int attempt();

    default AttemptId id() {
      return new AttemptId(call(), attempt());
    }
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
  /// @param course why it is made and by which way
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
      String ruleBook,
      Course course)
      implements OfAttempt {
    public Reserved {
      holds = List.copyOf(holds);
      notes = List.copyOf(notes);
    }

    /// The same reservation, held against these balances.
    public Reserved withHolds(List<Hold> changed) {
      return new Reserved(
          call, attempt, at, facts, provider, model, amount, tokens, changed, notes, priceBook,
          ruleBook, course);
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
  /// @param fingerprint what the answer names the system by that made it. Empty: not read
  /// @param region where the answer says it was made. Empty: not read
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
      String fingerprint,
      String region,
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
  /// @param differences what changes on which balance: new figure minus old
  /// @param source where the figure comes from
  record Corrected(
      CallId call,
      int attempt,
      Instant at,
      Usage usage,
      Charge charge,
      List<Hold> differences,
      String source,
      String who,
      String why)
      implements OfAttempt {
    public Corrected {
      differences = List.copyOf(differences);
    }
  }

  /// Spend beside the gateway, told to Weir: a call that was made without it, or a sum of several.
  /// It holds nothing and counts for no budget or limit.
  ///
  /// @param call made of the record's source and id, with the time of use in front
  /// @param at when Weir was told
  /// @param usedAt when it was used; of a sum, the beginning
  /// @param usedUntil the end of a sum, exclusive; of one call the same as `usedAt`
  /// @param facts whom it is spent for; the key is empty
  /// @param provider as the price book names it
  /// @param requests how many requests it stands for
  /// @param record what names it where it comes from
  record Recorded(
      CallId call,
      Instant at,
      Instant usedAt,
      Instant usedUntil,
      CallFacts facts,
      String provider,
      String model,
      long requests,
      Usage usage,
      Charge charge,
      Told told,
      RecordName record)
      implements Entry {}

  /// What a usage record says of the provider's answer; empty where it does not.
  ///
  /// @param account the provider's account or project it is billed to
  /// @param slot which of the provider's keys was used
  record Told(
      String modelServed,
      String serviceTier,
      String region,
      String responseId,
      String account,
      String slot) {}

  /// What names a usage record.
  ///
  /// @param source who tells of it: a file, an application, a collector
  /// @param id its name there; one record of a source has it
  /// @param digest of what was told, so that the same again is told from another one
  /// @param who told Weir
  record RecordName(String source, String id, String digest, String who) {}

  /// Money of an agreement falls due: what is bought other than by the call. It holds nothing and
  /// counts for no budget or limit. What is booked again of the same is the difference.
  ///
  /// @param call made of what it is for and when it was booked, with `from` in front
  /// @param at when it was booked
  /// @param from the hour or day it is of
  /// @param until its end, exclusive
  /// @param facts who bears it; the key is empty
  /// @param model that was used; empty where it is of no model
  /// @param agreement its name
  /// @param kind what it is for, as the ledger has it as a meter
  record FellDue(
      CallId call,
      Instant at,
      Instant from,
      Instant until,
      CallFacts facts,
      String provider,
      String model,
      String agreement,
      String kind,
      long quantity,
      Money amount,
      String who)
      implements Entry {}

  /// A usage record is taken back: from here on nothing of it is spent.
  record Voided(CallId call, Instant at, String who, String why) implements Entry {}

  /// The provider billed more than was reserved.
  record Overrun(CallId call, int attempt, Instant at, Money reserved, Money charged)
      implements OfAttempt {}

  /// A threshold of a rule was passed in a window; once per window.
  ///
  /// @param threshold share of the limit in thousandths
  record Alerted(BalanceKey balance, Instant at, int threshold, Total settled, Total limit)
      implements Entry {}

  /// A rule began to judge: from here on everything it has settled is what stands here, and what it
  /// reserves is what open attempts hold. Until then it only counted.
  ///
  /// @param counter what the rule counts by ([dev.weir.flow.rule.Rule#counter()])
  /// @param standings one per value and slice; what is not named is zero
  record Armed(String counter, Instant at, Measure measure, List<Standing> standings)
      implements Entry {
    public Armed {
      standings = List.copyOf(standings);
    }

    /// With more standings, added up by balance.
    public Armed plus(List<Standing> more, Instant when) {
      Map<BalanceKey, Standing> sum = new LinkedHashMap<>();
      for (List<Standing> each : List.of(standings, more)) {
        each.forEach(standing -> sum.merge(standing.balance(), standing, Standing::plus));
      }
      return new Armed(counter, when, measure, List.copyOf(sum.values()));
    }
  }

  /// An attempt under way is from here on counted by a rule that begins to count.
  record Joined(CallId call, int attempt, Instant at, List<Hold> holds) implements OfAttempt {
    public Joined {
      holds = List.copyOf(holds);
    }
  }

  /// A provider began to answer with another model under the name it is asked by.
  ///
  /// @param model asked of the provider
  /// @param before the model served so far
  /// @param now the model served from here on
  /// @param call the one it was seen in first
  record Drifted(Instant at, String provider, String model, String before, String now, CallId call)
      implements Entry {}

  /// A provider says that on a day of UTC a key was used of which the gateway knows nothing.
  ///
  /// @param provider as configured, whose account it is
  /// @param key the provider's id of it
  /// @param requests as the provider counts them; 0 where it counts none
  /// @param tokens of all meters together
  record Bypassed(
      Instant at, String provider, String key, LocalDate day, long requests, long tokens)
      implements Entry {}

  /// Calls for a use case show a part of its scope that nobody has approved.
  ///
  /// @param kind `department`, `agent` or `source`
  /// @param part as calls have it: of an agent its key
  /// @param name by which people know it; else the part
  /// @param calls that have shown it
  record ScopeGrew(Instant at, String useCase, String kind, String part, String name, long calls)
      implements Entry {}

  /// Past charges are priced anew, as [dev.weir.flow.price.Repricing] says: those of what was used
  /// within a time, as the entries before a position tell it.
  ///
  /// @param run what names it, together with the others of one order
  /// @param from inclusive
  /// @param until exclusive
  /// @param before first position of the journal that is not looked at
  /// @param priceBook version to price with
  /// @param priceNames of providers whose name in the price book is another than the configured one
  /// @param changed how many attempts and usage records have another charge
  /// @param was what these were charged
  /// @param now what they are charged from here on
  /// @param differences what changes on balances that count it still: new figure minus old
  record Rerated(
      String run,
      Instant at,
      Instant from,
      Instant until,
      long before,
      String priceBook,
      Map<String, String> priceNames,
      long changed,
      Total was,
      Total now,
      List<Hold> differences,
      String who,
      String why)
      implements Entry {
    public Rerated {
      priceNames = Map.copyOf(priceNames);
      differences = List.copyOf(differences);
    }
  }

  /// Past spend is put under other tags: that of what was used within a time and has the tags that
  /// are asked for, as the entries before a position tell it.
  ///
  /// @param run what names it, together with the others of one order
  /// @param from inclusive
  /// @param until exclusive
  /// @param before first position of the journal that is not looked at
  /// @param where conditions on the tags in force, all of which hold; one or more, each on another
  ///   tag
  /// @param set the tags from here on, by name; an empty value takes the tag away
  /// @param changed how many attempts and usage records have other tags
  /// @param cost what these are charged, before and after
  /// @param differences what moves between balances that count it still: new figure minus old
  record Retagged(
      String run,
      Instant at,
      Instant from,
      Instant until,
      long before,
      List<Condition> where,
      Map<String, String> set,
      long changed,
      Total cost,
      List<Hold> differences,
      String who,
      String why)
      implements Entry {
    public Retagged {
      where = List.copyOf(where);
      set = Map.copyOf(set);
      differences = List.copyOf(differences);
    }
  }

  /// A month of UTC is closed: what the entries before a position say of it is what was reported.
  /// Whatever is learnt of it from there on is a restatement.
  ///
  /// @param before first position of the journal that was not looked at
  /// @param stage what is known of its bills
  /// @param figures by provider
  record PeriodClosed(
      YearMonth month,
      Instant at,
      long before,
      PeriodStage stage,
      List<PeriodFigure> figures,
      String who,
      String why)
      implements Entry {
    public PeriodClosed {
      figures = List.copyOf(figures);
    }
  }

  /// How far the closing of a month has come.
  enum PeriodStage {
    /// Closed before its bills were known: what no bill confirms is an accrual.
    ACCRUED,
    /// Its bills are known, and what they differ by from the accrual is booked.
    SETTLED
  }

  /// What a closed month came to at a provider, US dollars.
  ///
  /// @param ledger what the ledger has
  /// @param reconciled what of it the provider's own usage confirms, and no bill does
  /// @param invoiced what of it the bill confirms
  /// @param billed what the bill says, where there is one
  record PeriodFigure(
      String provider, Total ledger, Total reconciled, Total invoiced, Optional<Total> billed) {}

  /// A version of a book came into force, with its whole content.
  ///
  /// @param kind `prices`, `rules`, `keys`, `tags` or `names`
  record BookOpened(String kind, String version, Instant at, String who, String content)
      implements Entry {}

  /// The ledger's whole state at one point of the journal, so that recovery reads no further back.
  /// A large state spans several entries; `last` marks the end.
  ///
  /// @param armed counters of the rules that judge
  record Snapshot(
      Instant at, List<Standing> balances, List<Reserved> open, List<String> armed, boolean last)
      implements Entry {
    public Snapshot {
      balances = List.copyOf(balances);
      open = List.copyOf(open);
      armed = List.copyOf(armed);
    }

    public Snapshot asLast() {
      return new Snapshot(at, balances, open, armed, true);
    }
  }

  /// What one balance has settled; what is reserved follows from the open reservations.
  ///
  /// @param alerted the highest threshold already alerted, in thousandths
  record Standing(BalanceKey balance, Measure measure, Total settled, int alerted) {
    Standing plus(Standing other) {
      return new Standing(
          balance, measure, settled.plus(other.settled), Math.max(alerted, other.alerted));
    }
  }
}
