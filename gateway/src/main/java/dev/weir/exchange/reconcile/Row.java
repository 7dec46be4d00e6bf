package dev.weir.exchange.reconcile;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// One place and what each book says of it.
///
/// @param ledger the gateway's figure
/// @param usage the provider's own quantity, where it tells one of this place
/// @param bill where the bill tells of this place
/// @param unexplained what remains when the parts are taken away
public record Row(
    Place place,
    Share ledger,
    Optional<BigDecimal> usage,
    Optional<Billed> bill,
    List<Part> parts,
    Remainder unexplained,
    Certainty certainty) {

  /// @param quantity absent where the bill tells money alone
  public record Billed(Optional<BigDecimal> quantity, BigDecimal cost) {}

  /// How much more the other books have, without a cause.
  public record Remainder(BigDecimal usage, BigDecimal billed, BigDecimal amount) {
    boolean isNothing() {
      return usage.signum() == 0 && billed.signum() == 0 && amount.signum() == 0;
    }
  }

  public Row {
    parts = List.copyOf(parts);
    if (usage.isPresent()) {
      require(
          "usage of " + place,
          ledger.quantity().add(quantity(parts, Book.USAGE)).add(unexplained.usage),
          usage.get());
    }
    if (bill.isPresent()) {
      require(
          "bill of " + place,
          ledger.cost().add(amount(parts)).add(unexplained.amount),
          bill.get().cost);
    }
    if (bill.isPresent() && bill.get().quantity.isPresent()) {
      require(
          "billed quantity of " + place,
          ledger.quantity().add(quantity(parts, Book.BILL)).add(unexplained.billed),
          bill.get().quantity.get());
    }
  }

  private static void require(String what, BigDecimal sum, BigDecimal told) {
    if (sum.compareTo(told) != 0) {
      throw new IllegalStateException(
          "%s: ledger, parts and what is unexplained are %s, the book says %s"
              .formatted(what, sum, told));
    }
  }

  private static BigDecimal quantity(List<Part> parts, Book book) {
    return parts.stream()
        .filter(part -> part.against() == book)
        .map(Part::quantity)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal amount(List<Part> parts) {
    return parts.stream()
        .filter(part -> part.against() == Book.BILL)
        .map(Part::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  public Verdict verdict() {
    if (!unexplained.isNothing()) {
      return Verdict.UNEXPLAINED;
    }
    return parts.stream().allMatch(part -> part.cause() == Cause.ROUNDING)
        ? Verdict.MATCHED
        : Verdict.EXPLAINED;
  }
}
