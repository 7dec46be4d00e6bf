package dev.weir.base.trial;

import dev.weir.base.stats.Unanswered;
import java.util.List;
import org.hipparchus.special.Gamma;

/// Whether arms have as many units as they should: where they have not, assignment or counting is
/// broken, and no readout of the comparison means anything (Fabijan et al. 2019).
///
/// @param chiSquared Σ(nᵢ − eᵢ)²/eᵢ (Pearson 1900)
/// @param degrees arms − 1
/// @param p the chance of so uneven a split, or a more uneven one, if nothing is broken
public record SampleRatio(double chiSquared, int degrees, double p) {
  private static final double ALARM_BELOW = 0.001;
  private static final double EXPECTED_MIN = 5;

  /// @param units of each arm, two arms at least
  /// @param weights of each arm in the planned split, above 0; [Unanswered] where an arm is
  ///   expected to have fewer than five units, for χ² is not known of so few
  public static SampleRatio of(List<Long> units, List<Double> weights) {
    if (units.size() < 2 || units.size() != weights.size()) {
      throw new IllegalArgumentException(
          "two arms or more have a weight each, was %d arms and %d weights"
              .formatted(units.size(), weights.size()));
    }
    if (units.stream().anyMatch(n -> n < 0)
        || !weights.stream().allMatch(w -> w > 0 && w <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "units are not negative and weights finite and above 0, was %s and %s"
              .formatted(units, weights));
    }
    double all = units.stream().mapToDouble(Long::doubleValue).sum();
    double allWeights = weights.stream().mapToDouble(Double::doubleValue).sum();
    double chiSquared = 0;
    for (int i = 0; i < units.size(); i++) {
      double expected = all * (weights.get(i) / allWeights);
      if (expected < EXPECTED_MIN) {
        throw new Unanswered(
            "a check of the split needs %s expected units of each arm, was %s of arm %d"
                .formatted(EXPECTED_MIN, expected, i + 1));
      }
      double off = units.get(i) - expected;
      chiSquared += off * off / expected;
    }
    int degrees = units.size() - 1;
    return new SampleRatio(
        chiSquared, degrees, Gamma.regularizedGammaQ(degrees / 2.0, chiSquared / 2));
  }

  /// Whether the readout is blocked: p < 0.001.
  public boolean isAlarm() {
    return p < ALARM_BELOW;
  }
}
