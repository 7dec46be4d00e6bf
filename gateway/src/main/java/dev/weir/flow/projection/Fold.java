package dev.weir.flow.projection;

import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Course;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Timing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Turns journal entries, in order, into rows. Without I/O; the same entries give the same rows,
/// wherever the fold was interrupted and resumed from its open attempts. Owned by one thread.
final class Fold {
  /// Calls whose first attempt ended a moment ago are the ones that get a second one.
  private static final int RECENT_CALLS_MAX = 10_000;

  private final Map<AttemptId, OpenAttempt> open = new HashMap<>();
  private boolean nothingEnded;

  private final Map<CallId, Instant> recent =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CallId, Instant> eldest) {
          return size() > RECENT_CALLS_MAX;
        }
      };

  /// @param open attempts under way where the entries to come begin
  /// @param nothingEnded no entry folded before ended an attempt
  Fold(Collection<OpenAttempt> open, boolean nothingEnded) {
    open.forEach(attempt -> this.open.put(attempt.id(), attempt));
    this.nothingEnded = nothingEnded;
  }

  List<Row> fold(long position, Entry entry, Past past) {
    List<Row> rows =
        switch (entry) {
          case Entry.Reserved reserved -> List.of(opened(position, reserved, past));
          case Entry.Ended ended -> List.of(ended(position, ended));
          case Entry.Corrected corrected -> List.of(corrected(position, corrected, past));
          case Entry.Overrun overrun -> List.of(new Row.Overran(position, overrun));
          case Entry.Refused refused -> List.of(new Row.Refused(position, refused));
          case Entry.Alerted alerted -> List.of(new Row.Alerted(position, alerted));
          case Entry.BookOpened book -> List.of(new Row.BookOpened(position, book));
          case Entry.Drifted drifted -> List.of(new Row.Drifted(position, drifted));
          case Entry.Bypassed bypassed -> List.of(new Row.Bypassed(position, bypassed));
          case Entry.ScopeGrew grew -> List.of(new Row.ScopeGrew(position, grew));
          case Entry.Recorded recorded -> List.of(recorded(position, recorded));
          case Entry.Voided voided -> List.of(voided(position, voided, past));
          case Entry.FellDue due -> List.of(fellDue(position, due));
          case Entry.Rerated rerated -> List.of(new Row.Rerated(position, rerated));
          case Entry.Retagged retagged -> List.of(new Row.Retagged(position, retagged));
          case Entry.PeriodClosed closed -> List.of(new Row.PeriodClosed(position, closed));
          case Entry.Snapshot snapshot -> carriedOver(position, snapshot, past);
          // What a rule counts from when on follows from the rows above.
          case Entry.Armed _, Entry.Joined _ -> List.of();
        };
    nothingEnded &= !(entry instanceof Entry.Ended);
    return rows;
  }

  private Row opened(long position, Entry.Reserved entry, Past past) {
    OpenAttempt attempt = OpenAttempt.of(position, entry, acceptedAt(entry, past));
    if (open.putIfAbsent(attempt.id(), attempt) != null) {
      return anomaly(position, entry, "reserved twice");
    }
    return new Row.Opened(attempt);
  }

  private Instant acceptedAt(Entry.Reserved entry, Past past) {
    if (entry.attempt() == 1) {
      return entry.at();
    }
    OpenAttempt first = open.get(new AttemptId(entry.call(), 1));
    if (first != null) {
      return first.acceptedAt();
    }
    Instant known = recent.get(entry.call());
    return known != null ? known : past.acceptedAt(entry.call()).orElse(entry.at());
  }

  private Row ended(long position, Entry.Ended entry) {
    OpenAttempt attempt = open.remove(entry.id());
    if (attempt == null) {
      return anomaly(position, entry, "ended without an open reservation");
    }
    recent.put(entry.call(), attempt.acceptedAt());
    return switch (entry) {
      case Entry.Settled settled -> settled(position, attempt, settled);
      case Entry.Released released -> released(position, attempt, released);
      case Entry.Expired expired -> expired(position, attempt, expired);
    };
  }

  private static Row settled(long position, OpenAttempt attempt, Entry.Settled entry) {
    Figures figures = Figures.of(entry.usage(), entry.charge());
    return new Row.Booked(
        position,
        Row.Kind.SETTLED,
        entry.at(),
        attempt,
        figures,
        Optional.of(entry.usage().provenance()),
        entry.charge().book(),
        entry.charge().unpriced(),
        entry.usage().beyond(),
        new Row.Answer(
            entry.modelServed(),
            entry.serviceTier(),
            entry.responseId(),
            entry.fingerprint(),
            entry.region(),
            entry.status(),
            entry.ending().name().toLowerCase(Locale.ROOT)),
        entry.timing(),
        Row.Origin.NONE,
        ModuleShare.of(attempt.course().modules(), figures),
        Row.Beside.NONE);
  }

  private static Row released(long position, OpenAttempt attempt, Entry.Released entry) {
    String ending = entry.ending().name().toLowerCase(Locale.ROOT);
    return new Row.Booked(
        position,
        Row.Kind.RELEASED,
        entry.at(),
        attempt,
        Figures.NONE,
        Optional.empty(),
        attempt.priceBook(),
        List.of(),
        Map.of(),
        Row.Answer.of(entry.status(), ending),
        entry.timing(),
        new Row.Origin("", "", entry.reason()),
        List.of(),
        Row.Beside.NONE);
  }

  private static Row expired(long position, OpenAttempt attempt, Entry.Expired entry) {
    return new Row.Booked(
        position,
        Row.Kind.EXPIRED,
        entry.at(),
        attempt,
        Figures.bound(attempt.reserved(), attempt.reservedTokens()),
        Optional.of(Provenance.ESTIMATED),
        attempt.priceBook(),
        List.of(),
        Map.of(),
        Row.Answer.NONE,
        Timing.NONE,
        Row.Origin.NONE,
        List.of(),
        Row.Beside.NONE);
  }

  private Row corrected(long position, Entry.Corrected entry, Past past) {
    Optional<Past.Known> known = past.attempt(entry.id());
    if (known.isEmpty()) {
      return anomaly(position, entry, "corrected before it ended");
    }
    Past.Known before = known.orElseThrow();
    if (before.isVoided()) {
      return anomaly(position, entry, "corrected after it was taken back");
    }
    List<Course.Used> modules = before.attempt().course().modules();
    Figures figures = Figures.of(entry.usage(), entry.charge());
    return new Row.Booked(
        position,
        Row.Kind.CORRECTION,
        entry.at(),
        before.attempt(),
        figures.minus(before.inForce()),
        Optional.of(entry.usage().provenance()),
        entry.charge().book(),
        entry.charge().unpriced(),
        entry.usage().beyond(),
        before.answer(),
        Timing.NONE,
        new Row.Origin(entry.source(), entry.who(), entry.why()),
        ModuleShare.minus(
            ModuleShare.of(modules, figures), ModuleShare.of(modules, before.inForce())),
        before.beside().withRequests(0));
  }

  private static Row recorded(long position, Entry.Recorded entry) {
    return new Row.Booked(
        position,
        Row.Kind.RECORDED,
        entry.at(),
        OpenAttempt.of(position, entry),
        Figures.of(entry.usage(), entry.charge()),
        Optional.of(entry.usage().provenance()),
        entry.charge().book(),
        entry.charge().unpriced(),
        entry.usage().beyond(),
        new Row.Answer(
            entry.told().modelServed(),
            entry.told().serviceTier(),
            entry.told().responseId(),
            "",
            entry.told().region(),
            0,
            ""),
        Timing.NONE,
        new Row.Origin("", entry.record().who(), ""),
        List.of(),
        new Row.Beside(
            entry.record().source(),
            entry.record().id(),
            entry.record().digest(),
            entry.told().account(),
            entry.requests(),
            Optional.of(entry.usedUntil()).filter(until -> until.isAfter(entry.usedAt()))));
  }

  private static Row fellDue(long position, Entry.FellDue entry) {
    return new Row.Booked(
        position,
        Row.Kind.DUE,
        entry.at(),
        OpenAttempt.of(position, entry),
        Figures.due(entry.kind(), entry.quantity(), entry.amount()),
        Optional.empty(),
        "",
        List.of(),
        Map.of(),
        Row.Answer.NONE,
        Timing.NONE,
        new Row.Origin("", entry.who(), ""),
        List.of(),
        new Row.Beside(
            AgreementRows.origin(entry.agreement()), "", "", "", 0, Optional.of(entry.until())));
  }

  private static Row voided(long position, Entry.Voided entry, Past past) {
    Optional<Past.Known> known =
        past.attempt(new AttemptId(entry.call(), 1)).filter(found -> !found.beside().isNone());
    if (known.isEmpty()) {
      return new Row.Anomaly(position, entry.call(), 1, "voided without being recorded");
    }
    Past.Known before = known.orElseThrow();
    if (before.isVoided()) {
      return new Row.Anomaly(position, entry.call(), 1, "taken back twice");
    }
    return new Row.Booked(
        position,
        Row.Kind.VOIDED,
        entry.at(),
        before.attempt(),
        Figures.NONE.minus(before.inForce()),
        Optional.empty(),
        before.attempt().priceBook(),
        List.of(),
        Map.of(),
        before.answer(),
        Timing.NONE,
        new Row.Origin("", entry.who(), entry.why()),
        List.of(),
        before.beside().withRequests(-before.beside().requests()));
  }

  /// Where the journal's first segments are gone, a snapshot is all that tells what was open. After
  /// an ending it tells nothing that the entries before it have not told.
  private List<Row> carriedOver(long position, Entry.Snapshot snapshot, Past past) {
    List<Row> rows = new ArrayList<>();
    if (nothingEnded) {
      snapshot.open().stream()
          .filter(reserved -> !open.containsKey(reserved.id()))
          .forEach(reserved -> rows.add(opened(position, reserved, past)));
    }
    return rows;
  }

  private static Row anomaly(long position, Entry.OfAttempt entry, String what) {
    return new Row.Anomaly(position, entry.call(), entry.attempt(), what);
  }
}
