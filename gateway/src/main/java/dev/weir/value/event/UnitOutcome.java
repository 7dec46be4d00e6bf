package dev.weir.value.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// An outcome in force, as it counts for one user, session or ticket.
///
/// @param unit the user, session or ticket it was told with
/// @param valueUsd as stated, of a failure 0; of a shared one the use case's share
public record UnitOutcome(
    String unit,
    Instant occurredAt,
    boolean success,
    Optional<BigDecimal> valueUsd,
    Map<String, BigDecimal> kpis) {
  public UnitOutcome {
    kpis = Map.copyOf(kpis);
  }
}
