package dev.weir.exchange.reconcile;

import java.time.LocalDate;
import java.util.Comparator;

/// What one row is about. A part that the compared book does not tell is empty, and then means all
/// of them.
///
/// @param key which of the provider's keys, by the ledger's name of it; a key the gateway does not
///   have by the provider's id
/// @param day in UTC; where a book tells no days the first of all
public record Place(String key, String model, String meter, LocalDate day)
    implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::model)
          .thenComparing(Place::meter)
          .thenComparing(Place::key)
          .thenComparing(Place::day);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  Place on(LocalDate other) {
    return new Place(key, model, meter, other);
  }

  Place withoutKey() {
    return new Place("", model, meter, day);
  }

  Place withMeter(String other) {
    return new Place(key, model, other, day);
  }
}
