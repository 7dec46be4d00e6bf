package dev.weir.value.unit;

import java.time.YearMonth;
import java.util.Iterator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/// Where outcomes are known. Months are of UTC.
public interface OutcomeSource {
  /// @param kind session, user, day or call; of links call, session or ticket
  record Asked(String useCase, YearMonth month, UnitKind kind) {}

  /// Empty where none was told of.
  Optional<OutcomeSum> sum(String useCase, YearMonth month);

  /// Those of every use case that has some, by name.
  SortedMap<String, OutcomeSum> sums(YearMonth month);

  /// Lets the outcomes of each unit be read, one after another in the order of the unit's code
  /// points; the iterator ends with the reading. What has no unit is of the unit ''.
  <T> T byUnit(Asked asked, Function<Iterator<UnitOutcomes>, T> reading);

  /// The successes by the nearest they name: a call, else a session, else a ticket. Each kind is
  /// asked for by itself, and read as units are.
  <T> T byLink(Asked asked, Function<Iterator<LinkedOutcomes>, T> reading);

  /// How many successes name neither call, session nor ticket.
  long unlinked(String useCase, YearMonth month);
}
