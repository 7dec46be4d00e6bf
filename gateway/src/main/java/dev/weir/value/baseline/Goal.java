package dev.weir.value.baseline;

import dev.weir.base.stats.Confidence;
import dev.weir.base.trial.Design;
import dev.weir.base.trial.Precision;
import dev.weir.base.trial.SampleSize;
import java.math.BigDecimal;
import java.util.Optional;

/// How well a pilot is to know one figure, and so how many units it takes.
///
/// @param expected of a mean its standard deviation over units, of errors their share
public record Goal(Measure measure, BigDecimal expected, Aim aim) {

  /// What the figure is for.
  public sealed interface Aim {
    /// An interval of 95 % that is so wide to either side.
    record Within(BigDecimal half) implements Aim {}

    /// A change that a later comparison with AI, of as many units, is to find: at 95 %, with a
    /// power of 80 %. Of errors: fewer by so much.
    record Finds(BigDecimal effect) implements Aim {}
  }

  static Goal of(
      Measure measure,
      BigDecimal expected,
      Optional<BigDecimal> precision,
      Optional<BigDecimal> effect) {
    if (precision.isPresent() == effect.isPresent()) {
      throw new IllegalArgumentException(
          "a goal has field 'precision' or field 'effect', was %s"
              .formatted(precision.isPresent() ? "both" : "neither"));
    }
    return new Goal(
        measure,
        expected,
        precision.<Aim>map(Aim.Within::new).orElseGet(() -> new Aim.Finds(effect.orElseThrow())));
  }

  public Goal {
    // What no sample can reach is refused where the plan is made.
    long _ = units(measure, expected.doubleValue(), aim);
  }

  public long units() {
    return units(measure, expected.doubleValue(), aim);
  }

  private static long units(Measure measure, double expected, Aim aim) {
    return switch (aim) {
      case Aim.Within(BigDecimal half) ->
          measure == Measure.ERROR
              ? Precision.unitsForShare(expected, half.doubleValue(), Confidence.P95)
              : Precision.unitsForMean(expected, half.doubleValue(), Confidence.P95);
      case Aim.Finds(BigDecimal effect) ->
          measure == Measure.ERROR
              ? SampleSize.proportions(expected, expected - effect.doubleValue(), Design.CUSTOMARY)
                  .perArm()
              : SampleSize.means(expected, effect.doubleValue(), Design.CUSTOMARY).perArm();
    };
  }
}
