package dev.weir.view.api;

import dev.weir.base.stats.Moments;
import dev.weir.flow.books.Kind;
import dev.weir.value.adoption.RosterText;
import dev.weir.value.event.OutcomeSums.Span;
import dev.weir.value.event.OutcomeValues.Spread;
import dev.weir.value.event.Sum;
import dev.weir.value.evidence.Counting;
import dev.weir.value.evidence.ShownShare;
import dev.weir.value.pool.AllocatedMonth;
import dev.weir.value.portfolio.Policy;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.review.MonthFigures;
import dev.weir.value.review.MonthFigures.Benefit;
import dev.weir.value.review.MonthFigures.Cost;
import dev.weir.value.review.MonthFigures.Standing;
import dev.weir.value.review.MonthFigures.Use;
import dev.weir.value.review.Told;
import dev.weir.view.api.ShownShares.Shown;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A review's figures out of everything that is known: the ledger, pools, outcomes, baselines,
/// rosters, experiments and the portfolio.
final class KnownFigures implements ReviewFigures {
  private final RunningGateway gateway;
  private final Changes changes;
  private final PooledMonths months;
  private final Yardsticks yardsticks;
  private final Portfolio portfolio;
  private final ShownShares shares;
  private final BesideFigures beside;

  KnownFigures(
      RunningGateway gateway, Changes changes, PooledMonths months, Yardsticks yardsticks) {
    this.gateway = gateway;
    this.changes = changes;
    this.months = months;
    this.yardsticks = yardsticks;
    this.portfolio = Portfolio.of(gateway);
    this.shares = new ShownShares(gateway, changes);
    this.beside = new BesideFigures(gateway, changes, months, shares);
  }

  /// What a month knows of all use cases.
  private record Month(
      YearMonth month,
      AllocatedMonth allocated,
      Map<String, Spread> values,
      Map<String, Sum> sums,
      ToldBenefits told) {}

  /// What is known of them whatever the month.
  ///
  /// @param shown the newest last
  private record Known(
      Map<String, UseCase> useCases, Policy policy, List<Shown> shown, Instant now) {}

  @Override
  public Completed complete(SortedMap<YearMonth, Map<String, MonthFigures>> ofLedger) {
    Instant now = gateway.clock().instant();
    Known known =
        new Known(
            portfolio.useCases().stream()
                .collect(Collectors.toMap(UseCase::id, Function.identity())),
            portfolio.policy(),
            shares.all(now),
            now);
    SortedMap<YearMonth, Map<String, MonthFigures>> all = new TreeMap<>();
    ofLedger.forEach((month, useCases) -> {
      Month figures = month(month);
      Map<String, MonthFigures> whole = new TreeMap<>();
      useCases.forEach(
          (useCase, told) -> whole.put(useCase, complete(useCase, told, figures, known)));
      all.put(month, whole);
    });
    return new Completed(all, known.shown());
  }

  private Month month(YearMonth month) {
    return new Month(
        month,
        months.allocated(month, months.sums(month), AllocatedMonth.Method.STEP_DOWN),
        gateway.outcomes().values().byUseCase(Span.of("", month)),
        gateway.outcomes().sums().byUseCase(month),
        ToldBenefits.of(gateway, month));
  }

  @Override
  public Beside beside(YearMonth month, Instant now, List<Shown> shown) {
    return beside.of(month, now, shown);
  }

  @Override
  public PackSources sources(YearMonth month, List<Shown> shown) {
    return beside.sources(month, portfolio.useCases(), shown);
  }

  private MonthFigures complete(String useCase, MonthFigures ledger, Month month, Known known) {
    Optional<UseCase> registered = Optional.ofNullable(known.useCases().get(useCase));
    return new MonthFigures(
        ledger.month(),
        new Use(ledger.use().calls(), ledger.use().users(), eligible(useCase, ledger)),
        new Cost(
            ledger.cost().variable(),
            loaded(useCase, ledger.cost().variable(), month.allocated()),
            ledger.cost().unattributedShare()),
        new Benefit(
            value(Optional.ofNullable(month.values().get(useCase))),
            month.told().newcomers(useCase),
            month.told().reported(useCase),
            haircut(
                Optional.ofNullable(month.sums().get(useCase)),
                shares.counting(useCase, month.month(), known.shown())),
            incremental(useCase, month.month(), known.shown())),
        new Standing(
            month.told().quality(useCase),
            strategic(registered, known.policy()),
            commodity(registered),
            baseline(useCase, month.month(), known.now())));
  }

  /// Of the newest experiment that was over by the end of the month.
  private static Told<ShownShare> incremental(String useCase, YearMonth month, List<Shown> shown) {
    return ShownShares.newest(useCase, month, shown)
        .map(Told::of)
        .orElseGet(() -> Told.unknown("no experiment against work without AI is over"));
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

  /// What the grades of the month's values let count of them together, before the share. Grades
  /// that are set to leave nothing leave the least there is.
  private static Told<Double> haircut(Optional<Sum> sum, Counting counting) {
    return sum.filter(it -> it.value().signum() > 0)
        .map(it -> counting.of(it.stated()).gradedUsd().doubleValue() / it.value().doubleValue())
        .filter(share -> share >= 0)
        .filter(share -> share <= 1)
        .map(share -> Math.max(share, MonthFigures.HAIRCUT_MIN))
        .map(Told::of)
        .orElseGet(() -> Told.unknown("no value above 0 is stated"));
  }

  private static Told<Double> strategic(Optional<UseCase> useCase, Policy policy) {
    return useCase
        .flatMap(UseCase::score)
        .map(score -> Told.of(score.share(policy.weights())))
        .orElseGet(() -> Told.unknown("the portfolio has no score of it"));
  }

  private static Told<Double> commodity(Optional<UseCase> useCase) {
    return useCase
        .flatMap(UseCase::commodity)
        .map(declared -> Told.of(declared.index().doubleValue()))
        .orElseGet(() -> Told.unknown("the portfolio does not say how far others offer the same"));
  }

  private Told<BigDecimal> baseline(String useCase, YearMonth month, Instant now) {
    return yardsticks
        .baseline(useCase, month, now)
        .flatMap(baseline -> baseline.figures().costUsd())
        .map(usd -> Told.of(usd.value()))
        .orElseGet(() -> Told.unknown("no baseline that bears claims has a cost"));
  }
}
