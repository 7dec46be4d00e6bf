package dev.weir.flow.price;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.ContractTerm;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.NamePattern;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.catalogue.ServiceTier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// List prices turned into the prices to pay. One term decides each price; terms never stack.
final class Contracts {
  /// A term that covers the model, and how it recognised it.
  record Term(ContractTerm term, NamePattern.Hit hit) {}

  private record Place(Meter meter, ServiceTier tier, long above) {}

  private final Exchange exchange;
  private final Instant at;

  Contracts(Exchange exchange, Instant at) {
    this.exchange = exchange;
    this.at = at;
  }

  /// @param terms the decisive ones first
  List<PricedCell> apply(List<PriceCell> list, List<Term> terms) {
    var cells = new ArrayList<PricedCell>();
    var done = new HashSet<Place>();
    for (PriceCell cell : list) {
      cells.add(price(cell, terms));
      if (cell.scope().isEmpty()) {
        done.add(new Place(cell.meter(), cell.tier(), cell.context().aboveInputTokens()));
      }
    }
    for (Term each : terms) {
      if (each.term().terms() instanceof ContractTerm.Fixed fixed) {
        Meter meter = each.term().meters().iterator().next();
        ServiceTier tier = each.term().tiers().iterator().next();
        if (done.add(new Place(meter, tier, fixed.context().aboveInputTokens()))) {
          Exchange.Stated stated = exchange.inDollars(fixed.price(), at);
          cells.add(PricedCell.fixed(meter, tier, each.term(), fixed, stated, Optional.empty()));
        }
      }
    }
    return cells;
  }

  private PricedCell price(PriceCell cell, List<Term> terms) {
    Exchange.Stated stated = exchange.inDollars(cell.price(), at);
    for (Term each : terms) {
      ContractTerm term = each.term();
      if (!term.covers(cell.meter(), cell.tier())) {
        continue;
      }
      switch (term.terms()) {
        case ContractTerm.Discount discount -> {
          return PricedCell.discounted(cell, stated, term, discount);
        }
        case ContractTerm.Fixed fixed -> {
          long above = fixed.context().aboveInputTokens();
          if (above == cell.context().aboveInputTokens() && cell.scope().isEmpty()) {
            Money list = stated.usd().rounded().money();
            Exchange.Stated agreed = exchange.inDollars(fixed.price(), at);
            return PricedCell.fixed(
                cell.meter(), cell.tier(), term, fixed, agreed, Optional.of(list));
          }
        }
      }
    }
    return PricedCell.list(cell, stated);
  }
}
