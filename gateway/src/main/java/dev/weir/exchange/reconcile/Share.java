package dev.weir.exchange.reconcile;

import java.math.BigDecimal;

/// A quantity and what it costs.
public record Share(BigDecimal quantity, BigDecimal cost) {
  public static final Share NONE = new Share(BigDecimal.ZERO, BigDecimal.ZERO);

  Share plus(Share other) {
    return new Share(quantity.add(other.quantity), cost.add(other.cost));
  }

  boolean isNothing() {
    return quantity.signum() == 0 && cost.signum() == 0;
  }
}
