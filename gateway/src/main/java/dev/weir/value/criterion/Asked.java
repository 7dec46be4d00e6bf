package dev.weir.value.criterion;

import java.time.Instant;

/// Of which use case and time figures are.
///
/// @param to exclusive
public record Asked(String useCase, Instant from, Instant to) {
  public Asked {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "figures are of a time that begins before it ends, was %s to %s".formatted(from, to));
    }
  }
}
