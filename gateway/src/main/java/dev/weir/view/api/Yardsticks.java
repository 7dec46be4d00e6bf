package dev.weir.view.api;

import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.value.baseline.Baseline;
import dev.weir.value.baseline.BaselineText;
import dev.weir.value.baseline.Figure;
import dev.weir.value.outcome.OutcomeText;
import dev.weir.value.outcome.RateCard;
import dev.weir.value.unit.Yardstick;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is known of what an outcome costs otherwise: its baseline, and people's time at the rate
/// cards its definition uses. Blocks; thread-safe.
final class Yardsticks {
  private static final BigDecimal MINUTES = BigDecimal.valueOf(60);
  private static final int DECIMALS = 12;

  private final Facts facts;
  private final Changes changes;

  Yardsticks(RunningGateway gateway, Changes changes) {
    this.facts = gateway.books().facts();
    this.changes = changes;
  }

  /// Of a month: `baseline`, and `rate.CARD` for each card: what the baseline's minutes cost at it.
  List<Yardstick> of(String useCase, YearMonth month, Instant now) {
    List<Yardstick> known = new ArrayList<>();
    Optional<Baseline> baseline = baseline(useCase, month, now);
    baseline
        .flatMap(it -> it.figures().costUsd())
        .map(usd -> new Yardstick("baseline", usd.low(), usd.high()))
        .ifPresent(known::add);
    baseline
        .flatMap(it -> it.figures().minutes())
        .ifPresent(minutes ->
            cards(useCase)
                .forEach(card ->
                    rate(card, month).map(rate -> human(rate, minutes)).ifPresent(known::add)));
    return known;
  }

  /// The one that is measured, if it still bore claims when the month ended, or bears them now.
  Optional<Baseline> baseline(String useCase, YearMonth month, Instant now) {
    Instant end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return changes
        .current(Kind.BASELINE, useCase)
        .map(version -> BaselineText.read(useCase, version.body()))
        .filter(Baseline.class::isInstance)
        .map(Baseline.class::cast)
        .filter(it -> !it.isStale(end.isBefore(now) ? end : now));
  }

  private Set<String> cards(String useCase) {
    return changes
        .current(Kind.OUTCOME, useCase)
        .map(version -> new TreeSet<>(OutcomeText.read(useCase, version.body()).rateCards()))
        .orElseGet(TreeSet::new);
  }

  /// The latest version whose day is not after the month.
  Optional<RateCard> rate(String card, YearMonth month) {
    LocalDate last = month.atEndOfMonth();
    return facts.history(Kind.RATE_CARD, card).stream()
        .filter(version -> !version.retired())
        .map(version -> RateCard.read(card, version.body()))
        .filter(rate -> !rate.from().isAfter(last))
        .findFirst();
  }

  private static Yardstick human(RateCard rate, Figure minutes) {
    return new Yardstick(
        "rate." + rate.name(), cost(rate, minutes.low()), cost(rate, minutes.high()));
  }

  private static BigDecimal cost(RateCard rate, BigDecimal minutes) {
    return rate.usdPerHour().multiply(minutes).divide(MINUTES, DECIMALS, RoundingMode.HALF_EVEN);
  }
}
