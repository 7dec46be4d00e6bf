package dev.weir.value.ramp;

import java.time.LocalDate;
import java.util.List;

/// Tells what a use case used and cost by the day. Thread-safe; may block.
@FunctionalInterface
public interface SpendDays {
  /// Every day from one on and before another, days without calls included, in order.
  List<SpendDay> of(String useCase, LocalDate from, LocalDate to);
}
