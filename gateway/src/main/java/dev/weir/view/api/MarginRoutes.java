package dev.weir.view.api;

import dev.weir.value.event.Sum;
import dev.weir.value.evidence.Counted;
import dev.weir.value.evidence.Counting;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.pool.AllocatedMonth;
import dev.weir.value.portfolio.Claim;
import dev.weir.value.portfolio.UseCase;
import dev.weir.view.api.ShownShares.Shown;
import dev.weir.view.report.UseCaseSums.UseCaseSum;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What use cases bring, less what they cost.
final class MarginRoutes {
  private static final int DECIMALS = 12;

  private final RunningGateway gateway;
  private final PooledMonths months;
  private final Yardsticks yardsticks;
  private final ShownShares shares;
  private final PromisedSavings promised;
  private final Portfolio portfolio;

  MarginRoutes(
      RunningGateway gateway,
      Changes changes,
      PooledMonths months,
      Yardsticks yardsticks,
      ShownShares shares) {
    this.promised = new PromisedSavings(changes, yardsticks);
    this.portfolio = Portfolio.of(gateway);
    this.gateway = gateway;
    this.months = months;
    this.yardsticks = yardsticks;
    this.shares = shares;
  }

  record MarginList(YearMonth month, List<MarginLine> useCases, MarginTotal total) {}

  /// @param loadedUsd by the ledger, and what it bears of pools
  /// @param outcomes that succeeded, of shared ones its shares; absent where none was told
  /// @param statedUsd what they are worth, as stated
  /// @param countedUsd what of it counts, as its review takes it
  /// @param marginUsd what counts, less what it cost
  /// @param promisedUsd of a use case that is to save: its target times what one is worth at its
  ///   goals
  /// @param baselineUsd what one cost before AI
  /// @param unvalued successes of which nobody has said what they are worth
  /// @param why so much of the value counts
  record MarginLine(
      String useCase,
      BigDecimal loadedUsd,
      Optional<BigDecimal> outcomes,
      Optional<BigDecimal> statedUsd,
      Optional<BigDecimal> countedUsd,
      Optional<BigDecimal> marginUsd,
      Optional<BigDecimal> costPerOutcomeUsd,
      Optional<BigDecimal> countedPerOutcomeUsd,
      Optional<BigDecimal> marginPerOutcomeUsd,
      Optional<BigDecimal> promisedUsd,
      Optional<BigDecimal> baselineUsd,
      Optional<Long> unvalued,
      Optional<String> why,
      String evidence,
      List<String> rows) {}

  /// Of all use cases; what no use case answers for is in none of it.
  ///
  /// @param byEvidence by the grade that holds of values, the surest first
  record MarginTotal(
      BigDecimal loadedUsd,
      BigDecimal statedUsd,
      BigDecimal countedUsd,
      BigDecimal marginUsd,
      List<GradeLine> byEvidence) {}

  record GradeLine(String evidence, BigDecimal statedUsd, BigDecimal countedUsd) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "listMargins",
                "/api/v1/margins",
                "What use cases brought in a month, less what they cost, fully loaded.")
            .asks(PooledMonths.MONTH)
            .answers(MarginList.class)
            .does(FromLedger.of(gateway).does(this::list)));
  }

  /// What is known of one use case's month.
  private record Found(
      String useCase, BigDecimal loaded, boolean isPooled, Optional<Sum> sum, Counting counting) {
    Optional<Counted> counted() {
      return sum.map(it -> counting.of(it.stated()));
    }

    BigDecimal countedUsd() {
      return counted().map(Counted::usd).orElse(BigDecimal.ZERO);
    }

    Optional<BigDecimal> each(BigDecimal usd) {
      return sum.map(Sum::successfulShares)
          .filter(count -> count.signum() > 0)
          .map(count -> usd.divide(count, DECIMALS, RoundingMode.HALF_EVEN));
    }
  }

  private Answer list(Inquiry inquiry) {
    YearMonth month = Ranges.monthOrThis(inquiry);
    List<Found> found = found(month, shares.all(inquiry.now()));
    return Answer.of(
        new MarginList(
            month,
            found.stream()
                .map(each ->
                    line(
                        each,
                        month,
                        promised(each.useCase(), month),
                        yardsticks
                            .baseline(each.useCase(), month, inquiry.now())
                            .flatMap(it -> it.figures().costUsd())
                            .map(figure -> figure.value())))
                .toList(),
            total(found)));
  }

  private List<Found> found(YearMonth month, List<Shown> shown) {
    List<UseCaseSum> sums = months.sums(month);
    AllocatedMonth allocated = months.allocated(month, sums, AllocatedMonth.Method.STEP_DOWN);
    Map<String, Sum> told = gateway.outcomes().sums().byUseCase(month);
    Map<String, BigDecimal> costs = new TreeMap<>();
    sums.forEach(sum -> costs.put(sum.useCase(), sum.costUsd()));
    Set<String> names = new TreeSet<>(told.keySet());
    names.addAll(costs.keySet());
    allocated.lines().forEach(line -> line.useCase().ifPresent(names::add));
    return names.stream()
        .map(name ->
            new Found(
                name,
                allocated.of(name).values().stream()
                    .reduce(costs.getOrDefault(name, BigDecimal.ZERO), BigDecimal::add),
                !allocated.of(name).isEmpty(),
                Optional.ofNullable(told.get(name)),
                shares.counting(name, month, shown)))
        .toList();
  }

  private Optional<BigDecimal> promised(String useCase, YearMonth month) {
    return portfolio
        .useCase(useCase)
        .flatMap(UseCase::value)
        .filter(Claim.Saving.class::isInstance)
        .flatMap(_ -> promised.of(useCase, month).known());
  }

  private static MarginLine line(
      Found found, YearMonth month, Optional<BigDecimal> promised, Optional<BigDecimal> baseline) {
    BigDecimal margin = found.countedUsd().subtract(found.loaded());
    Ground calls = Ground.ofCalls(found.useCase(), month);
    Ground loaded =
        found.isPooled()
            ? calls.andPools(found.useCase(), month, AllocatedMonth.Method.STEP_DOWN)
            : calls;
    Ground ground = found.sum().isEmpty() ? loaded : loaded.andOutcomes(found.useCase(), month);
    return new MarginLine(
        found.useCase(),
        found.loaded(),
        found.sum().map(Sum::successfulShares),
        found.sum().map(Sum::value),
        found.counted().map(Counted::usd),
        found.sum().map(_ -> margin),
        found.each(found.loaded()),
        found.each(found.countedUsd()),
        found.each(margin),
        promised,
        baseline,
        found.sum().map(Sum::unvalued),
        found.counted().map(Counted::why),
        ground.evidence(),
        ground.rows());
  }

  private static MarginTotal total(List<Found> found) {
    Map<Evidence, BigDecimal> stated = new TreeMap<>();
    Map<Evidence, BigDecimal> counted = new TreeMap<>();
    for (Found each : found) {
      each.sum()
          .map(Sum::stated)
          .orElse(Map.of())
          .forEach((grade, usd) -> {
            Evidence holds = each.counting().bearing().holds(grade);
            stated.merge(holds, usd, BigDecimal::add);
            counted.merge(holds, each.counting().of(Map.of(grade, usd)).usd(), BigDecimal::add);
          });
    }
    BigDecimal loaded = sum(found.stream().map(Found::loaded).toList());
    BigDecimal counts = sum(counted.values());
    return new MarginTotal(
        loaded,
        sum(stated.values()),
        counts,
        counts.subtract(loaded),
        stated.entrySet().stream()
            .map(each ->
                new GradeLine(
                    each.getKey().code(),
                    each.getValue(),
                    counted.getOrDefault(each.getKey(), BigDecimal.ZERO)))
            .toList());
  }

  private static BigDecimal sum(Iterable<BigDecimal> amounts) {
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal amount : amounts) {
      sum = sum.add(amount);
    }
    return sum;
  }
}
