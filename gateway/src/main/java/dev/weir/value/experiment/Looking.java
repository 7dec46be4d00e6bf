package dev.weir.value.experiment;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Point;
import dev.weir.base.trial.ConfidenceSequence;
import dev.weir.base.trial.Design;
import dev.weir.base.trial.SampleSize;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.Planned;
import dev.weir.value.hypothesis.StopRule;

/// How a difference is told by the registered stop rule.
///
/// @param confidence of one comparison
/// @param planned units of the smaller of two arms
record Looking(StopRule rule, Confidence confidence, long planned) {
  static Looking of(Hypothesis hypothesis) {
    return new Looking(
        hypothesis.plan().stop(),
        Planned.confidence(hypothesis.design().comparisons()),
        hypothesis.plan().unitsPerArm());
  }

  /// @param observed units that the point is of
  Estimate within(Point point, long observed) {
    return switch (rule) {
      case FIXED -> point.within(confidence);
      case SEQUENTIAL -> sequence(confidence).at(point, observed);
    };
  }

  /// The lower bound at 95 %; a sequence's is that of its interval, which errs to the safe side.
  Estimate atLeast(Point point, long observed) {
    return switch (rule) {
      case FIXED -> point.atLeast(Confidence.P95);
      case SEQUENTIAL -> {
        Estimate both = sequence(Confidence.P95).at(point, observed);
        yield new Estimate(
            both.value(), both.low(), Double.POSITIVE_INFINITY, both.confidence(), both.method());
      }
    };
  }

  double pValue(Point point, long observed) {
    return switch (rule) {
      case FIXED -> point.pValue(0);
      case SEQUENTIAL -> sequence(confidence).pValue(point, observed);
    };
  }

  /// Units of each arm that show a guard, as far as their spread goes.
  SampleSize forGuard(double deviation, double margin, double power) {
    return switch (rule) {
      case FIXED ->
          SampleSize.means(deviation, margin, new Design(Confidence.P95, power, Design.Sides.ONE));
      case SEQUENTIAL ->
          SampleSize.sequential(
              deviation, margin, new Design(Confidence.P95, power, Design.Sides.TWO));
    };
  }

  private ConfidenceSequence sequence(Confidence of) {
    return new ConfidenceSequence(of, 2 * planned);
  }
}
