package dev.weir.flow.agreement;

import dev.weir.base.money.Total;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an agreement does within some days, by what was used and is booked.
///
/// @param dues by kind
/// @param charged what the calls it covers were charged by themselves
/// @param tokens they used
public record Standing(Map<DueKind, Total> dues, Total charged, long tokens) {
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
  private static final int RATE_DIGITS = 6;
  private static final int SHARE_DIGITS = 4;

  public Standing {
    dues = Map.copyOf(dues);
  }

  /// @param uses of what it covers
  /// @param booked of its dues, within the same days
  public static Standing of(List<Use> uses, List<Due> booked) {
    Map<DueKind, Total> dues = new EnumMap<>(DueKind.class);
    booked.forEach(due -> dues.merge(due.what().kind(), Total.of(due.amount()), Total::plus));
    Total charged = uses.stream().map(Use::cost).reduce(Total.ZERO, Total::plus);
    long tokens = uses.stream().mapToLong(use -> use.tokens().sum()).sum();
    return new Standing(dues, charged, tokens);
  }

  /// What it comes to: its dues, and of capacity what calls have borne of it by themselves.
  public Total cost(Terms terms) {
    Total due = dues.values().stream().reduce(Total.ZERO, Total::plus);
    return terms instanceof Terms.Capacity ? due.plus(charged) : due;
  }

  /// Dollars for a million tokens that capacity served, whatever its calls were charged: an
  /// internal rate. Nothing where it served none.
  public Optional<BigDecimal> usdPerMillion(Terms terms) {
    if (!(terms instanceof Terms.Capacity) || tokens <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        cost(terms)
            .toUsd()
            .multiply(MILLION)
            .divide(BigDecimal.valueOf(tokens), RATE_DIGITS, RoundingMode.HALF_EVEN));
  }

  /// Dollars for each seat that is in use, whatever was paid for seats nobody uses. Nothing where
  /// nobody told of seats in use, or it is not about a price for each.
  public Optional<BigDecimal> usdPerActiveSeat(Terms terms, Optional<Long> active) {
    return active
        .filter(seats -> seats > 0 && terms instanceof Terms.Fee)
        .map(seats ->
            cost(terms)
                .toUsd()
                .divide(BigDecimal.valueOf(seats), RATE_DIGITS, RoundingMode.HALF_EVEN));
  }

  /// The share of capacity's cost that served somebody, 0 to 1. Nothing where it cost nothing.
  public Optional<BigDecimal> usedShare(Terms terms) {
    BigDecimal cost = cost(terms).toUsd();
    if (!(terms instanceof Terms.Capacity) || cost.signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal unused = dues.getOrDefault(DueKind.CAPACITY_UNUSED, Total.ZERO).toUsd();
    return Optional.of(cost.subtract(unused).divide(cost, SHARE_DIGITS, RoundingMode.HALF_EVEN));
  }
}
