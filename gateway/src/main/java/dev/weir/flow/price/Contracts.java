package dev.weir.flow.price;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.ContractTerm;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.NamePattern;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.catalogue.ServiceTier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// List prices turned into the prices to pay. One term decides each price; terms never stack.
final class Contracts {
  /// A term that covers the model, and how it recognised it.
  record Term(ContractTerm term, NamePattern.Hit hit) {}

  private record Place(Meter meter, ServiceTier tier, long above) {}

  private Contracts() {}

  /// @param terms the decisive ones first
  static List<PricedCell> apply(List<PriceCell> list, List<Term> terms) {
    var cells = new ArrayList<PricedCell>();
    var done = new HashSet<Place>();
    for (PriceCell cell : list) {
      cells.add(price(cell, terms));
      done.add(new Place(cell.meter(), cell.tier(), cell.context().aboveInputTokens()));
    }
    for (Term each : terms) {
      if (each.term().terms() instanceof ContractTerm.Fixed fixed) {
        Meter meter = each.term().meters().iterator().next();
        ServiceTier tier = each.term().tiers().iterator().next();
        if (done.add(new Place(meter, tier, fixed.context().aboveInputTokens()))) {
          cells.add(PricedCell.fixed(meter, tier, each.term(), fixed, Optional.empty()));
        }
      }
    }
    return cells;
  }

  private static PricedCell price(PriceCell cell, List<Term> terms) {
    for (Term each : terms) {
      ContractTerm term = each.term();
      if (!term.covers(cell.meter(), cell.tier())) {
        continue;
      }
      switch (term.terms()) {
        case ContractTerm.Discount discount -> {
          return PricedCell.discounted(cell, term, discount);
        }
        case ContractTerm.Fixed fixed -> {
          long above = fixed.context().aboveInputTokens();
          if (above == cell.context().aboveInputTokens()) {
            Money unit = cell.price().money();
            return PricedCell.fixed(cell.meter(), cell.tier(), term, fixed, Optional.of(unit));
          }
        }
      }
    }
    return PricedCell.list(cell);
  }
}
