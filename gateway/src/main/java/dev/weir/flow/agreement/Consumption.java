package dev.weir.flow.agreement;

import java.util.List;
import java.util.Set;

/// What the ledger has of some days.
public interface Consumption {

  /// What was used of what is covered, by the hour; no dues.
  List<Use> hourly(Covered covered, Days days);

  /// The same by the day.
  List<Use> daily(Covered covered, Days days);

  /// The same by the day of some meters alone, added up.
  List<Use.Units> units(Covered covered, Set<String> meters, Days days);

  /// The dues that are booked of a provider, by the day.
  List<Due> bookedDaily(String provider, Days days);
}
