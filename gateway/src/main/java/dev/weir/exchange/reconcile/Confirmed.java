package dev.weir.exchange.reconcile;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
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

  /// A day is invoiced when the bill has each of its rows to the cent. Where no bill tells of it,
  /// it is reconciled when the provider's usage has each in quantity; where the bill differs it is
  /// estimated. A book that tells all days in one line confirms all of them or none.
  public static SortedMap<LocalDate, Certainty> days(Reconciliation found) {
    Map<LocalDate, Boolean> billed =
        agreed(found, row -> row.bill().isPresent(), Certainty.INVOICED);
    Map<LocalDate, Boolean> used =
        agreed(found, row -> row.usage().isPresent(), Certainty.RECONCILED);
    SortedMap<LocalDate, Certainty> days = new TreeMap<>();
    used.forEach((day, agrees) -> {
      if (agrees) {
        days.put(day, Certainty.RECONCILED);
      }
    });
    billed.forEach((day, agrees) -> {
      if (agrees && found.uncompared().isEmpty()) {
        days.put(day, Certainty.INVOICED);
      } else {
        days.remove(day);
      }
    });
    return days;
  }

  /// Of each day that a book tells of, whether all its rows are that sure.
  private static Map<LocalDate, Boolean> agreed(
      Reconciliation found, Predicate<Row> ofBook, Certainty atLeast) {
    Map<LocalDate, Boolean> days = new HashMap<>();
    found.rows().stream()
        .filter(ofBook)
        .forEach(row ->
            days.merge(
                row.place().day(), row.certainty().compareTo(atLeast) >= 0, Boolean::logicalAnd));
    LocalDate first = found.days().from();
    if (found.complete() && days.keySet().equals(Set.of(first))) {
      boolean all = days.getOrDefault(first, false);
      first.datesUntil(found.days().to()).forEach(day -> days.put(day, all));
    }
    return days;
  }

  /// The days of one certainty, `DAY PROVIDER` in lines of their own.
  public String text(Certainty certainty) {
    return days.entrySet().stream()
        .flatMap(provider ->
            provider.getValue().entrySet().stream()
                .filter(day -> day.getValue() == certainty)
                .map(day -> day.getKey() + " " + provider.getKey()))
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
