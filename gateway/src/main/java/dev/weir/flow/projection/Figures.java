package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.price.Charge;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The quantities of one row that add up: the sum over an attempt's rows is what is known of it
/// now.
///
/// @param input tokens neither read from nor written to a cache
/// @param output tokens without reasoning
/// @param boundTokens most tokens an expired attempt can have used; nobody knows of which meter
/// @param costCounted the part of `cost` whose usage Weir counted itself
/// @param costEstimated the part of `cost` that is a ratio or a bound
/// @param partlyUnpriced 1 where the price book lacked a price, else 0; −1 takes that back
/// @param lines what `cost` is made of
record Figures(
    long input,
    long cacheRead,
    long cacheWrite5m,
    long cacheWrite1h,
    long output,
    long reasoning,
    long boundTokens,
    Money cost,
    Money costCounted,
    Money costEstimated,
    int partlyUnpriced,
    List<Line> lines) {
  static final Figures NONE =
      new Figures(0, 0, 0, 0, 0, 0, 0, Money.ZERO, Money.ZERO, Money.ZERO, 0, List.of());

  private static final String BOUND = "bound";

  /// One meter's part of the cost.
  ///
  /// @param meter name of a meter, or `bound`
  /// @param unitPrice absent for `bound`
  /// @param listUnitPrice without a contract; absent for `bound`, and where it was not kept
  record Line(
      String meter,
      long quantity,
      Optional<Money> unitPrice,
      Money amount,
      Optional<Money> listUnitPrice) {
    boolean isBound() {
      return meter.equals(BOUND);
    }

    Line negated() {
      return new Line(meter, -quantity, unitPrice, Money.ZERO.minus(amount), listUnitPrice);
    }
  }

  Figures {
    lines = List.copyOf(lines);
  }

  static Figures of(Usage usage, Charge charge) {
    Money cost = charge.total();
    Provenance provenance = usage.provenance();
    return new Figures(
        usage.plainInput(),
        usage.cacheRead(),
        usage.cacheWrite5m(),
        usage.cacheWrite1h(),
        usage.plainOutput(),
        usage.reasoning(),
        0,
        cost,
        provenance == Provenance.COUNTED ? cost : Money.ZERO,
        provenance == Provenance.ESTIMATED ? cost : Money.ZERO,
        charge.partlyUnpriced() ? 1 : 0,
        charge.lines().stream().map(Figures::line).toList());
  }

  private static Line line(Charge.Line line) {
    return new Line(
        line.meter().name().toLowerCase(Locale.ROOT),
        line.quantity(),
        Optional.of(line.unitPrice()),
        line.amount(),
        Optional.of(line.listUnitPrice()));
  }

  /// The figures of an attempt that nobody ended: all that was reserved for it.
  static Figures bound(Money reserved, long reservedTokens) {
    Line line = new Line(BOUND, reservedTokens, Optional.empty(), reserved, Optional.empty());
    return new Figures(
        0, 0, 0, 0, 0, 0, reservedTokens, reserved, Money.ZERO, reserved, 0, List.of(line));
  }

  /// The figures of what falls due by agreement: nothing is used by it.
  static Figures due(String kind, long quantity, Money amount) {
    Line line = new Line(kind, quantity, Optional.empty(), amount, Optional.empty());
    return new Figures(0, 0, 0, 0, 0, 0, 0, amount, Money.ZERO, Money.ZERO, 0, List.of(line));
  }

  /// What must be added to `before` to get these figures; its lines take back those of `before`.
  Figures minus(Figures before) {
    List<Line> difference = new ArrayList<>();
    before.lines.forEach(line -> difference.add(line.negated()));
    difference.addAll(lines);
    return new Figures(
        input - before.input,
        cacheRead - before.cacheRead,
        cacheWrite5m - before.cacheWrite5m,
        cacheWrite1h - before.cacheWrite1h,
        output - before.output,
        reasoning - before.reasoning,
        boundTokens - before.boundTokens,
        cost.minus(before.cost),
        costCounted.minus(before.costCounted),
        costEstimated.minus(before.costEstimated),
        partlyUnpriced - before.partlyUnpriced,
        difference);
  }
}
