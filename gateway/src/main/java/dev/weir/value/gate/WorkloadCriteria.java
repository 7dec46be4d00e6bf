package dev.weir.value.gate;

import dev.weir.base.stats.Confidence;
import dev.weir.value.criterion.Comparison;
import dev.weir.value.criterion.Criterion;
import dev.weir.value.criterion.Metric;
import dev.weir.value.portfolio.Stage;
import dev.weir.value.portfolio.Workload;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The floors and ceilings of a workload as criteria of each of its use case's gates: nobody types
/// them, and no gate leaves them out.
final class WorkloadCriteria {
  private WorkloadCriteria() {}

  /// None where there are no calls yet, or soon no more.
  static List<Criterion> of(Workload workload, Destination to) {
    if (to.isSunset() || to.equals(new Destination.ToStage(Stage.POC))) {
      return List.of();
    }
    return Stream.of(
            workload.qualityMin().map(least -> demand(Metric.QUALITY, Comparison.AT_LEAST, least)),
            workload
                .ttftP95MillisMax()
                .map(most ->
                    demand(Metric.TTFT_P95_MILLIS, Comparison.AT_MOST, BigDecimal.valueOf(most))),
            workload
                .usdPerOutcomeMax()
                .map(most -> demand(Metric.COST_PER_OUTCOME_USD, Comparison.AT_MOST, most)))
        .flatMap(Optional::stream)
        .toList();
  }

  /// Of each metric the one that demands more.
  static List<Criterion> stricter(List<Criterion> workload, List<Criterion> other) {
    Map<Metric, Criterion> strictest = new LinkedHashMap<>();
    Stream.concat(workload.stream(), other.stream())
        .forEach(each ->
            strictest.merge(each.metric(), each, (one, next) -> one.demands(next) ? one : next));
    return List.copyOf(strictest.values());
  }

  /// As sure as the metric allows.
  private static Criterion demand(Metric metric, Comparison comparison, BigDecimal threshold) {
    Optional<Confidence> confidence =
        metric.isBounded() ? Optional.of(Confidence.P95) : Optional.empty();
    return new Criterion(metric, comparison, threshold, confidence, 0);
  }
}
