package dev.weir.flow.window;

import java.time.Instant;
import java.util.Optional;

/// When something is in effect.
///
/// @param from first instant; empty = since ever
/// @param until first instant at which it no longer is; empty = for ever
public record Period(Optional<Instant> from, Optional<Instant> until) {
  public static final Period ALWAYS = new Period(Optional.empty(), Optional.empty());

  public Period {
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw new IllegalArgumentException(
          "a period begins before it ends, was %s until %s".formatted(from.get(), until.get()));
    }
  }

  public static Period between(Instant from, Instant until) {
    return new Period(Optional.of(from), Optional.of(until));
  }

  /// For people: `since ever until 2026-12-01T00:00:00Z`.
  public String text() {
    return "%s until %s"
        .formatted(
            from.map(Instant::toString).orElse("since ever"),
            until.map(Instant::toString).orElse("for ever"));
  }

  public boolean contains(Instant at) {
    return (from.isEmpty() || !at.isBefore(from.get()))
        && (until.isEmpty() || at.isBefore(until.get()));
  }
}
