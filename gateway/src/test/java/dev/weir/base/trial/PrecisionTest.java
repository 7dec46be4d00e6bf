package dev.weir.base.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.stats.Confidence;
import org.junit.jupiter.api.Test;

class PrecisionTest {
  @Test
  void aShareOfOneHalfWithinFivePointsIsTheTextbooks385() {
    assertThat(Precision.unitsForShare(0.5, 0.05, Confidence.P95)).isEqualTo(385);
  }

  @Test
  void aMeanWithinATenthOfItsDeviationNeedsAsMany() {
    assertThat(Precision.unitsForMean(10, 1, Confidence.P95)).isEqualTo(385);
    assertThat(Precision.unitsForMean(10, 1, Confidence.P90)).isEqualTo(271);
  }

  @Test
  void saysWhatNoSampleCanDo() {
    assertThatThrownBy(() -> Precision.unitsForMean(10, 0, Confidence.P95))
        .hasMessage("a wanted precision is above 0, was 0.0");
    assertThatThrownBy(() -> Precision.unitsForMean(-1, 1, Confidence.P95))
        .hasMessage("a standard deviation is finite and above 0, was -1.0");
    assertThatThrownBy(() -> Precision.unitsForShare(1, 0.1, Confidence.P95))
        .hasMessage("an expected share is above 0 and below 1, was 1.0");
  }
}
