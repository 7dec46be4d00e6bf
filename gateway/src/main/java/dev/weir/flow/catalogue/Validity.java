package dev.weir.flow.catalogue;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// The time in which a price is in force, judged at the instant a call was accepted.
///
/// @param from first instant, inclusive; empty = since ever
/// @param to end, exclusive; empty = until further notice
/// @param daily the part of each day, if it is not all of it
public record Validity(Optional<Instant> from, Optional<Instant> to, Optional<DailyWindow> daily) {
  public static final Validity ALWAYS = new Validity(Optional.empty(), Optional.empty());

  public Validity {
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw new IllegalArgumentException(
          "effective_from %s must be before effective_to %s".formatted(from.get(), to.get()));
    }
  }

  /// All of each day.
  public Validity(Optional<Instant> from, Optional<Instant> to) {
    this(from, to, Optional.empty());
  }

  /// The same in a part of each day only.
  public Validity within(DailyWindow window) {
    return new Validity(from, to, Optional.of(window));
  }

  public boolean covers(Instant at) {
    return isCurrent(at)
        && daily.map(window -> window.covers(LocalTime.ofInstant(at, ZoneOffset.UTC))).orElse(true);
  }

  /// The same of each day alike, whatever its first and last are.
  public Validity ofEachDay() {
    return new Validity(Optional.empty(), Optional.empty(), daily);
  }

  /// Whether it has begun and is not over, whatever part of each day it is of.
  public boolean isCurrent(Instant at) {
    return from.map(first -> !at.isBefore(first)).orElse(true) && to.map(at::isBefore).orElse(true);
  }

  boolean overlaps(Validity other) {
    boolean sameDays = startsBefore(other.to) && other.startsBefore(to);
    return sameDays
        && (daily.isEmpty() || other.daily.isEmpty() || daily.get().overlaps(other.daily.get()));
  }

  private boolean startsBefore(Optional<Instant> end) {
    return from.isEmpty() || end.isEmpty() || from.get().isBefore(end.get());
  }
}
