package dev.weir.flow.catalogue;

import java.math.BigDecimal;
import java.util.Set;

/// A factor on a model's prices where an answer says that it was served in some scope, for example
/// a region.
///
/// @param scope what usage names where it was served: `inference_geo_us`
/// @param factor above 0, with at most six decimals
/// @param meters which meters; empty = all
public record Uplift(
    String scope, BigDecimal factor, Set<Meter> meters, Validity validity, Origin origin) {
  private static final BigDecimal FACTOR_MAX = BigDecimal.valueOf(1_000);

  public Uplift {
    meters = Set.copyOf(meters);
    if (scope.isBlank()) {
      throw new IllegalArgumentException("an uplift names its scope");
    }
    if (factor.signum() <= 0 || factor.scale() > 6 || factor.compareTo(FACTOR_MAX) > 0) {
      throw new IllegalArgumentException(
          "factor must be above 0 and at most 1000 with at most 6 decimals, was " + factor);
    }
    factor = factor.stripTrailingZeros();
  }

  public boolean covers(Meter meter) {
    return meters.isEmpty() || meters.contains(meter);
  }

  /// The exact product.
  public UnitPrice applyTo(UnitPrice price) {
    return price.times(factor);
  }

  /// Whether both would change the same price at the same instant.
  boolean collidesWith(Uplift other) {
    boolean shared =
        meters.isEmpty()
            || other.meters.isEmpty()
            || meters.stream().anyMatch(other.meters::contains);
    return shared && scope.equals(other.scope) && validity.overlaps(other.validity);
  }
}
