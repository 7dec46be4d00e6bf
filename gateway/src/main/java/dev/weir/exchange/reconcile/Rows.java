package dev.weir.exchange.reconcile;

import dev.weir.exchange.reconcile.Row.Billed;
import dev.weir.exchange.reconcile.Row.Remainder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gaps whose causes have been looked for, as rows.
final class Rows {
  private Rows() {}

  /// Whether two gaps of one place have the same figure of the ledger.
  static boolean isSame(Gap usage, Gap bill) {
    return usage.ledger.quantity.compareTo(bill.ledger.quantity) == 0
        && usage.ledger.cost.compareTo(bill.ledger.cost) == 0;
  }

  static Row of(Gap gap) {
    return gap.against == Book.USAGE
        ? new Row(
            gap.place,
            gap.ledger.share(),
            Optional.of(gap.other.quantity),
            Optional.empty(),
            gap.parts,
            new Remainder(gap.quantity, BigDecimal.ZERO, BigDecimal.ZERO),
            agrees(gap) ? Certainty.RECONCILED : Certainty.ESTIMATED)
        : new Row(
            gap.place,
            gap.ledger.share(),
            Optional.empty(),
            Optional.of(billed(gap)),
            gap.parts,
            new Remainder(BigDecimal.ZERO, gap.quantity, gap.amount),
            agrees(gap) ? Certainty.INVOICED : Certainty.ESTIMATED);
  }

  static Row of(Gap usage, Gap bill) {
    List<Part> parts = new ArrayList<>(usage.parts);
    parts.addAll(bill.parts);
    Certainty reconciled = agrees(usage) ? Certainty.RECONCILED : Certainty.ESTIMATED;
    return new Row(
        usage.place,
        usage.ledger.share(),
        Optional.of(usage.other.quantity),
        Optional.of(billed(bill)),
        parts,
        new Remainder(usage.quantity, bill.quantity, bill.amount),
        agrees(bill) ? Certainty.INVOICED : reconciled);
  }

  private static Billed billed(Gap gap) {
    return new Billed(
        gap.other.counted ? Optional.of(gap.other.quantity) : Optional.empty(), gap.other.cost);
  }

  private static boolean agrees(Gap gap) {
    return !gap.isOpen()
        && gap.amount.signum() == 0
        && gap.parts.stream().allMatch(part -> part.cause().isHarmless());
  }
}
