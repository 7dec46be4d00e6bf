package dev.weir.value.baseline;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Moments;
import dev.weir.base.stats.Proportion;
import dev.weir.base.stats.Unanswered;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// What observations come to: exact sums, from which the figures are computed, again and again the
/// same.
///
/// @param sha256 of the file as it was sent, in hexadecimal digits
/// @param units observed
public record Observed(
    String sha256,
    long units,
    Optional<Sums> minutes,
    Optional<Sums> costUsd,
    Optional<Errors> errors) {
  /// Digits behind the point of a figure.
  private static final int DECIMALS = 6;

  private static final int LEAST = 2;

  /// @param count of units that have it
  /// @param squares Σx²
  public record Sums(long count, BigDecimal sum, BigDecimal squares) {

    /// The mean with Student's interval, low not below 0; without one where all are the same.
    Figure figure(String name, Confidence confidence) {
      if (count < LEAST) {
        throw new IllegalArgumentException(
            "field '%s' needs %d observations at least, was %d".formatted(name, LEAST, count));
      }
      Moments moments = Moments.ofSums(count, sum, squares);
      BigDecimal mean = sum.divide(BigDecimal.valueOf(count), DECIMALS, RoundingMode.HALF_EVEN);
      try {
        Estimate interval = moments.point().within(confidence);
        return new Figure(mean, Optional.of(range(interval)), Optional.of(count));
      } catch (Unanswered noSpread) {
        return new Figure(mean, Optional.empty(), Optional.of(count));
      }
    }
  }

  /// @param hits units with an error
  public record Errors(long count, long hits) {

    /// The share with Wilson's interval.
    Figure figure(Confidence confidence) {
      Estimate share = new Proportion(hits, count).wilson(confidence);
      BigDecimal value =
          BigDecimal.valueOf(hits)
              .divide(BigDecimal.valueOf(count), DECIMALS, RoundingMode.HALF_EVEN);
      return new Figure(value, Optional.of(range(share)), Optional.of(count));
    }
  }

  /// Outwards, so that rounding leaves nothing out.
  private static Figure.Range range(Estimate interval) {
    return new Figure.Range(
        BigDecimal.valueOf(Math.max(0, interval.low())).setScale(DECIMALS, RoundingMode.FLOOR),
        BigDecimal.valueOf(interval.high()).setScale(DECIMALS, RoundingMode.CEILING));
  }

  /// The figures of a baseline at a confidence, with a volume that somebody knew.
  public Baseline.Figures figures(Confidence confidence, Optional<Figure> volume) {
    return new Baseline.Figures(
        volume,
        minutes.map(sums -> sums.figure(Measure.MINUTES.code(), confidence)),
        costUsd.map(sums -> sums.figure(Measure.COST_USD.code(), confidence)),
        errors.map(all -> all.figure(confidence)));
  }
}
