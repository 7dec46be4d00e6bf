package dev.weir.flow.price;

import dev.weir.base.money.Money;
import java.util.List;

/// Exact money for one attempt, split by meter, computed with one version of the price book.
///
/// @param total the sum of the lines' amounts
/// @param lines one per meter with a quantity; the quantities are a partition of the usage
/// @param unpriced names of quantities the book could not price; not empty means that `total` is
///   not the whole cost
/// @param book version of the price book
public record Charge(Money total, List<Line> lines, List<String> unpriced, String book) {

  /// One meter's part.
  ///
  /// @param meter what was billed
  /// @param quantity tokens, or requests
  /// @param unitPrice price of one unit
  /// @param amount `quantity × unitPrice`, or the graduated sum where a tier is graduated
  public record Line(Meter meter, long quantity, Money unitPrice, Money amount) {}

  public Charge {
    lines = List.copyOf(lines);
    unpriced = List.copyOf(unpriced);
    Money sum = lines.stream().map(Line::amount).reduce(Money.ZERO, Money::plus);
    if (!sum.equals(total)) {
      throw new IllegalArgumentException(
          "charge: lines add up to %s, total is %s".formatted(sum, total));
    }
  }

  /// A charge of nothing at all: the provider does not bill this attempt.
  public static Charge none(String book) {
    return new Charge(Money.ZERO, List.of(), List.of(), book);
  }

  public boolean partlyUnpriced() {
    return !unpriced.isEmpty();
  }
}
