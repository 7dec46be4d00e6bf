package dev.weir.exchange.reconcile;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Whose days somebody has confirmed: every figure of the ledger on that day, not most of them.
///
/// @param days by a provider's name in the ledger; a day that is not there is estimated
public record Confirmed(Map<String, SortedMap<LocalDate, Certainty>> days) {
  public static final Confirmed NOTHING = new Confirmed(Map.of());

  public Confirmed {
    days = Map.copyOf(days);
  }

  /// How sure a provider's day is.
  public Certainty of(String provider, LocalDate day) {
    return days.getOrDefault(provider, new TreeMap<>()).getOrDefault(day, Certainty.ESTIMATED);
  }

  /// A day is invoiced when the bill has each of its rows to the cent, and reconciled when the
  /// provider's usage has each in quantity. A book that tells all days in one line confirms all of
  /// them or none.
  public static SortedMap<LocalDate, Certainty> days(Reconciliation found) {
    Map<LocalDate, List<Row>> rows =
        found.rows().stream().collect(Collectors.groupingBy(row -> row.place().day()));
    SortedMap<LocalDate, Certainty> days = new TreeMap<>();
    if (found.complete() && rows.keySet().equals(Set.of(found.days().from()))) {
      Certainty all = least(found.rows());
      found.days().from().datesUntil(found.days().to()).forEach(day -> days.put(day, all));
    } else {
      rows.forEach((day, its) -> days.put(day, least(its)));
    }
    days.values().removeIf(certainty -> certainty == Certainty.ESTIMATED);
    return days;
  }

  /// Usage and bill may have rows of their own for the same: each is asked for itself.
  private static Certainty least(Collection<Row> rows) {
    List<Row> billed = rows.stream().filter(row -> row.bill().isPresent()).toList();
    List<Row> used = rows.stream().filter(row -> row.usage().isPresent()).toList();
    if (all(billed, Certainty.INVOICED)) {
      return Certainty.INVOICED;
    }
    return all(used, Certainty.RECONCILED) ? Certainty.RECONCILED : Certainty.ESTIMATED;
  }

  private static boolean all(List<Row> rows, Certainty atLeast) {
    return !rows.isEmpty()
        && rows.stream().allMatch(row -> row.certainty().compareTo(atLeast) >= 0);
  }

  /// The days of one certainty, `PROVIDER@DAY` in lines of their own.
  public String text(Certainty certainty) {
    return days.entrySet().stream()
        .flatMap(provider ->
            provider.getValue().entrySet().stream()
                .filter(day -> day.getValue() == certainty)
                .map(day -> provider.getKey() + "@" + day.getKey()))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /// Both together, of different providers or days.
  public Confirmed and(Confirmed other) {
    Map<String, SortedMap<LocalDate, Certainty>> all = new HashMap<>();
    days.forEach((provider, its) -> all.put(provider, new TreeMap<>(its)));
    other.days.forEach(
        (provider, its) -> all.computeIfAbsent(provider, _ -> new TreeMap<>()).putAll(its));
    return new Confirmed(all);
  }
}
