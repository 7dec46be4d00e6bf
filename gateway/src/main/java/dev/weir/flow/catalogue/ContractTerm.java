package dev.weir.flow.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/// A price agreed with a provider, which wins over every list price while it is in force.
///
/// @param provider whose models it is for
/// @param match which models: any of these, by the name asked for or by the book's own; empty = all
/// @param meters which meters; empty = all
/// @param tiers which service tiers; empty = all
public record ContractTerm(
    String provider,
    List<NamePattern> match,
    Set<Meter> meters,
    Set<ServiceTier> tiers,
    Terms terms,
    Validity validity,
    Origin origin) {

  /// What was agreed.
  public sealed interface Terms {}

  /// A price in place of the list price of the one cell it names.
  public record Fixed(UnitPrice price, ContextTier context) implements Terms {
    public Fixed {
      if (price.isInDollars() && !price.isExact()) {
        throw new IllegalArgumentException(price + " is more than twelve decimals for one unit");
      }
    }
  }

  /// A reduction of every list price it covers, rounded half-even to the picodollar per unit when
  /// the price is put in force.
  ///
  /// @param percent 0 to 100
  public record Discount(BigDecimal percent) implements Terms {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public Discount {
      if (percent.scale() > 12 || percent.signum() < 0 || percent.compareTo(HUNDRED) > 0) {
        throw new IllegalArgumentException(
            "discount_percent must be from 0 to 100 with at most 12 decimals");
      }
      percent = percent.signum() == 0 ? BigDecimal.ZERO : percent.stripTrailingZeros();
    }

    /// The exact product, not yet rounded.
    public UnitPrice applyTo(UnitPrice list) {
      BigDecimal left = HUNDRED.subtract(percent).movePointLeft(2);
      return list.times(left);
    }
  }

  public ContractTerm {
    match = List.copyOf(match);
    meters = Set.copyOf(meters);
    tiers = Set.copyOf(tiers);
    if (terms instanceof Fixed fixed) {
      if (meters.size() != 1 || tiers.size() != 1) {
        throw new IllegalArgumentException("a contract price names one meter and one tier");
      }
      if (fixed.context().graduated() && !meters.iterator().next().isInput()) {
        throw new IllegalArgumentException("only input meters have graduated context tiers");
      }
    }
  }

  /// The same on each day alike.
  public ContractTerm ofEachDay() {
    return new ContractTerm(provider, match, meters, tiers, terms, validity.ofEachDay(), origin);
  }

  public boolean covers(Meter meter, ServiceTier tier) {
    return (meters.isEmpty() || meters.contains(meter))
        && (tiers.isEmpty() || tiers.contains(tier));
  }
}
