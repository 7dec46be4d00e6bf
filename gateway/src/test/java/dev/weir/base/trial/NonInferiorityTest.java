package dev.weir.base.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate.Method;
import dev.weir.base.stats.Point;
import org.junit.jupiter.api.Test;

class NonInferiorityTest {
  private static Point difference(double value, double error) {
    return new Point(value, error, Double.POSITIVE_INFINITY, Method.WELCH);
  }

  @Test
  void isShownByALowerBoundAboveTheMargin() {
    NonInferiority shown = NonInferiority.of(difference(-0.005, 0.006), 0.02, Confidence.P95);

    assertThat(shown.bound().low()).isBetween(-0.0149, -0.0148);
    assertThat(shown.isShown()).isTrue();
  }

  @Test
  void isNotShownByADifferenceThatIsNotSignificant() {
    Point vague = difference(0.001, 0.03);

    assertThat(vague.pValue(0)).isGreaterThan(0.9);
    assertThat(NonInferiority.of(vague, 0.02, Confidence.P95).isShown()).isFalse();
  }

  @Test
  void mayBeShownOfWhatIsSignificantlyWorse() {
    Point worse = difference(-0.005, 0.001);

    assertThat(worse.pValue(0)).isLessThan(0.001);
    assertThat(NonInferiority.of(worse, 0.02, Confidence.P95).isShown()).isTrue();
  }

  @Test
  void refusesAMarginThatIsNone() {
    assertThatThrownBy(() -> NonInferiority.of(difference(1, 1), 0, Confidence.P95))
        .hasMessage("a margin is finite and above 0, was 0.0");
    assertThatThrownBy(() -> new NonInferiority(difference(1, 1).within(Confidence.P95), 1))
        .hasMessageContaining("shown by a lower bound");
  }
}
