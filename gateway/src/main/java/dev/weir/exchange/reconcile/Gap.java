package dev.weir.exchange.reconcile;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// What the ledger and another book say of one place, while causes are looked for. Used by one
/// thread.
final class Gap {
  final Place place;
  final Book against;
  final Tally ledger;
  final Tally other;
  final List<Part> parts = new ArrayList<>();

  /// What has no cause yet.
  BigDecimal quantity;

  BigDecimal amount;

  Gap(Place place, Book against, Tally ledger, Tally other) {
    this.place = place;
    this.against = against;
    this.ledger = ledger;
    this.other = other;
    this.quantity = other.counted ? other.quantity.subtract(ledger.quantity) : BigDecimal.ZERO;
    this.amount = against == Book.BILL ? other.cost.subtract(ledger.cost) : BigDecimal.ZERO;
  }

  /// @param more how much of the quantity it is, of a book that tells none nothing
  void explain(Cause cause, BigDecimal more, BigDecimal money, String note) {
    BigDecimal counted = other.counted ? more : BigDecimal.ZERO;
    BigDecimal charged = against == Book.BILL ? money : BigDecimal.ZERO;
    if (counted.signum() == 0 && charged.signum() == 0) {
      return;
    }
    parts.add(new Part(cause, against, counted, charged, note));
    quantity = quantity.subtract(counted);
    amount = amount.subtract(charged);
  }

  boolean isOpen() {
    return quantity.signum() != 0;
  }

  /// What the ledger's own prices make of what both have, and of what was explained.
  BigDecimal atOurPrices() {
    return parts.stream().map(Part::amount).reduce(ledger.cost, BigDecimal::add);
  }
}
