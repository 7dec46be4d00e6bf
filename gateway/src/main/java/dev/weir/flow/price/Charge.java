package dev.weir.flow.price;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Meter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Exact money for one attempt, split by meter, computed with one version of the price book.
///
/// @param total the sum of the lines' amounts
/// @param lines one per meter with a quantity, and per price where several answers were charged;
///   the quantities are a partition of the usage
/// @param unpriced names of what the book could not price, or could price only with a floor: a
///   meter (`cache_write_1h`, `audio_input`), a meter at a tier (`input@batch`), a tier
///   (`service_tier:scale`), a quantity without a price (`web_search`), figures that contradict
///   each other (`usage:…`), a price rule. Not empty means that `total` is not the whole cost, or
///   may not be
/// @param book version of the price book
public record Charge(Money total, List<Line> lines, List<String> unpriced, String book) {

  /// One meter's part.
  ///
  /// @param meter what was billed
  /// @param quantity tokens, requests, or units of another kind
  /// @param unitPrice price of one unit; where a tier is graduated, of the last one
  /// @param amount `quantity × unitPrice`; the graduated sum where a tier is graduated, and that of
  ///   the units billed where not each is
  /// @param listUnitPrice what the unit costs without a contract; equal to `unitPrice` where no
  ///   contract applies or no list price exists
  /// @param pricedAs the meter whose price was used: another one than `meter` where the book has no
  ///   price for `meter` itself
  public record Line(
      Meter meter,
      long quantity,
      Money unitPrice,
      Money amount,
      Money listUnitPrice,
      Meter pricedAs) {

    /// A part priced at list price by its own meter.
    public Line(Meter meter, long quantity, Money unitPrice, Money amount) {
      this(meter, quantity, unitPrice, amount, unitPrice, meter);
    }

    /// The same without whose price it was.
    Line byItsOwnPrice() {
      return new Line(meter, quantity, unitPrice, amount, listUnitPrice, meter);
    }

    /// What two lines must have in common to be one.
    private List<Object> price() {
      return List.of(meter, unitPrice, listUnitPrice, pricedAs);
    }

    private Line plus(Line other) {
      return new Line(
          meter,
          Math.addExact(quantity, other.quantity),
          unitPrice,
          amount.plus(other.amount),
          listUnitPrice,
          pricedAs);
    }
  }

  public Charge {
    lines = List.copyOf(lines);
    unpriced = List.copyOf(unpriced);
    Money sum = lines.stream().map(Line::amount).reduce(Money.ZERO, Money::plus);
    if (!sum.equals(total)) {
      throw new IllegalArgumentException(
          "charge: lines add up to %s, total is %s".formatted(sum, total));
    }
  }

  /// What several charges of one book come to, with one line for each meter at a price.
  ///
  /// @throws ArithmeticException if that is beyond the range of [Money]
  public static Charge sum(List<Charge> charges, String book) {
    Map<List<Object>, Line> lines = new LinkedHashMap<>();
    Set<String> unpriced = new LinkedHashSet<>();
    for (Charge charge : charges) {
      charge.lines().forEach(line -> lines.merge(line.price(), line, Line::plus));
      unpriced.addAll(charge.unpriced());
    }
    Money total = lines.values().stream().map(Line::amount).reduce(Money.ZERO, Money::plus);
    return new Charge(total, List.copyOf(lines.values()), List.copyOf(unpriced), book);
  }

  /// One request at this price: whoever states a sum states no prices.
  public static Charge stated(Money cost, String book) {
    Line line = new Line(Meter.REQUEST, 1, cost, cost);
    return new Charge(cost, List.of(line), List.of(), book);
  }

  /// A charge of nothing at all: the provider does not bill this attempt.
  public static Charge none(String book) {
    return new Charge(Money.ZERO, List.of(), List.of(), book);
  }

  public boolean partlyUnpriced() {
    return !unpriced.isEmpty();
  }

  /// In words, which parts were priced by another meter's price.
  public List<String> notes() {
    return lines.stream()
        .filter(line -> line.pricedAs() != line.meter())
        .map(line -> line.meter().label() + " priced as " + line.pricedAs().label())
        .toList();
  }
}
