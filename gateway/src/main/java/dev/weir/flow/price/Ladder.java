package dev.weir.flow.price;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Allotment;
import dev.weir.flow.catalogue.Meter;
import java.util.Optional;

/// The unit prices of one meter at one service tier, one step per context tier, ready to multiply.
/// Step 0 is the base price.
final class Ladder {
  /// One price.
  ///
  /// @param above it holds for a total input of more tokens than this
  /// @param floor the true price is not known and may be higher
  /// @param cell where it comes from
  record Step(
      long above,
      Money unit,
      Money list,
      Meter pricedAs,
      Allotment allotment,
      boolean floor,
      PricedCell cell) {}

  private final Step[] steps;
  private final boolean graduated;

  /// @param steps ascending by `above`, the first at 0
  Ladder(Step[] steps, boolean graduated) {
    this.steps = steps.clone();
    this.graduated = graduated;
  }

  /// The price that holds for a request of this size; of a graduated ladder, for its last tokens.
  Step at(long inputTotal) {
    int i = steps.length - 1;
    while (i > 0 && inputTotal <= steps[i].above) {
      i--;
    }
    return steps[i];
  }

  /// Whether the base price does not hold for a request of this size.
  boolean outgrows(long inputTotal) {
    return steps.length > 1 && inputTotal > steps[1].above;
  }

  /// The one price of any quantity, if there is one, and it is known.
  Optional<Step> only() {
    Step base = steps[0];
    return steps.length == 1 && !base.floor && base.allotment.equals(Allotment.NONE)
        ? Optional.of(base)
        : Optional.empty();
  }

  /// What `quantity` units cost in picodollars.
  ///
  /// @param from how many tokens of the input come before these
  long picos(long from, long quantity, long inputTotal) {
    if (!graduated) {
      Step step = at(inputTotal);
      return Math.multiplyExact(step.unit.picos(), step.allotment.billed(quantity));
    }
    long sum = 0;
    long end = from + quantity;
    for (int i = 0; i < steps.length; i++) {
      long stepEnd = i + 1 < steps.length ? steps[i + 1].above : Long.MAX_VALUE;
      long inStep = Math.min(end, stepEnd) - Math.max(from, steps[i].above);
      if (inStep > 0) {
        sum = Math.addExact(sum, Math.multiplyExact(steps[i].unit.picos(), inStep));
      }
    }
    return sum;
  }

  /// The highest unit price that any request of at most `inputMax` input tokens can meet.
  long dearest(long inputMax) {
    long most = steps[0].unit.picos();
    for (int i = 1; i < steps.length && inputMax > steps[i].above; i++) {
      most = Math.max(most, steps[i].unit.picos());
    }
    return most;
  }
}
