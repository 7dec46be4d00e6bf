package dev.weir.view.api;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.PairMoments;
import dev.weir.base.stats.Point;
import dev.weir.base.stats.Ratio;
import dev.weir.base.stats.Unanswered;
import dev.weir.value.criterion.Asked;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.FigureSource;
import dev.weir.value.criterion.Figures;
import dev.weir.value.criterion.Metric;
import dev.weir.value.event.OutcomeSums;
import dev.weir.value.event.OutcomeSums.By;
import dev.weir.value.event.OutcomeSums.Span;
import dev.weir.value.event.Sum;
import dev.weir.value.evidence.Counted;
import dev.weir.value.evidence.Counting;
import dev.weir.value.evidence.ShownShare;
import dev.weir.value.gate.Economics;
import dev.weir.value.pool.AllocatedMonth;
import dev.weir.value.ramp.SpendDay;
import dev.weir.value.ramp.SpendDays;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// What an outcome costs and what it is worth. Bounds are of the days of a window, each with its
/// cost or value and its successes, by the delta method; days of nothing are none.
final class WorthFigures implements FigureSource {
  private final OutcomeSums outcomes;
  private final SpendDays spend;
  private final PooledMonths months;
  private final ShownShares shares;

  WorthFigures(OutcomeSums outcomes, SpendDays spend, PooledMonths months, ShownShares shares) {
    this.outcomes = outcomes;
    this.spend = spend;
    this.months = months;
    this.shares = shares;
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(
        Metric.COST_PER_OUTCOME_USD,
        Metric.LOADED_COST_PER_OUTCOME_USD,
        Metric.VALUE_PER_OUTCOME_USD);
  }

  /// Dollars of a window and what they are divided by.
  ///
  /// @param usd all of them
  /// @param successes of shared outcomes the use case's shares
  /// @param days successes as x, dollars as y: to be multiplied by `factor` and what was shown
  /// @param shown the share of the days' dollars that is in `usd`; none = all
  private record Quotient(
      BigDecimal usd,
      BigDecimal successes,
      PairMoments days,
      double factor,
      Optional<ShownShare> shown,
      String evidence) {
    Figure each(Confidence confidence, String rows) {
      return successes.signum() == 0
          ? new Figure.Unknown("dollars per outcome need an outcome that succeeded, was none", rows)
          : new Figure.Known(
              usd.divide(successes, Figure.DECIMALS, RoundingMode.HALF_EVEN),
              bounds(confidence),
              successes.longValue(),
              evidence,
              rows);
    }

    /// None where too few days differ, or outcomes are too uneven to divide by.
    private Optional<Figure.Bounds> bounds(Confidence confidence) {
      try {
        Point all = new Ratio(days).point();
        Point ratio = shown.map(share -> share.of(all)).orElse(all);
        return Optional.of(
            Figure.Bounds.of(
                ratio.atLeast(confidence).low() * factor,
                ratio.atMost(confidence).high() * factor));
      } catch (Unanswered tooFew) {
        return Optional.empty();
      }
    }
  }

  @Override
  public Figures at(Asked asked) {
    LocalDate from = LocalDate.ofInstant(asked.from(), ZoneOffset.UTC);
    LocalDate to = LocalDate.ofInstant(asked.to(), ZoneOffset.UTC);
    Span span = new Span(asked.useCase(), asked.from(), asked.to());
    Sum sum = outcomes.total(span, OutcomeSums.NOW);
    Map<LocalDate, Sum> told = told(span);
    Quotient cost = cost(asked.useCase(), from, to, told, sum.successfulShares());
    Map<Metric, Function<Confidence, Figure>> figures = new EnumMap<>(Metric.class);
    figures.put(
        Metric.COST_PER_OUTCOME_USD,
        confidence -> cost.each(confidence, OutcomeFigures.rows(asked)));
    figures.put(
        Metric.LOADED_COST_PER_OUTCOME_USD,
        confidence -> loaded(cost, asked.useCase(), from, to).each(confidence, months(asked, to)));
    figures.put(Metric.VALUE_PER_OUTCOME_USD, confidence -> value(asked, sum, told, confidence));
    return (metric, confidence) -> Objects.requireNonNull(figures.get(metric)).apply(confidence);
  }

  private Map<LocalDate, Sum> told(Span span) {
    Map<LocalDate, Sum> told = new TreeMap<>();
    outcomes.each(
        By.DAY,
        span,
        OutcomeSums.NOW,
        group -> told.put(LocalDate.parse(group.key()), group.sum()));
    return told;
  }

  /// Loaded cost and value day by day; pools fall on days as the ledger's cost does. Without cost
  /// in the ledger there are no days to tell them apart by.
  Economics economics(String useCase, LocalDate from, LocalDate to) {
    Span span =
        new Span(
            useCase,
            from.atStartOfDay(ZoneOffset.UTC).toInstant(),
            to.atStartOfDay(ZoneOffset.UTC).toInstant());
    Sum sum = outcomes.total(span, OutcomeSums.NOW);
    if (isUnvalued(sum)) {
      return new Economics.Unknown(unvalued(sum));
    }
    Counting counting = shares.counting(useCase);
    Map<LocalDate, Sum> told = told(span);
    List<SpendDay> spent = spend.of(useCase, from, to);
    BigDecimal ledger = spent.stream().map(SpendDay::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal loaded = ledger.add(pools(useCase, from, to));
    PairMoments days = PairMoments.NONE;
    for (SpendDay day : ledger.signum() > 0 ? spent : List.<SpendDay>of()) {
      BigDecimal value = counting.of(told.getOrDefault(day.day(), Sum.NONE).stated()).gradedUsd();
      if (value.signum() != 0 || day.usd().signum() != 0) {
        double cost = day.usd().doubleValue() * (loaded.doubleValue() / ledger.doubleValue());
        days = days.plus(value.doubleValue(), cost);
      }
    }
    return new Economics.Known(
        from, sum.successfulShares(), loaded, counting.of(sum.stated()), days);
  }

  private static boolean isUnvalued(Sum sum) {
    return sum.successes() > 0 && sum.stated().isEmpty();
  }

  private static String unvalued(Sum sum) {
    return "a value per outcome needs outcomes that are worth something, and nobody has said what"
        + " any of %d is".formatted(sum.successes());
  }

  private Quotient cost(
      String useCase,
      LocalDate from,
      LocalDate to,
      Map<LocalDate, Sum> told,
      BigDecimal successes) {
    PairMoments days = PairMoments.NONE;
    BigDecimal usd = BigDecimal.ZERO;
    for (var day : spend.of(useCase, from, to)) {
      BigDecimal had = told.getOrDefault(day.day(), Sum.NONE).successfulShares();
      usd = usd.add(day.usd());
      if (had.signum() > 0 || day.usd().signum() != 0) {
        days = days.plus(had.doubleValue(), day.usd().doubleValue());
      }
    }
    return new Quotient(usd, successes, days, 1, Optional.empty(), "ledger");
  }

  /// With pools, which fall on days evenly and on outcomes as the ledger's cost does. Without cost
  /// in the ledger they have no spread, and no bound.
  private Quotient loaded(Quotient cost, String useCase, LocalDate from, LocalDate to) {
    BigDecimal pools = pools(useCase, from, to);
    BigDecimal usd = cost.usd().add(pools);
    boolean spread = cost.usd().signum() > 0;
    return new Quotient(
        usd,
        cost.successes(),
        spread ? cost.days() : PairMoments.NONE,
        spread ? usd.doubleValue() / cost.usd().doubleValue() : 1,
        Optional.empty(),
        pools.signum() == 0 ? "ledger" : "ledger and pools");
  }

  private BigDecimal pools(String useCase, LocalDate from, LocalDate to) {
    BigDecimal pools = BigDecimal.ZERO;
    for (YearMonth month = YearMonth.from(from);
        month.atDay(1).isBefore(to);
        month = month.plusMonths(1)) {
      AllocatedMonth allocated =
          months.allocated(month, months.sums(month), AllocatedMonth.Method.STEP_DOWN);
      BigDecimal whole =
          allocated.of(useCase).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      pools = pools.add(part(whole, month, from, to));
    }
    return pools;
  }

  private static BigDecimal part(BigDecimal whole, YearMonth month, LocalDate from, LocalDate to) {
    LocalDate first = month.atDay(1).isBefore(from) ? from : month.atDay(1);
    LocalDate end = month.plusMonths(1).atDay(1).isAfter(to) ? to : month.plusMonths(1).atDay(1);
    return whole
        .multiply(BigDecimal.valueOf(end.toEpochDay() - first.toEpochDay()))
        .divide(BigDecimal.valueOf(month.lengthOfMonth()), Figure.DECIMALS, RoundingMode.HALF_EVEN);
  }

  /// What counts of the value; outcomes that nobody has valued are worth nothing.
  private Figure value(Asked asked, Sum sum, Map<LocalDate, Sum> told, Confidence confidence) {
    String rows = OutcomeFigures.rows(asked);
    if (isUnvalued(sum)) {
      return new Figure.Unknown(unvalued(sum), rows);
    }
    Counting counting = shares.counting(asked.useCase());
    PairMoments days = PairMoments.NONE;
    for (Sum day : told.values()) {
      BigDecimal graded = counting.of(day.stated()).gradedUsd();
      days = days.plus(day.successfulShares().doubleValue(), graded.doubleValue());
    }
    Counted counted = counting.of(sum.stated());
    return new Quotient(
            counted.usd(), sum.successfulShares(), days, 1, counted.shown(), counted.why())
        .each(confidence, rows);
  }

  private static String months(Asked asked, LocalDate to) {
    return "/api/v1/unit-costs/%s?month=%s"
        .formatted(PathTemplate.encoded(asked.useCase()), YearMonth.from(to.minusDays(1)));
  }
}
