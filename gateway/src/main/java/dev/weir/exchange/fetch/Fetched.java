package dev.weir.exchange.fetch;

import dev.weir.exchange.bill.Reading.Period;
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
/// @param runs the marks of the exports' runs that were kept, by export and period
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
    List<String> notes,
    Optional<String> problem) {
  public Fetched {
    idle = Set.copyOf(idle);
    runs = Map.copyOf(runs);
    notes = List.copyOf(notes);
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
        of.source(), of.report(), of.days(), 0, 0, 0, Set.of(), Map.of(), notes, problem);
  }
}
