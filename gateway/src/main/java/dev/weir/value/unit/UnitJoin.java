package dev.weir.value.unit;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// What units cost, joined with what else is known of them: two sorted streams, however many units
/// there are.
final class UnitJoin {
  /// The order of UTF-8, in which databases sort, and not of UTF-16.
  private static final Comparator<String> BY_CODE_POINTS =
      (a, b) -> {
        int same = 0;
        while (same < a.length() && same < b.length() && a.charAt(same) == b.charAt(same)) {
          same++;
        }
        if (same > 0 && Character.isHighSurrogate(a.charAt(same - 1))) {
          same--;
        }
        return same == a.length() || same == b.length()
            ? Integer.compare(a.length(), b.length())
            : Integer.compare(a.codePointAt(same), b.codePointAt(same));
      };

  private UnitJoin() {}

  /// @param usd nothing = the unit has no cost
  /// @param other nothing = it has a cost alone
  record Joined<T>(String unit, Optional<BigDecimal> usd, Optional<T> other) {}

  /// Both in the order of their units' code points, each unit once; a stream that is not is an
  /// [IllegalArgumentException].
  static <T> void each(
      Iterator<UnitCost> costs,
      Iterator<T> others,
      Function<T, String> unit,
      Consumer<Joined<T>> joined) {
    Optional<UnitCost> cost = next(costs, Optional.empty(), UnitCost::unit);
    Optional<T> other = next(others, Optional.empty(), unit);
    while (cost.isPresent() || other.isPresent()) {
      int order = order(cost.map(UnitCost::unit), other.map(unit));
      joined.accept(
          new Joined<>(
              order <= 0 ? cost.orElseThrow().unit() : unit.apply(other.orElseThrow()),
              order <= 0 ? cost.map(UnitCost::usd) : Optional.empty(),
              order >= 0 ? other : Optional.empty()));
      if (order <= 0) {
        cost = next(costs, cost, UnitCost::unit);
      }
      if (order >= 0) {
        other = next(others, other, unit);
      }
    }
  }

  private static int order(Optional<String> cost, Optional<String> other) {
    if (cost.isEmpty() || other.isEmpty()) {
      return cost.isEmpty() ? 1 : -1;
    }
    return BY_CODE_POINTS.compare(cost.get(), other.get());
  }

  private static <T> Optional<T> next(
      Iterator<T> from, Optional<T> before, Function<T, String> unit) {
    if (!from.hasNext()) {
      return Optional.empty();
    }
    T next = from.next();
    if (before.isPresent()
        && BY_CODE_POINTS.compare(unit.apply(before.get()), unit.apply(next)) >= 0) {
      throw new IllegalArgumentException(
          "units come in their order and once, was '%s' after '%s'"
              .formatted(unit.apply(next), unit.apply(before.get())));
    }
    return Optional.of(next);
  }
}
