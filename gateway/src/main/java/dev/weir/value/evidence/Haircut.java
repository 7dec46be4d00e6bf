package dev.weir.value.evidence;

import java.math.BigDecimal;

/// An amount and what its grade of evidence leaves of it.
///
/// @param stated as it was claimed, in whatever unit
public record Haircut(BigDecimal stated, Evidence evidence) {

  /// What may be claimed, exactly.
  public BigDecimal left() {
    return evidence.cut(stated);
  }
}
