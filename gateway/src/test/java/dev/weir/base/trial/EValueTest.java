package dev.weir.base.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Estimate.Method;
import org.junit.jupiter.api.Test;

class EValueTest {
  private static Estimate ratio(double value, double low, double high) {
    return new Estimate(value, low, high, Confidence.P95, Method.DELTA);
  }

  /// VanderWeele & Ding (2017): risk ratio 3.9 (1.8 to 8.7) has 7.26, its interval 3.0.
  @Test
  void reproducesThePublishedExample() {
    assertThat(EValue.of(3.9)).isCloseTo(7.263, within(5e-4));
    assertThat(EValue.ofNearerEnd(ratio(3.9, 1.8, 8.7))).isCloseTo(3, within(1e-12));
  }

  @Test
  void aRatioBelowOneIsInverted() {
    assertThat(EValue.of(1 / 3.9)).isCloseTo(EValue.of(3.9), within(1e-12));
    assertThat(EValue.ofNearerEnd(ratio(0.25, 0.1, 0.5))).isCloseTo(EValue.of(2), within(1e-12));
  }

  @Test
  void nothingIsNeededToExplainAwayWhatMayBeNothing() {
    assertThat(EValue.of(1)).isEqualTo(1);
    assertThat(EValue.ofNearerEnd(ratio(1.2, 0.9, 1.6))).isEqualTo(1);
  }

  @Test
  void refusesARatioThatIsNone() {
    assertThatThrownBy(() -> EValue.of(0))
        .hasMessage("a risk ratio is finite and above 0, was 0.0");
    assertThatThrownBy(() -> EValue.of(Double.NaN)).hasMessageContaining("was NaN");
  }
}
