package dev.weir.view.api;

import dev.weir.flow.ledger.RuleStanding;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.window.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How fast the money of a calendar window is used: what has been settled in it, spread over the
/// time of it that is over.
///
/// @param perDayUsd what a day costs at that rate
/// @param projectedShare what the whole window comes to at that rate, divided by the limit; absent
///   for a limit of nothing
/// @param stopAt when nothing is left at that rate; absent if the window ends before
record Burn(
    Instant since,
    BigDecimal perDayUsd,
    Optional<BigDecimal> projectedShare,
    Optional<Instant> stopAt) {
  /// Of a window must be over before anything is said of its rest.
  private static final int PART_OVER = 20;

  private static final int SHARE_SCALE = 6;
  private static final int USD_SCALE = 6;
  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  /// Nothing for a rolling window, which has no end; for what is not money; and in the first
  /// twentieth of a window, of which one call could say anything.
  static Optional<Burn> of(RuleStanding standing, Instant now) {
    Rule rule = standing.rule();
    if (rule.measure() != Measure.MONEY
        || !(rule.window() instanceof Window.Calendar window)
        || standing.resetsAt().isEmpty()) {
      return Optional.empty();
    }
    Instant since = Instant.ofEpochSecond(window.firstSlice(now));
    BigDecimal over = seconds(since, now);
    BigDecimal whole = seconds(since, standing.resetsAt().get());
    return over.multiply(BigDecimal.valueOf(PART_OVER)).compareTo(whole) < 0
        ? Optional.empty()
        : Optional.of(of(standing, since, over, whole));
  }

  private static Burn of(RuleStanding standing, Instant since, BigDecimal over, BigDecimal whole) {
    BigDecimal used = standing.settled().toUsd();
    BigDecimal limit = standing.limit().toUsd();
    BigDecimal perDay =
        used.multiply(BigDecimal.valueOf(DAY_SECONDS))
            .divide(over, USD_SCALE, RoundingMode.HALF_EVEN);
    Optional<BigDecimal> projected =
        limit.signum() == 0
            ? Optional.empty()
            : Optional.of(
                used.multiply(whole)
                    .divide(over.multiply(limit), SHARE_SCALE, RoundingMode.HALF_EVEN));
    return new Burn(since, perDay, projected, stopAt(standing, since, over));
  }

  private static Optional<Instant> stopAt(RuleStanding standing, Instant since, BigDecimal over) {
    BigDecimal used = standing.settled().toUsd();
    if (used.signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal until = standing.cap().toUsd().multiply(over).divide(used, 0, RoundingMode.CEILING);
    Instant end = standing.resetsAt().orElseThrow();
    BigDecimal window = seconds(since, end);
    return until.compareTo(window) < 0
        ? Optional.of(since.plusSeconds(until.longValueExact()))
        : Optional.empty();
  }

  private static BigDecimal seconds(Instant from, Instant to) {
    return BigDecimal.valueOf(Duration.between(from, to).toSeconds());
  }
}
