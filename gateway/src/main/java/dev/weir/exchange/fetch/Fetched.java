package dev.weir.exchange.fetch;

import dev.weir.exchange.bill.Reading.Period;
import dev.weir.exchange.cloud.Shown;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What came of asking for one report.
///
/// @param days asked for
/// @param imported files that were not known: days, or billing periods of exports
/// @param replaced those that were known otherwise
/// @param unchanged those that are as they were known
/// @param idle days on which nothing was used or charged
/// @param runs the marks of the exports' runs that are kept by now, by export and period; none =
///   they are those that were known
/// @param waiting whether something was left because it is being written
/// @param notes what was left as it was, and why
/// @param problem why nothing was kept, or of exports some; empty = it was
public record Fetched(
    Source source,
    Report report,
    Period days,
    int imported,
    int replaced,
    int unchanged,
    Set<LocalDate> idle,
    Map<String, String> runs,
    boolean waiting,
    List<String> notes,
    Optional<String> problem) {
  private static final int TOLD_MAX = 2_000;

  public Fetched {
    idle = Set.copyOf(idle);
    runs = Map.copyOf(runs);
    notes = notes.stream().map(note -> Shown.of(note, TOLD_MAX)).toList();
    problem = problem.map(why -> Shown.of(why, TOLD_MAX));
  }

  static Fetched failed(Question<?> question, String why) {
    return nothing(question, List.of(), Optional.of(why));
  }

  /// Where nothing was to be asked for.
  static Fetched none(Question<?> question, List<String> notes) {
    return nothing(question, notes, Optional.empty());
  }

  private static Fetched nothing(Question<?> of, List<String> notes, Optional<String> problem) {
    return new Fetched(
        of.source(), of.report(), of.days(), 0, 0, 0, Set.of(), Map.of(), false, notes, problem);
  }
}
