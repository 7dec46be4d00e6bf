package dev.weir.flow.agreement;

import dev.weir.flow.catalogue.UnitPrice;
import java.math.BigDecimal;
import java.time.LocalDate;

/// Prices of any currency in dollars, as of a day.
@FunctionalInterface
public interface Rates {
  /// Exactly.
  ///
  /// @throws IllegalArgumentException if no rate of its currency holds on that day
  BigDecimal dollars(UnitPrice price, LocalDate day);
}
