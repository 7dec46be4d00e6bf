package dev.weir.view.api;

import dev.weir.base.stats.Moments;
import dev.weir.flow.books.Kind;
import dev.weir.value.adoption.RosterText;
import dev.weir.value.event.OutcomeSums;
import dev.weir.value.event.OutcomeSums.By;
import dev.weir.value.event.OutcomeSums.Span;
import dev.weir.value.event.OutcomeValues.Spread;
import dev.weir.value.event.Sum;
import dev.weir.value.pool.AllocatedMonth;
import dev.weir.value.portfolio.Policy;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.review.MonthFigures;
import dev.weir.value.review.MonthFigures.Benefit;
import dev.weir.value.review.MonthFigures.Cost;
import dev.weir.value.review.MonthFigures.Standing;
import dev.weir.value.review.MonthFigures.Use;
import dev.weir.value.review.Told;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A review's figures out of everything that is known: the ledger, pools, outcomes, baselines,
/// rosters and the portfolio.
final class KnownFigures implements ReviewFigures {
  private final RunningGateway gateway;
  private final Changes changes;
  private final PooledMonths months;
  private final Yardsticks yardsticks;
  private final Portfolio portfolio;
  private final BesideFigures beside;

  KnownFigures(
      RunningGateway gateway, Changes changes, PooledMonths months, Yardsticks yardsticks) {
    this.gateway = gateway;
    this.changes = changes;
    this.months = months;
    this.yardsticks = yardsticks;
    this.portfolio = Portfolio.of(gateway);
    this.beside = new BesideFigures(gateway, changes, months);
  }

  /// What a month knows of all use cases.
  private record Month(
      YearMonth month,
      AllocatedMonth allocated,
      Map<String, Spread> values,
      Map<String, Sum> sums,
      Map<String, UseCase> useCases,
      Policy policy,
      Instant now) {}

  @Override
  public Map<String, MonthFigures> complete(YearMonth month, Map<String, MonthFigures> ofLedger) {
    Map<String, Sum> sums = new HashMap<>();
    gateway
        .outcomes()
        .sums()
        .each(
            By.USE_CASE,
            Span.of("", month),
            OutcomeSums.NOW,
            group -> sums.put(group.key(), group.sum()));
    Month known =
        new Month(
            month,
            months.allocated(month, months.sums(month), AllocatedMonth.Method.STEP_DOWN),
            gateway.outcomes().values().byUseCase(Span.of("", month)),
            sums,
            portfolio.useCases().stream()
                .collect(Collectors.toMap(UseCase::id, Function.identity())),
            portfolio.policy(),
            gateway.clock().instant());
    Map<String, MonthFigures> all = new TreeMap<>();
    ofLedger.forEach((useCase, told) -> all.put(useCase, complete(useCase, told, known)));
    return all;
  }

  @Override
  public Beside beside(YearMonth month, Instant now) {
    return beside.of(month, now);
  }

  private MonthFigures complete(String useCase, MonthFigures ledger, Month known) {
    return new MonthFigures(
        ledger.month(),
        new Use(ledger.use().calls(), ledger.use().users(), eligible(useCase, ledger)),
        new Cost(
            ledger.cost().variable(),
            loaded(useCase, ledger.cost().variable(), known.allocated()),
            ledger.cost().unattributedShare()),
        new Benefit(
            value(Optional.ofNullable(known.values().get(useCase))),
            Told.unknown("which of them came of newcomers is not told apart"),
            Told.unknown("how many were not told is not known"),
            haircut(Optional.ofNullable(known.sums().get(useCase))),
            Told.unknown("no experiment's share is taken")),
        new Standing(
            ledger.standing().quality(),
            strategic(Optional.ofNullable(known.useCases().get(useCase)), known.policy()),
            ledger.standing().commodity(),
            baseline(useCase, known)));
  }

  private Told<Long> eligible(String useCase, MonthFigures ledger) {
    return changes
        .current(Kind.ROSTER, useCase)
        .map(version -> RosterText.read(useCase, version.body()))
        .map(roster -> Told.of((long) roster.eligible().count()))
        .orElse(ledger.use().eligible());
  }

  private static Told<BigDecimal> loaded(
      String useCase, Told<BigDecimal> ledger, AllocatedMonth allocated) {
    BigDecimal pools =
        allocated.of(useCase).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    Told<BigDecimal> loaded = ledger.map(pools::add);
    return loaded.known().filter(usd -> usd.signum() < 0).isPresent()
        ? Told.unknown("its credits from pools are above its cost, by %s USD".formatted(pools))
        : loaded;
  }

  private static Told<Moments> value(Optional<Spread> spread) {
    if (spread.isEmpty()) {
      return Told.unknown("no outcome succeeded");
    }
    return spread.get().unvalued() == 0
        ? Told.of(spread.get().usd())
        : Told.unknown(
            "nobody has said what %d of %d outcomes are worth"
                .formatted(spread.get().unvalued(), spread.get().successes()));
  }

  /// What the grades of the month's values leave of them together.
  private static Told<Double> haircut(Optional<Sum> sum) {
    return sum.filter(it -> it.value().signum() > 0 && it.cut().signum() > 0)
        .map(it -> it.cut().doubleValue() / it.value().doubleValue())
        .filter(share -> share <= 1)
        .map(Told::of)
        .orElseGet(() -> Told.unknown("no value above 0 is stated"));
  }

  private static Told<Double> strategic(Optional<UseCase> useCase, Policy policy) {
    return useCase
        .flatMap(UseCase::score)
        .map(score -> Told.of(score.share(policy.weights())))
        .orElseGet(() -> Told.unknown("the portfolio has no score of it"));
  }

  private Told<BigDecimal> baseline(String useCase, Month known) {
    return yardsticks
        .baseline(useCase, known.month(), known.now())
        .flatMap(baseline -> baseline.figures().costUsd())
        .map(usd -> Told.of(usd.value()))
        .orElseGet(() -> Told.unknown("no baseline that bears claims has a cost"));
  }
}
