package dev.weir.flow.edge;

import dev.weir.base.money.Total;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.ledger.Ledger;
import java.util.Optional;

/// What is left of the budget that ends first.
final class Remaining {
  private Remaining() {}

  /// Dollars before the nearest stop among the budgets a call counts against; empty when it counts
  /// against none.
  static Optional<String> of(Ledger ledger, Reserved reserved) {
    return ledger.left(reserved).map(Remaining::usd);
  }

  /// The same of the budgets that a call with these tags would count against now.
  static Optional<String> of(Ledger ledger, Tags judged) {
    return ledger.left(judged).map(Remaining::usd);
  }

  /// Dollars as a caller reads them.
  static String usd(Total amount) {
    return amount.equals(Total.ZERO) ? "0" : amount.toUsd().stripTrailingZeros().toPlainString();
  }
}
