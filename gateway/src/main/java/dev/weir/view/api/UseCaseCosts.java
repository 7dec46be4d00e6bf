package dev.weir.view.api;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/// Tells what use cases cost by the ledger, by name. Thread-safe; may block.
@FunctionalInterface
public interface UseCaseCosts {
  /// From a day of UTC on and before another.
  Map<String, BigDecimal> of(LocalDate from, LocalDate to);
}
