package dev.weir.flow.catalogue;

/// One list price: a meter at a service tier and a context tier, for a time.
///
/// @param price at most twelve decimals for one unit
public record PriceCell(
    Meter meter,
    ServiceTier tier,
    ContextTier context,
    UnitPrice price,
    Validity validity,
    Origin origin) {

  public PriceCell {
    if (!price.isExact()) {
      throw new IllegalArgumentException(price + " is more than twelve decimals for one unit");
    }
    if (context.graduated() && !meter.isInput()) {
      throw new IllegalArgumentException(
          "only input meters have graduated context tiers, was " + meter.label());
    }
  }

  /// Whether both would price the same unit at the same instant.
  boolean collidesWith(PriceCell other) {
    return meter == other.meter
        && tier == other.tier
        && context.aboveInputTokens() == other.context.aboveInputTokens()
        && validity.overlaps(other.validity);
  }
}
