package dev.weir.view.api;

import dev.weir.value.envelope.Comparison;
import dev.weir.value.envelope.Months;
import dev.weir.value.pack.Pack;
import dev.weir.value.pack.Pack.ReviewedAdvice;
import dev.weir.value.pack.Pack.ReviewedCost;
import dev.weir.value.pack.Pack.ReviewedDue;
import dev.weir.value.pack.Pack.ReviewedEnvelope;
import dev.weir.value.pack.Pack.ReviewedMove;
import dev.weir.value.pack.Pack.ReviewedOutcome;
import dev.weir.value.pack.Pack.ReviewedRoute;
import dev.weir.value.review.BackTest;
import dev.weir.value.review.History;
import dev.weir.value.review.MonthFigures;
import dev.weir.value.review.Policy;
import dev.weir.value.review.Proposal;
import dev.weir.value.review.Reallocation;
import dev.weir.value.review.Recommendation;
import dev.weir.view.report.Measures;
import dev.weir.view.report.Measures.TokenSums;
import dev.weir.view.report.Report;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Puts a month's pack together from the ledger, the books and what else is known. Blocks.
final class PackDraft {
  /// Judged are these many months up to the reviewed one.
  private static final int MONTHS = 24;

  private static final int SHARE_SCALE = 6;
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  private final RunningGateway gateway;
  private final Changes changes;
  private final PooledMonths pooled;
  private final ReviewFigures figures;
  private final StandingFigures standing;
  private final LedgerMonths ledger;
  private final ReserveFigures reserve;
  private final BudgetFigures budgets;

  PackDraft(
      RunningGateway gateway,
      Changes changes,
      PooledMonths pooled,
      ReviewFigures figures,
      StandingFigures standing) {
    this.gateway = gateway;
    this.changes = changes;
    this.pooled = pooled;
    this.figures = figures;
    this.standing = standing;
    this.ledger = new LedgerMonths(gateway.queries().reports());
    this.reserve = new ReserveFigures(gateway, changes);
    this.budgets = new BudgetFigures(gateway);
  }

  /// Of a month that has begun, by the policy in force and with what earlier reviews left open.
  Pack of(YearMonth month, HeldReviews held, Instant now) {
    LocalDate today = ReviewRoutes.day(now);
    if (month.atDay(1).isAfter(today)) {
      throw new IllegalArgumentException(
          "a review is of a month that has begun by %s, was '%s'".formatted(today, month));
    }
    return of(month, held.policy(), held.open(month, today), now);
  }

  private Pack of(YearMonth month, Policy policy, List<ReviewedDue> open, Instant now) {
    ReviewFigures.Completed completed = completed(month);
    Map<String, History> histories = histories(completed);
    ReviewFigures.Beside beside = figures.beside(month, now, completed.shown());
    PackSources sources = beside.sources();
    Reallocation moves = Reallocation.of(histories, policy);
    return new Pack(
        month,
        now,
        cost(ledger.of(month), histories, sources),
        routing(sources),
        outcomes(histories, beside),
        beside.bridge(),
        budgets.of(month, now),
        envelopes(sources, now),
        standing.adoption(sources),
        standing.gates(now),
        standing.undone(month),
        beside.opportunities(),
        standing.missed(sources, policy, now),
        beside.savings(),
        Stream.concat(open.stream(), beside.due().stream())
            .sorted(Comparator.comparing(ReviewedDue::due))
            .toList(),
        advice(histories, sources, policy),
        moves.lines().stream()
            .map(line -> ReviewedMove.of(line, sources.move(line.useCase())))
            .toList(),
        policy.reserve().map(terms -> reserve.of(terms, now)).stream().toList(),
        gaps(histories, month, beside.gaps()));
  }

  /// What is not known of a use case's month, in one line each, and what else is not in the pack.
  private static List<String> gaps(
      Map<String, History> histories, YearMonth month, List<String> others) {
    List<String> gaps = new ArrayList<>();
    histories.forEach((useCase, _) ->
        in(histories, useCase, month)
            .ifPresent(told ->
                told.unknown()
                    .forEach(
                        (what, why) -> gaps.add("%s of '%s': %s".formatted(what, useCase, why)))));
    gaps.addAll(others);
    return gaps;
  }

  /// What a use case is judged by.
  ///
  /// @param sources of the newest month that has a value: what counts of all of them goes by it
  record Past(History history, PackSources sources) {}

  Map<String, Past> past(YearMonth last) {
    ReviewFigures.Completed completed = completed(last);
    Map<YearMonth, PackSources> sources = new TreeMap<>();
    Map<String, Past> past = new TreeMap<>();
    histories(completed)
        .forEach((useCase, history) ->
            past.put(
                useCase,
                new Past(
                    history,
                    sources.computeIfAbsent(
                        valued(history).orElse(last),
                        month -> figures.sources(month, completed.shown())))));
    return past;
  }

  private static Optional<YearMonth> valued(History history) {
    return history.months().stream()
        .filter(each -> each.benefit().value().known().isPresent())
        .map(MonthFigures::month)
        .max(Comparator.naturalOrder());
  }

  private ReviewFigures.Completed completed(YearMonth last) {
    SortedMap<YearMonth, Map<String, MonthFigures>> byMonth = new TreeMap<>();
    ledger
        .figures(last.minusMonths(MONTHS - 1), last)
        .forEach((useCase, months) ->
            months.forEach((month, told) ->
                byMonth.computeIfAbsent(month, _ -> new TreeMap<>()).put(useCase, told)));
    return figures.complete(byMonth);
  }

  private static Map<String, History> histories(ReviewFigures.Completed completed) {
    Map<String, List<MonthFigures>> byUseCase = new TreeMap<>();
    completed
        .months()
        .values()
        .forEach(month ->
            month.forEach((useCase, all) ->
                byUseCase.computeIfAbsent(useCase, _ -> new ArrayList<>()).add(all)));
    Map<String, History> histories = new TreeMap<>();
    byUseCase.forEach((useCase, months) -> histories.put(useCase, new History(months)));
    return histories;
  }

  private static Optional<MonthFigures> in(
      Map<String, History> histories, String useCase, YearMonth month) {
    return Optional.ofNullable(histories.get(useCase)).stream()
        .flatMap(history -> history.months().stream())
        .filter(each -> each.month().equals(month))
        .findFirst();
  }

  private static List<ReviewedCost> cost(
      Map<String, Measures> sums, Map<String, History> histories, PackSources sources) {
    List<ReviewedCost> lines = new ArrayList<>();
    sums.forEach((useCase, sum) -> {
      TokenSums tokens = sum.tokens();
      long cached = tokens.cacheRead();
      long input = tokens.input() + cached + tokens.cacheWrite5m() + tokens.cacheWrite1h();
      lines.add(
          new ReviewedCost(
              useCase,
              sum.calls(),
              sum.cost().toUsd(),
              in(histories, useCase, sources.month()).flatMap(told -> told.cost().loaded().known()),
              sum.costPerCall(),
              share(cached, input),
              share(input, sum.calls()),
              sources.cost(useCase)));
    });
    lines.sort(Comparator.comparing(ReviewedCost::costUsd).reversed());
    return lines;
  }

  private List<ReviewedRoute> routing(PackSources sources) {
    List<Report.Row> rows = ledger.routes(sources.month());
    Map<String, Long> calls = new TreeMap<>();
    rows.forEach(row -> calls.merge(row.group().getFirst(), row.measures().calls(), Long::sum));
    return rows.stream()
        // What was refused went to no model.
        .filter(row -> row.measures().calls() != 0 || row.measures().cost().toUsd().signum() != 0)
        .map(row -> {
          String useCase = row.group().getFirst();
          Measures sum = row.measures();
          return new ReviewedRoute(
              useCase,
              row.group().getLast(),
              sum.calls(),
              share(sum.calls(), calls.getOrDefault(useCase, 0L)).orElse(BigDecimal.ZERO),
              sum.cost().toUsd(),
              perMillion(sum),
              sources.routing(useCase));
        })
        .sorted(
            Comparator.comparing(ReviewedRoute::useCase)
                .thenComparing(Comparator.comparing(ReviewedRoute::costUsd).reversed()))
        .toList();
  }

  private static Optional<BigDecimal> perMillion(Measures sum) {
    TokenSums tokens = sum.tokens();
    long all =
        tokens.input()
            + tokens.cacheRead()
            + tokens.cacheWrite5m()
            + tokens.cacheWrite1h()
            + tokens.output()
            + tokens.reasoning()
            + tokens.bound();
    return all == 0
        ? Optional.empty()
        : Optional.of(
            sum.cost()
                .toUsd()
                .multiply(MILLION)
                .divide(BigDecimal.valueOf(all), SHARE_SCALE, RoundingMode.HALF_EVEN));
  }

  private static Optional<BigDecimal> share(long part, long whole) {
    return whole == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(part)
                .divide(BigDecimal.valueOf(whole), SHARE_SCALE, RoundingMode.HALF_EVEN));
  }

  private static List<ReviewedOutcome> outcomes(
      Map<String, History> histories, ReviewFigures.Beside beside) {
    PackSources sources = beside.sources();
    List<ReviewedOutcome> lines = new ArrayList<>();
    histories
        .keySet()
        .forEach(useCase ->
            in(histories, useCase, sources.month())
                .ifPresent(told ->
                    lines.add(
                        outcome(
                            useCase,
                            told,
                            Optional.ofNullable(beside.outcomes().get(useCase)),
                            sources))));
    return lines;
  }

  private static ReviewedOutcome outcome(
      String useCase, MonthFigures told, Optional<BigDecimal> succeeded, PackSources sources) {
    return new ReviewedOutcome(
        useCase,
        succeeded,
        told.benefit().value().known().map(value -> Pack.rounded(value.sum())),
        told.benefit().incremental().known().map(share -> Pack.rounded(share.value())),
        succeeded
            .filter(outcomes -> outcomes.signum() > 0)
            .flatMap(outcomes ->
                told.cost()
                    .loaded()
                    .known()
                    .map(cost -> cost.divide(outcomes, SHARE_SCALE, RoundingMode.HALF_EVEN))),
        told.standing().baselineUsd().known(),
        told.benefit().value().whyNot(),
        sources.outcomes(useCase, told.standing().baselineUsd().known().isPresent()));
  }

  private List<ReviewedEnvelope> envelopes(PackSources sources, Instant now) {
    Months months = Months.of(sources.month());
    Map<String, Comparison.Cost> costs =
        CentreCosts.of(gateway, changes, pooled, months, now).centres();
    return Comparison.of(months, EnvelopeComparisonRoutes.envelopes(changes), costs, now)
        .rows()
        .stream()
        .map(row ->
            new ReviewedEnvelope(
                row.costCentre(),
                row.planned(),
                row.ledger(),
                row.pools(),
                row.left(),
                sources.envelope()))
        .toList();
  }

  /// Of the use cases that were called in the month.
  private static List<ReviewedAdvice> advice(
      Map<String, History> histories, PackSources sources, Policy policy) {
    List<ReviewedAdvice> lines = new ArrayList<>();
    histories.forEach((useCase, history) -> {
      if (in(histories, useCase, sources.month()).isPresent()) {
        List<BackTest.Line> past = BackTest.of(history, policy);
        Recommendation said = past.getLast().said();
        lines.add(
            ReviewedAdvice.of(
                    useCase,
                    said,
                    BackTest.signal(past),
                    sources.advice(useCase),
                    name -> sources.criterion(useCase, name))
                .mattering(
                    said.concern().flatMap(of -> sources.weight(useCase, of)),
                    sources.declared(useCase))
                .proposing(
                    Proposal.of(said, history, policy, sources.budgetUsd(useCase)),
                    sources.proposal(useCase, policy.evidence().months())));
      }
    });
    lines.sort(ReviewedAdvice.order());
    return lines;
  }
}
