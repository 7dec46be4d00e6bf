package dev.weir.value.gate;

import dev.weir.base.stats.Confidence;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.Figures;
import dev.weir.value.criterion.Metric;
import dev.weir.value.ramp.FactorWatch.Watched;
import dev.weir.value.ramp.SpendFactor;
import java.util.List;
import java.util.OptionalDouble;

/// Figures, those against the projection included.
///
/// @param others of every other metric
/// @param factors none without a projection
/// @param spend ÷ projected
/// @param days they are of
/// @param rows where the days can be looked at
public record Projected(
    Figures others, List<Watched> factors, OptionalDouble spend, int days, String rows)
    implements Figures {
  public Projected {
    factors = List.copyOf(factors);
  }

  @Override
  public Figure of(Metric metric, Confidence confidence) {
    return switch (metric) {
      case SPEND_TO_PROJECTION -> figure(metric, spend, days);
      case USERS_TO_PROJECTION -> figure(metric, SpendFactor.USERS);
      case QUERIES_PER_USER_TO_PROJECTION -> figure(metric, SpendFactor.QUERIES_PER_USER);
      case TOKENS_PER_QUERY_TO_PROJECTION -> figure(metric, SpendFactor.TOKENS_PER_QUERY);
      case PRICE_PER_TOKEN_TO_PROJECTION -> figure(metric, SpendFactor.PRICE_PER_TOKEN);
      case ELIGIBLE_USERS,
          USERS,
          WEEKLY_ACTIVE_SHARE,
          ACTIVATION_SHARE,
          RETENTION_SHARE,
          CALLS,
          CALLS_PER_USER,
          OUTCOMES,
          SUCCESS_SHARE,
          QUALITY,
          REVIEWED_SHARE,
          COST_PER_OUTCOME_USD,
          LOADED_COST_PER_OUTCOME_USD,
          VALUE_PER_OUTCOME_USD,
          COST_USD,
          TTFT_P95_MILLIS,
          ERROR_SHARE,
          ATTRIBUTED_SHARE,
          SCOPE_GROWTH,
          BASELINE_FRESH,
          EXPERIMENT_WON ->
          others.of(metric, confidence);
    };
  }

  private Figure figure(Metric metric, SpendFactor factor) {
    return factors.stream()
        .filter(each -> each.factor() == factor)
        .findFirst()
        .map(each -> figure(metric, each.ratio(), each.days()))
        .orElseGet(() -> figure(metric, OptionalDouble.empty(), 0));
  }

  private Figure figure(Metric metric, OptionalDouble ratio, int n) {
    return ratio.isPresent()
        ? Figure.counted(Figure.decimal(ratio.getAsDouble()), n, rows)
        : new Figure.Unknown("no day tells %s".formatted(metric.code()), rows);
  }
}
