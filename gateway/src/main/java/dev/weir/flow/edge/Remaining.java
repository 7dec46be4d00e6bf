package dev.weir.flow.edge;

import dev.weir.base.money.Total;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.ledger.Ledger;
import java.util.Optional;

/// What is left of the budget that ends first.
final class Remaining {
  private Remaining() {}

  /// Dollars before the nearest stop among the budgets a call counts against; empty when it counts
  /// against none.
  static Optional<String> of(Ledger ledger, Reserved reserved) {
    return ledger
        .left(reserved)
        .map(Total::toUsd)
        .map(usd -> usd.signum() == 0 ? "0" : usd.stripTrailingZeros().toPlainString());
  }
}
