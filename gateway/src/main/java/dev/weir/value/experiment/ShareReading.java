package dev.weir.value.experiment;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Estimate.Method;
import dev.weir.base.stats.Point;
import dev.weir.value.evidence.ShownShare;
import dev.weir.value.hypothesis.Metric;
import java.util.Optional;

/// Reads out of what a group brought the share that another, which went without, did not bring. Its
/// standard error is by the delta method, of two independent groups; of an interval that holds at
/// all times it is that interval's, which is wider.
public final class ShareReading {
  private ShareReading() {}

  /// Whether a metric is one whose share is a share of the value.
  public static boolean isOf(Metric metric) {
    return switch (metric) {
      case Metric.ValuePerUnit _, Metric.SuccessShare _ -> true;
      case Metric.CostPerUnit _, Metric.CostPerOutcome _, Metric.KpiMean _, Metric.CallsPerUnit _ ->
          false;
    };
  }

  /// Empty while nothing may be looked at, and where those with it brought nothing.
  ///
  /// @param hypothesis whose readout it is
  /// @param with the arm that had it
  /// @param without the arm that had not
  public static Optional<ShownShare> of(
      String hypothesis, Readout readout, String with, String without) {
    Optional<Estimate> had = metric(readout, with).filter(it -> it.value() > 0);
    return had.flatMap(
        mine -> metric(readout, without).map(others -> share(hypothesis, mine, others)));
  }

  private static ShownShare share(String hypothesis, Estimate with, Estimate without) {
    double ratio = without.value() / with.value();
    double error = Math.hypot(standardError(without), ratio * standardError(with)) / with.value();
    return new ShownShare(hypothesis, 1 - ratio, error);
  }

  private static double standardError(Estimate estimate) {
    return estimate.width() / 2 / halfWidth(estimate.confidence());
  }

  /// Of a standard normal variable.
  private static double halfWidth(Confidence confidence) {
    return new Point(0, 1, Double.POSITIVE_INFINITY, Method.STUDENT_T).within(confidence).high();
  }

  private static Optional<Estimate> metric(Readout readout, String arm) {
    return readout.groups().stream()
        .filter(group -> group.name().equals(arm))
        .findFirst()
        .flatMap(Readout.Group::metric);
  }
}
