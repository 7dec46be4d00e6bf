package dev.weir.exchange.chargeback;

import dev.weir.base.money.Total;
import java.util.List;

/// What the ledger says a payer has spent in a month, or a part of it.
///
/// @param group values that tell the parts of one payer apart, in the order they were asked for
/// @param cost picodollars
/// @param estimated the part of it whose usage is a ratio or a bound
/// @param restated the part of it that is about closed months before
/// @param unpriced attempts of which something has no price: their cost is too low
public record Spend(
    Payer payer, List<String> group, Total cost, Total estimated, Total restated, long unpriced) {
  public Spend {
    group = List.copyOf(group);
  }

  /// The same, its group told in another way.
  public Spend in(List<String> other) {
    return new Spend(payer, other, cost, estimated, restated, unpriced);
  }
}
