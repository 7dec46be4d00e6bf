package dev.weir.view.api;

import dev.weir.value.review.MonthFigures;
import dev.weir.value.review.Told;
import dev.weir.view.report.Dimension;
import dev.weir.view.report.Measures;
import dev.weir.view.report.Report;
import dev.weir.view.report.ReportQuery;
import dev.weir.view.report.ReportRange;
import dev.weir.view.report.Reports;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the ledger tells of the use cases' months. Blocks.
final class LedgerMonths {
  /// A report's most, which a month of users may reach.
  private static final int ROWS_MAX = 100_000;

  private static final Dimension USE_CASE = Dimension.parse("use_case");
  private static final Dimension MONTH = Dimension.parse("month");
  private static final String NO_OUTCOMES = "no outcomes are known";

  private static final Told<Long> NO_USERS = Told.unknown("its calls name no users");
  private static final Told<Double> NOTHING = Told.unknown("nothing cost anything in the month");

  private final Reports reports;

  LedgerMonths(Reports reports) {
    this.reports = reports;
  }

  /// A use case's sums of a month, without calls that no use case answers for.
  Map<String, Measures> of(YearMonth month) {
    Map<String, Measures> byUseCase = new TreeMap<>();
    report(month, month, List.of(USE_CASE))
        .rows()
        .forEach(row -> byUseCase.put(row.group().getFirst(), row.measures()));
    byUseCase.remove(Dimension.UNATTRIBUTED);
    return byUseCase;
  }

  /// Which models its calls went to.
  List<Report.Row> routes(YearMonth month) {
    return report(month, month, List.of(USE_CASE, Dimension.parse("model"))).rows().stream()
        .filter(row -> !row.group().getFirst().equals(Dimension.UNATTRIBUTED))
        .toList();
  }

  /// Months in which a use case was called, by use case, each the oldest first.
  Map<String, Map<YearMonth, MonthFigures>> figures(YearMonth first, YearMonth last) {
    Map<YearMonth, Told<Double>> unattributed = unattributed(first, last);
    Map<YearMonth, Map<String, Told<Long>>> users = new TreeMap<>();
    unattributed.keySet().forEach(month -> users.put(month, users(month)));
    Map<String, Map<YearMonth, MonthFigures>> all = new TreeMap<>();
    for (Report.Row row : report(first, last, List.of(USE_CASE, MONTH)).rows()) {
      String useCase = row.group().getFirst();
      if (!useCase.equals(Dimension.UNATTRIBUTED)) {
        YearMonth month = YearMonth.parse(row.group().getLast());
        all.computeIfAbsent(useCase, _ -> new TreeMap<>())
            .put(
                month,
                figures(
                    month,
                    row.measures(),
                    unattributed.getOrDefault(month, NOTHING),
                    users.getOrDefault(month, Map.of()).getOrDefault(useCase, NO_USERS)));
      }
    }
    return all;
  }

  private static MonthFigures figures(
      YearMonth month, Measures measures, Told<Double> unattributed, Told<Long> users) {
    return new MonthFigures(
        month,
        new MonthFigures.Use(Told.of(measures.calls()), users, Told.unknown("there is no roster")),
        new MonthFigures.Cost(
            cost(measures.cost().toUsd()),
            Told.unknown("what pools cost is not known"),
            unattributed),
        new MonthFigures.Benefit(
            Told.unknown(NO_OUTCOMES),
            Told.unknown(NO_OUTCOMES),
            Told.unknown(NO_OUTCOMES),
            Told.unknown("no evidence is known"),
            Told.unknown("no experiment is known")),
        new MonthFigures.Standing(
            Told.unknown("no quality is known"),
            Told.unknown("no strategic score is known"),
            Told.unknown("no commodity index is known"),
            Told.unknown("no baseline is known")));
  }

  private static Told<BigDecimal> cost(BigDecimal usd) {
    return usd.signum() < 0
        ? Told.unknown("more was given back than it cost, by %s USD".formatted(usd.negate()))
        : Told.of(usd);
  }

  /// Of each month with calls.
  private Map<YearMonth, Told<Double>> unattributed(YearMonth first, YearMonth last) {
    Map<YearMonth, Told<Double>> shares = new TreeMap<>();
    report(first, last, List.of(MONTH))
        .rows()
        .forEach(row ->
            shares.put(YearMonth.parse(row.group().getFirst()), unattributed(row.measures())));
    return shares;
  }

  private static Told<Double> unattributed(Measures month) {
    return month
        .unattributed()
        .map(part -> Told.of(Math.clamp(part.fraction().doubleValue(), 0, 0.999)))
        .orElse(NOTHING);
  }

  /// How many different users called, by use case; calls without a user are nobody's.
  private Map<String, Told<Long>> users(YearMonth month) {
    Map<String, Long> users = new HashMap<>();
    report(month, month, List.of(USE_CASE, Dimension.parse("user"))).rows().stream()
        .filter(row -> !row.group().getLast().equals(Dimension.NONE))
        .forEach(row -> users.merge(row.group().getFirst(), 1L, Long::sum));
    Map<String, Told<Long>> told = new HashMap<>();
    users.forEach((useCase, count) -> told.put(useCase, Told.of(count)));
    return told;
  }

  private Report report(YearMonth first, YearMonth last, List<Dimension> by) {
    ReportRange range =
        new ReportRange(
            first.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
            last.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
            ZoneOffset.UTC);
    Report report = reports.report(ReportQuery.sums(by, range, List.of(), ROWS_MAX));
    if (report.more()) {
      throw new IllegalArgumentException(
          "a review takes %,d rows by %s, %s has more"
              .formatted(ROWS_MAX, by.stream().map(Dimension::label).toList(), first));
    }
    return report;
  }
}
