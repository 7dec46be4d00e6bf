package dev.weir.exchange.fetch;

import dev.weir.exchange.bill.Reading.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// How a source's report does.
///
/// @param since it is to be fetched
/// @param tried when it was last asked for
/// @param succeeded when all of it was last there
/// @param until the day after the last one that was asked for and answered
/// @param problem why the last try failed; empty = it did not
/// @param note what the last try left as it was, and why
/// @param idle days of which the vendor says that nothing was used or charged
/// @param runs the marks of the exports' runs that are known, by export and period
/// @param waiting whether the last try left something that was being written
public record Standing(
    Instant since,
    Optional<Instant> tried,
    Optional<Instant> succeeded,
    Optional<LocalDate> until,
    String problem,
    String note,
    Set<LocalDate> idle,
    Map<String, String> runs,
    boolean waiting) {
  private static final int IDLE_MAX = 1_100;

  public Standing {
    TreeSet<LocalDate> latest = new TreeSet<>(idle);
    while (latest.size() > IDLE_MAX) {
      latest.removeFirst();
    }
    idle = Set.copyOf(latest);
    runs = Map.copyOf(runs);
  }

  static Standing fresh(Instant now) {
    return new Standing(
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        "",
        Set.of(),
        Map.of(),
        false);
  }

  /// @param soon whether something was being written, besides
  Standing failed(Instant at, String why, boolean soon) {
    return new Standing(since, Optional.of(at), succeeded, until, why, note, idle, runs, soon);
  }

  /// Nothing failed, but not all of it was to be had yet.
  Standing waiting(Instant at, String left) {
    return new Standing(since, Optional.of(at), succeeded, until, "", left, idle, runs, true);
  }

  Standing told(Instant at, LocalDate next, String left) {
    return new Standing(
        since, Optional.of(at), Optional.of(at), Optional.of(next), "", left, idle, runs, false);
  }

  /// @param days that were asked for
  /// @param now those of them that are idle
  Standing idling(Period days, Set<LocalDate> now) {
    Set<LocalDate> all = new TreeSet<>(idle);
    all.removeIf(day -> !day.isBefore(days.from()) && day.isBefore(days.to()));
    all.addAll(now);
    return new Standing(since, tried, succeeded, until, problem, note, all, runs, waiting);
  }

  /// @param kept marks of all runs that are known by now; none = those that were
  Standing knowing(Map<String, String> kept) {
    Map<String, String> known = kept.isEmpty() ? runs : kept;
    return new Standing(since, tried, succeeded, until, problem, note, idle, known, waiting);
  }

  /// When it is to be asked for; at once, if it never was. What is being written is there soon.
  Instant due(Duration every) {
    boolean soon = waiting && every.compareTo(Deliveries.QUIET) > 0;
    return tried.map(at -> at.plus(soon ? Deliveries.QUIET : every)).orElse(Instant.MIN);
  }

  /// Since when nothing has come.
  Instant silentSince() {
    return succeeded.orElse(since);
  }
}
