package dev.weir.exchange.fetch;

import dev.weir.exchange.bill.Reading.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
public record Standing(
    Instant since,
    Optional<Instant> tried,
    Optional<Instant> succeeded,
    Optional<LocalDate> until,
    String problem,
    String note,
    Set<LocalDate> idle,
    Map<String, String> runs) {
  private static final int IDLE_MAX = 1_100;
  private static final int RUNS_MAX = 1_000;

  public Standing {
    TreeSet<LocalDate> latest = new TreeSet<>(idle);
    while (latest.size() > IDLE_MAX) {
      latest.removeFirst();
    }
    idle = Set.copyOf(latest);
    TreeMap<String, String> known = new TreeMap<>(runs);
    while (known.size() > RUNS_MAX) {
      known.pollFirstEntry();
    }
    runs = Map.copyOf(known);
  }

  static Standing fresh(Instant now) {
    return new Standing(
        now, Optional.empty(), Optional.empty(), Optional.empty(), "", "", Set.of(), Map.of());
  }

  Standing failed(Instant at, String why) {
    return new Standing(since, Optional.of(at), succeeded, until, why, note, idle, runs);
  }

  Standing told(Instant at, LocalDate next, String left) {
    return new Standing(
        since, Optional.of(at), Optional.of(at), Optional.of(next), "", left, idle, runs);
  }

  /// @param days that were asked for
  /// @param now those of them that are idle
  Standing idling(Period days, Set<LocalDate> now) {
    Set<LocalDate> all = new TreeSet<>(idle);
    all.removeIf(day -> !day.isBefore(days.from()) && day.isBefore(days.to()));
    all.addAll(now);
    return new Standing(since, tried, succeeded, until, problem, note, all, runs);
  }

  /// @param kept marks of runs that are known by now
  Standing knowing(Map<String, String> kept) {
    Map<String, String> all = new TreeMap<>(runs);
    all.putAll(kept);
    return new Standing(since, tried, succeeded, until, problem, note, idle, all);
  }

  /// Since when nothing has come.
  Instant silentSince() {
    return succeeded.orElse(since);
  }
}
