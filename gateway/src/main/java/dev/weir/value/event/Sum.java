package dev.weir.value.event;

import dev.weir.value.evidence.Evidence;
import dev.weir.value.evidence.Haircut;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/// What outcomes add up to.
///
/// @param count of outcomes; a shared one counts for each use case that has a share in it, and once
///   where all use cases are added up together
/// @param shares of outcomes: of a shared one what is the use case's
/// @param successfulShares of successes; what cost is divided by
/// @param quantity of units, of a shared outcome its share
/// @param successfulQuantity of successes
/// @param unvalued successes of which nobody has said what they are worth
/// @param failedUsd what failures were told to have cost; in no value
/// @param stated value of successes as it was stated or found, by how sure it is
/// @param haircut what each grade leaves of it
public record Sum(
    long count,
    long successes,
    BigDecimal shares,
    BigDecimal successfulShares,
    BigDecimal quantity,
    BigDecimal successfulQuantity,
    long unvalued,
    BigDecimal failedUsd,
    Map<Evidence, BigDecimal> stated,
    Haircut haircut) {
  public static final Sum NONE =
      new Sum(
          0,
          0,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          0,
          BigDecimal.ZERO,
          Map.of(),
          Haircut.USUAL);

  public Sum {
    shares = plain(shares);
    successfulShares = plain(successfulShares);
    quantity = plain(quantity);
    successfulQuantity = plain(successfulQuantity);
    failedUsd = plain(failedUsd);
    Map<Evidence, BigDecimal> sorted = new EnumMap<>(Evidence.class);
    stated.forEach((grade, usd) -> sorted.put(grade, plain(usd)));
    stated = Map.copyOf(sorted);
  }

  private static BigDecimal plain(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  /// Dollars as they were stated.
  public BigDecimal value() {
    return plain(stated.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  /// Dollars that may be claimed: each grade's by its share, exactly.
  public BigDecimal cut() {
    return plain(
        stated.entrySet().stream()
            .map(each -> haircut.cut(each.getKey(), each.getValue()))
            .reduce(BigDecimal.ZERO, BigDecimal::add));
  }
}
