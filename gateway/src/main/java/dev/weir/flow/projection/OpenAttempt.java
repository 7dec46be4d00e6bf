package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.Course;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.policy.Hold;
import java.time.Instant;
import java.util.List;

/// An attempt as its reservation describes it; the first columns of every row about it.
///
/// @param position of the entry that reserved it
/// @param acceptedAt when the call's first attempt was reserved: the time that decides the call's
///   windows and report periods, also for its later attempts
/// @param holds for people: `rule[value]@slice MEASURE amount`
record OpenAttempt(
    long position,
    AttemptId id,
    Instant acceptedAt,
    CallFacts facts,
    Instant reservedAt,
    String provider,
    String model,
    Money reserved,
    long reservedTokens,
    List<String> holds,
    List<String> notes,
    String priceBook,
    String ruleBook,
    Course course) {

  OpenAttempt {
    holds = List.copyOf(holds);
    notes = List.copyOf(notes);
  }

  static OpenAttempt of(long position, Entry.Reserved entry, Instant acceptedAt) {
    return new OpenAttempt(
        position,
        entry.id(),
        acceptedAt,
        entry.facts(),
        entry.at(),
        entry.provider(),
        entry.model(),
        entry.amount(),
        entry.tokens(),
        entry.holds().stream().map(OpenAttempt::text).toList(),
        entry.notes(),
        entry.priceBook(),
        entry.ruleBook(),
        entry.course());
  }

  /// Spend beside the gateway: it held nothing, and no rule book judged it.
  static OpenAttempt of(long position, Entry.Recorded entry) {
    return new OpenAttempt(
        position,
        new AttemptId(entry.call(), 1),
        entry.usedAt(),
        entry.facts(),
        entry.usedAt(),
        entry.provider(),
        entry.model(),
        Money.ZERO,
        0,
        List.of(),
        List.of(),
        entry.charge().book(),
        "",
        new Course("", "", "", "", List.of(), "", entry.told().slot()));
  }

  /// What falls due by agreement: nobody asked for it.
  static OpenAttempt of(long position, Entry.FellDue entry) {
    return new OpenAttempt(
        position,
        new AttemptId(entry.call(), 1),
        entry.from(),
        entry.facts(),
        entry.from(),
        entry.provider(),
        entry.model(),
        Money.ZERO,
        0,
        List.of(),
        List.of(),
        "",
        "",
        Course.NONE);
  }

  private static String text(Hold hold) {
    return hold.balance().rule()
        + ('[' + hold.balance().value() + "]@" + hold.balance().slice())
        + (" " + hold.measure() + " " + hold.amount());
  }
}
