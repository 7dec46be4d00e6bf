package dev.weir.value.unit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// What a use case cost in a month, and by the piece. Quotients have twelve decimals, rounded half
/// to even, and are absent over nothing.
///
/// @param ledgerUsd by the ledger
/// @param poolsUsd allocated to it
/// @param safetyUsd of `ledgerUsd`: guardrails, judges, audits
/// @param retryUsd of `ledgerUsd`: second and later attempts
/// @param outcomes absent where none is known, which is not none
public record UnitCosts(
    BigDecimal ledgerUsd,
    BigDecimal poolsUsd,
    BigDecimal safetyUsd,
    BigDecimal retryUsd,
    long calls,
    long users,
    Optional<OutcomeSum> outcomes) {
  private static final int DECIMALS = 12;
  private static final int SHARE_DECIMALS = 6;

  /// A cost by the piece, without pools and with them.
  public record Each(BigDecimal unloadedUsd, BigDecimal loadedUsd) {}

  /// The three numbers of a use case: what it costs, what comes of it, what one of that costs.
  public record ThreeNumbers(
      BigDecimal monthlyCostUsd,
      Optional<BigDecimal> outcomes,
      Optional<BigDecimal> costPerOutcomeUsd,
      List<Yardstick.Against> against) {}

  public BigDecimal loadedUsd() {
    return ledgerUsd.add(poolsUsd);
  }

  public Optional<Each> perCall() {
    return each(BigDecimal.valueOf(calls));
  }

  public Optional<Each> perUser() {
    return each(BigDecimal.valueOf(users));
  }

  public Optional<Each> perOutcome() {
    return outcomes.flatMap(sum -> each(sum.successes()));
  }

  /// Fully loaded.
  public ThreeNumbers threeNumbers(List<Yardstick> yardsticks) {
    Optional<BigDecimal> cost = perOutcome().map(Each::loadedUsd);
    return new ThreeNumbers(
        loadedUsd(),
        outcomes.map(OutcomeSum::successes),
        cost,
        cost.map(usd -> yardsticks.stream().map(each -> each.beside(usd)).toList())
            .orElse(List.of()));
  }

  /// The part of the loaded cost that is tokens: the tip of the iceberg. Above 1 where pools are
  /// credits.
  public Optional<BigDecimal> tokensShare() {
    return share(ledgerUsd, loadedUsd());
  }

  public Optional<BigDecimal> safetyShare() {
    return share(safetyUsd, ledgerUsd);
  }

  public Optional<BigDecimal> retryShare() {
    return share(retryUsd, ledgerUsd);
  }

  private Optional<Each> each(BigDecimal count) {
    return count.signum() <= 0
        ? Optional.empty()
        : Optional.of(new Each(quotient(ledgerUsd, count), quotient(loadedUsd(), count)));
  }

  private static BigDecimal quotient(BigDecimal usd, BigDecimal count) {
    return usd.divide(count, DECIMALS, RoundingMode.HALF_EVEN);
  }

  private static Optional<BigDecimal> share(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0
        ? Optional.empty()
        : Optional.of(part.divide(whole, SHARE_DECIMALS, RoundingMode.HALF_EVEN));
  }
}
