package dev.weir.flow.price;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.ContextTier;
import dev.weir.flow.catalogue.ContractTerm;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.Origin;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.catalogue.ServiceTier;
import dev.weir.flow.catalogue.UnitPrice;
import dev.weir.flow.catalogue.Validity;
import java.util.Optional;

/// A price in force, after contracts, with where it comes from.
///
/// @param unitPrice what a unit costs
/// @param listUnitPrice what it would cost without a contract; empty when no list price exists
/// @param rounded whether `unitPrice` was derived and rounded half-even to the picodollar
/// @param contract the agreement that set it
/// @param validity of the list price, or of the contract where that replaced it
/// @param origin of the list price, or of the contract where that replaced it
public record PricedCell(
    Meter meter,
    ServiceTier tier,
    ContextTier context,
    Money unitPrice,
    Optional<Money> listUnitPrice,
    boolean rounded,
    Optional<ContractTerm> contract,
    Validity validity,
    Origin origin) {

  static PricedCell list(PriceCell cell) {
    Money unit = cell.price().money();
    return new PricedCell(
        cell.meter(),
        cell.tier(),
        cell.context(),
        unit,
        Optional.of(unit),
        false,
        Optional.empty(),
        cell.validity(),
        cell.origin());
  }

  static PricedCell discounted(PriceCell cell, ContractTerm term, ContractTerm.Discount discount) {
    UnitPrice exact = discount.applyTo(cell.price());
    return new PricedCell(
        cell.meter(),
        cell.tier(),
        cell.context(),
        exact.rounded().money(),
        Optional.of(cell.price().money()),
        !exact.isExact(),
        Optional.of(term),
        cell.validity(),
        cell.origin());
  }

  static PricedCell fixed(
      Meter meter,
      ServiceTier tier,
      ContractTerm term,
      ContractTerm.Fixed fixed,
      Optional<Money> list) {
    return new PricedCell(
        meter,
        tier,
        fixed.context(),
        fixed.price().money(),
        list,
        false,
        Optional.of(term),
        term.validity(),
        term.origin());
  }
}
