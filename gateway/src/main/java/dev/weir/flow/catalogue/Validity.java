package dev.weir.flow.catalogue;

import java.time.Instant;
import java.util.Optional;

/// The time in which a price is in force, judged at the instant a call was accepted.
///
/// @param from first instant, inclusive; empty = since ever
/// @param to end, exclusive; empty = until further notice
public record Validity(Optional<Instant> from, Optional<Instant> to) {
  public static final Validity ALWAYS = new Validity(Optional.empty(), Optional.empty());

  public Validity {
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw new IllegalArgumentException(
          "effective_from %s must be before effective_to %s".formatted(from.get(), to.get()));
    }
  }

  public boolean covers(Instant at) {
    return from.map(f -> !at.isBefore(f)).orElse(true) && to.map(at::isBefore).orElse(true);
  }

  boolean overlaps(Validity other) {
    return startsBefore(other.to) && other.startsBefore(to);
  }

  private boolean startsBefore(Optional<Instant> end) {
    return from.isEmpty() || end.isEmpty() || from.get().isBefore(end.get());
  }
}
