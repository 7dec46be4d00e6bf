package dev.weir.view.api;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Proportion;
import dev.weir.value.criterion.Asked;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.FigureSource;
import dev.weir.value.criterion.Figures;
import dev.weir.value.criterion.Metric;
import dev.weir.view.report.GateSums;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Set;

/// What the ledger alone tells of a use case.
final class LedgerFigures implements FigureSource {
  private static final Set<Metric> TOLD =
      Set.of(
          Metric.CALLS,
          Metric.USERS,
          Metric.CALLS_PER_USER,
          Metric.COST_USD,
          Metric.TTFT_P95_MILLIS,
          Metric.ERROR_SHARE,
          Metric.ATTRIBUTED_SHARE);

  private final GateSums sums;

  LedgerFigures(GateSums sums) {
    this.sums = sums;
  }

  @Override
  public Set<Metric> metrics() {
    return TOLD;
  }

  @Override
  public Figures at(Asked asked) {
    GateSums.Totals totals = sums.totals(asked.useCase(), asked.from(), asked.to());
    GateSums.Attribution all = sums.attribution(asked.from(), asked.to());
    return (metric, confidence) -> of(metric, confidence, totals, all, asked);
  }

  private static Figure of(
      Metric metric,
      Confidence confidence,
      GateSums.Totals totals,
      GateSums.Attribution all,
      Asked asked) {
    String rows = rows(asked, "");
    return switch (metric) {
      case CALLS -> count(totals.calls(), rows);
      case USERS -> count(totals.users(), rows(asked, "by=user&"));
      case CALLS_PER_USER -> perUser(totals, rows(asked, "by=user&"));
      case COST_USD -> Figure.counted(totals.usd(), totals.calls(), rows);
      case TTFT_P95_MILLIS -> ttft(totals, rows(asked, "").replace("/report?", "/speed?"));
      case ERROR_SHARE -> errors(totals, confidence, rows(asked, "by=ending&"));
      case ATTRIBUTED_SHARE -> attributed(all, ofAll(asked));
      case ELIGIBLE_USERS,
          WEEKLY_ACTIVE_SHARE,
          ACTIVATION_SHARE,
          RETENTION_SHARE,
          OUTCOMES,
          SUCCESS_SHARE,
          QUALITY,
          REVIEWED_SHARE,
          COST_PER_OUTCOME_USD,
          LOADED_COST_PER_OUTCOME_USD,
          VALUE_PER_OUTCOME_USD,
          SCOPE_GROWTH,
          SPEND_TO_PROJECTION,
          USERS_TO_PROJECTION,
          QUERIES_PER_USER_TO_PROJECTION,
          TOKENS_PER_QUERY_TO_PROJECTION,
          PRICE_PER_TOKEN_TO_PROJECTION,
          BASELINE_FRESH,
          EXPERIMENT_WON ->
          throw new IllegalArgumentException("the ledger does not tell " + metric.code());
    };
  }

  private static Figure count(long count, String rows) {
    return Figure.counted(BigDecimal.valueOf(count), count, rows);
  }

  private static Figure perUser(GateSums.Totals totals, String rows) {
    return totals.users() == 0
        ? new Figure.Unknown("calls per user need a user, and no call names one", rows)
        : Figure.counted(
            ratio(BigDecimal.valueOf(totals.calls()), BigDecimal.valueOf(totals.users())),
            totals.users(),
            rows);
  }

  private static Figure ttft(GateSums.Totals totals, String rows) {
    return totals.ttftP95Millis().isEmpty()
        ? new Figure.Unknown("a time to the first token needs a stream, was none", rows)
        : Figure.counted(
            Figure.decimal(totals.ttftP95Millis().getAsDouble()), totals.streams(), rows);
  }

  private static Figure errors(GateSums.Totals totals, Confidence confidence, String rows) {
    if (totals.ended() == 0) {
      return new Figure.Unknown("a share of errors needs an attempt that ended, was none", rows);
    }
    Proportion failed = new Proportion(totals.failed(), totals.ended());
    return new Figure.Known(
        Figure.decimal(failed.share()),
        Optional.of(Figure.Bounds.of(failed.atLeast(confidence), failed.atMost(confidence))),
        totals.ended(),
        "ledger",
        rows);
  }

  private static Figure attributed(GateSums.Attribution all, String rows) {
    return all.usd().signum() <= 0
        ? new Figure.Unknown("the attributed share needs cost, was " + all.usd(), rows)
        : Figure.counted(ratio(all.usd().subtract(all.nobody()), all.usd()), all.calls(), rows);
  }

  private static BigDecimal ratio(BigDecimal above, BigDecimal below) {
    return above.divide(below, Figure.DECIMALS, RoundingMode.HALF_EVEN);
  }

  private static String ofAll(Asked asked) {
    return "/api/v1/report?by=use_case&from=%s&to=%s".formatted(asked.from(), asked.to());
  }

  private static String rows(Asked asked, String by) {
    return "/api/v1/report?%sfilter=%s&from=%s&to=%s"
        .formatted(
            by, PathTemplate.encoded("use_case=" + asked.useCase()), asked.from(), asked.to());
  }
}
