package dev.weir.flow.catalogue;

/// One list price: a meter at a service tier, a context tier and a scope, for a time.
///
/// @param scope where it holds, as usage names where an answer was served (`inference_geo_us`);
///   empty = wherever no other price of the meter does
/// @param price in dollars, at most twelve decimals for one unit; or in another currency
public record PriceCell(
    Meter meter,
    ServiceTier tier,
    String scope,
    ContextTier context,
    UnitPrice price,
    Allotment allotment,
    Validity validity,
    Origin origin) {

  public PriceCell {
    if (price.isInDollars() && !price.isExact()) {
      throw new IllegalArgumentException(price + " is more than twelve decimals for one unit");
    }
    if (context.graduated() && !meter.isInput()) {
      throw new IllegalArgumentException(
          "only input meters have graduated context tiers, was " + meter.label());
    }
    if (!allotment.equals(Allotment.NONE) && !meter.isCounted()) {
      throw new IllegalArgumentException(
          "only meters of counted units have minimum_units or free_units, was " + meter.label());
    }
  }

  /// A price wherever an answer was served, of every unit.
  public PriceCell(
      Meter meter,
      ServiceTier tier,
      ContextTier context,
      UnitPrice price,
      Validity validity,
      Origin origin) {
    this(meter, tier, "", context, price, Allotment.NONE, validity, origin);
  }

  /// Whether both would price the same unit at the same instant.
  boolean collidesWith(PriceCell other) {
    return meter == other.meter
        && tier == other.tier
        && scope.equals(other.scope)
        && context.aboveInputTokens() == other.context.aboveInputTokens()
        && validity.overlaps(other.validity);
  }
}
