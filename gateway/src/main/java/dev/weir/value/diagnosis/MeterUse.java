package dev.weir.value.diagnosis;

import java.math.BigDecimal;

/// What was used of a meter and charged for it.
///
/// @param quantity tokens, searches, requests
public record MeterUse(BigDecimal quantity, BigDecimal usd) {
  static final MeterUse NONE = new MeterUse(BigDecimal.ZERO, BigDecimal.ZERO);

  MeterUse plus(MeterUse other) {
    return new MeterUse(quantity.add(other.quantity), usd.add(other.usd));
  }
}
