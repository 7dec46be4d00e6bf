package dev.weir.exchange.reconcile;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/// Finds what one book has on another day than the ledger: gaps on neighbouring days that are equal
/// and opposite, over one midnight or several in a row.
///
/// @param value what a gap is measured by
/// @param slack how far from nothing a measure may be and still be nothing
record Shifts(Function<Gap, BigDecimal> value, Function<Gap, BigDecimal> slack) {
  static final String NOTE = "equal and opposite on neighbouring days";

  /// By exact quantities.
  static final Shifts OF_QUANTITIES = new Shifts(gap -> gap.quantity, _ -> BigDecimal.ZERO);

  /// The gaps from one on, on days that follow each other, that come to nothing together; none if
  /// none do.
  ///
  /// @param days gaps of one key, model and meter, in the order of their days
  List<Gap> run(List<Gap> days, int from) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal near = BigDecimal.ZERO;
    for (int i = from; i < days.size(); i++) {
      Gap gap = days.get(i);
      boolean follows =
          i == from || days.get(i - 1).place.day().plusDays(1).equals(gap.place.day());
      if (!follows || value.apply(gap).abs().compareTo(slack.apply(gap)) <= 0) {
        return List.of();
      }
      sum = sum.add(value.apply(gap));
      near = near.add(slack.apply(gap));
      if (sum.abs().compareTo(near) <= 0) {
        return List.copyOf(days.subList(from, i + 1));
      }
    }
    return List.of();
  }
}
