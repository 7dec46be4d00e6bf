package dev.weir.flow.price;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Allotment;
import dev.weir.flow.catalogue.ContextTier;
import dev.weir.flow.catalogue.ContractTerm;
import dev.weir.flow.catalogue.ExchangeRate;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.Origin;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.catalogue.ServiceTier;
import dev.weir.flow.catalogue.UnitPrice;
import dev.weir.flow.catalogue.Uplift;
import dev.weir.flow.catalogue.Validity;
import java.util.Optional;

/// A price in force, after contracts, with where it comes from.
///
/// @param scope where an answer must have been served for it; empty = anywhere
/// @param unitPrice what a unit costs
/// @param listUnitPrice what it would cost without a contract; empty when no list price exists
/// @param allotment how many units are billed
/// @param rounded whether `unitPrice` was derived and rounded half-even to the picodollar
/// @param foreign the price as it is stated, if that is in another currency
/// @param contract the agreement that set it
/// @param validity of the list price, or of the contract where that replaced it
/// @param origin of the list price, or of the contract where that replaced it
public record PricedCell(
    Meter meter,
    ServiceTier tier,
    String scope,
    ContextTier context,
    Money unitPrice,
    Optional<Money> listUnitPrice,
    Allotment allotment,
    boolean rounded,
    Optional<Foreign> foreign,
    Optional<ContractTerm> contract,
    Validity validity,
    Origin origin) {

  /// A price in another currency and the rate it was converted with.
  public record Foreign(UnitPrice price, ExchangeRate rate) {}

  static PricedCell list(PriceCell cell, Exchange.Stated stated) {
    Money unit = stated.usd().rounded().money();
    return new PricedCell(
        cell.meter(),
        cell.tier(),
        cell.scope(),
        cell.context(),
        unit,
        Optional.of(unit),
        cell.allotment(),
        !stated.usd().isExact(),
        stated.foreign(),
        Optional.empty(),
        cell.validity(),
        cell.origin());
  }

  static PricedCell discounted(
      PriceCell cell, Exchange.Stated stated, ContractTerm term, ContractTerm.Discount discount) {
    UnitPrice exact = discount.applyTo(stated.usd());
    return new PricedCell(
        cell.meter(),
        cell.tier(),
        cell.scope(),
        cell.context(),
        exact.rounded().money(),
        Optional.of(stated.usd().rounded().money()),
        cell.allotment(),
        !exact.isExact(),
        stated.foreign(),
        Optional.of(term),
        cell.validity(),
        cell.origin());
  }

  static PricedCell fixed(
      Meter meter,
      ServiceTier tier,
      ContractTerm term,
      ContractTerm.Fixed fixed,
      Exchange.Stated stated,
      Optional<Money> list) {
    return new PricedCell(
        meter,
        tier,
        "",
        fixed.context(),
        stated.usd().rounded().money(),
        list,
        Allotment.NONE,
        !stated.usd().isExact(),
        stated.foreign(),
        Optional.of(term),
        term.validity(),
        term.origin());
  }

  /// This price where an uplift holds.
  PricedCell uplifted(Uplift uplift) {
    UnitPrice exact = uplift.applyTo(unit(unitPrice));
    return new PricedCell(
        meter,
        tier,
        uplift.scope(),
        context,
        exact.rounded().money(),
        listUnitPrice.map(list -> uplift.applyTo(unit(list)).rounded().money()),
        allotment,
        rounded || !exact.isExact(),
        foreign,
        contract,
        validity,
        uplift.origin());
  }

  private static UnitPrice unit(Money price) {
    return new UnitPrice(price.toBigDecimal(), 1);
  }

  /// Whether both are a price of the same units.
  boolean standsFor(PricedCell other) {
    return meter == other.meter
        && tier == other.tier
        && context.aboveInputTokens() == other.context.aboveInputTokens();
  }
}
