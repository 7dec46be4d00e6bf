package dev.weir.exchange.fetch;

import dev.weir.exchange.bill.Reading.Period;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What came of asking for one report.
///
/// @param days asked for
/// @param imported days that were not known
/// @param replaced days that were known otherwise
/// @param unchanged days that are as they were known
/// @param idle days on which nothing was used or charged
/// @param notes what was left as it was, and why
/// @param problem why nothing was kept; empty = it was
public record Fetched(
    Source source,
    Report report,
    Period days,
    int imported,
    int replaced,
    int unchanged,
    Set<LocalDate> idle,
    List<String> notes,
    Optional<String> problem) {
  public Fetched {
    idle = Set.copyOf(idle);
    notes = List.copyOf(notes);
  }

  static Fetched failed(Question question, String why) {
    return nothing(question, List.of(), Optional.of(why));
  }

  /// Where nothing was to be asked for.
  static Fetched none(Question question, List<String> notes) {
    return nothing(question, notes, Optional.empty());
  }

  private static Fetched nothing(Question of, List<String> notes, Optional<String> problem) {
    return new Fetched(of.source(), of.report(), of.days(), 0, 0, 0, Set.of(), notes, problem);
  }
}
