package dev.weir.value.unit;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// A user or session that costs more than the cut.
///
/// @param share of the use case's cost, six decimals, half to even
public record Outlier(UnitCost cost, BigDecimal share, Behaviour behaviour) {
  public static final int LISTED_MAX = 20;

  /// @param all what the use case cost, not 0
  public static Outlier of(UnitCost cost, BigDecimal all, Behaviour behaviour) {
    return new Outlier(cost, cost.usd().divide(all, 6, RoundingMode.HALF_EVEN), behaviour);
  }

  public Behaviour.Reason reason() {
    return behaviour.reason();
  }
}
