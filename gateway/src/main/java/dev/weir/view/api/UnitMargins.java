package dev.weir.view.api;

import dev.weir.value.event.OutcomeSums;
import dev.weir.value.event.OutcomeSums.Span;
import dev.weir.value.event.Sum;
import dev.weir.value.evidence.Counted;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is left of a use case's value in a month when its loaded cost is taken off. Blocks.
final class UnitMargins {
  private static final int DECIMALS = 12;

  private final OutcomeSums outcomes;
  private final ShownShares shares;

  UnitMargins(RunningGateway gateway, Changes changes) {
    this.outcomes = gateway.outcomes().sums();
    this.shares = new ShownShares(gateway, changes);
  }

  /// @param valueUsd what counts of the value, by what bore it at the end of the month
  /// @param marginUsd that, less the loaded cost; below 0 = it cost more than it brought
  /// @param valuePerOutcomeUsd for each success; absent without one
  /// @param why so much of the value counts
  /// @param rows paths that open to the outcomes and to the cost
  record MarginPage(
      BigDecimal valueUsd,
      BigDecimal marginUsd,
      Optional<BigDecimal> valuePerOutcomeUsd,
      Optional<BigDecimal> marginPerOutcomeUsd,
      String why,
      List<String> rows) {}

  /// Nothing where no value was told.
  ///
  /// @param loadedUsd what the month cost, with `cost` to its rows
  Optional<MarginPage> of(
      String useCase, YearMonth month, Instant now, BigDecimal loadedUsd, Ground cost) {
    Sum sum = outcomes.total(Span.of(useCase, month), OutcomeSums.NOW);
    if (sum.stated().isEmpty()) {
      return Optional.empty();
    }
    Counted counted = shares.counting(useCase, month, now).of(sum.stated());
    BigDecimal margin = counted.usd().subtract(loadedUsd);
    return Optional.of(
        new MarginPage(
            counted.usd(),
            margin,
            each(counted.usd(), sum),
            each(margin, sum),
            counted.why(),
            Stream.concat(Stream.of(summary(useCase, month)), cost.rows().stream()).toList()));
  }

  private static Optional<BigDecimal> each(BigDecimal usd, Sum sum) {
    return Optional.of(sum.successfulShares())
        .filter(successes -> successes.signum() > 0)
        .map(successes -> usd.divide(successes, DECIMALS, RoundingMode.HALF_EVEN));
  }

  private static String summary(String useCase, YearMonth month) {
    return "/api/v1/outcomes/%s/summary?month=%s".formatted(PathTemplate.encoded(useCase), month);
  }
}
