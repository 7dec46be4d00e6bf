package dev.weir.base.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Unanswered;
import dev.weir.base.trial.Design.Sides;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SampleSizeTest {
  private static final Design ONE_SIDED = new Design(Confidence.P95, 0.8, Sides.ONE);

  @Test
  void isTheGoldenOne() {
    SampleSize means = SampleSize.means(1, 0.1, Design.CUSTOMARY);
    SampleSize shares = SampleSize.proportions(0.10, 0.12, Design.CUSTOMARY);
    SampleSize oneSided = SampleSize.means(1, 0.1, ONE_SIDED);

    assertThat(means.exact()).isCloseTo(1_569.776, within(5e-4));
    assertThat(means.perArm()).isEqualTo(1_570);
    assertThat(shares.exact()).isCloseTo(3_838.10, within(5e-3));
    assertThat(shares.perArm()).isEqualTo(3_839);
    assertThat(oneSided.exact()).isCloseTo(1_236.51, within(5e-3));
    assertThat(oneSided.perArm()).isEqualTo(1_237);
  }

  @Test
  void aSequenceNeedsNinetyPercentMore() {
    SampleSize fixed = SampleSize.means(1, 0.1, Design.CUSTOMARY);
    SampleSize sequential = SampleSize.sequential(1, 0.1, Design.CUSTOMARY);

    assertThat(sequential.exact()).isCloseTo(3_005.963, within(5e-4));
    assertThat(sequential.exact() / fixed.exact()).isCloseTo(1.915, within(5e-4));
  }

  @Test
  void theEffectFoundIsTheInverse() {
    for (int units : new int[] {30, 500, 20_000}) {
      double effect = SampleSize.effectOfMeans(2, units, ONE_SIDED);
      assertThat(SampleSize.means(2, effect, ONE_SIDED).exact())
          .isCloseTo(units, Percentage.withPercentage(1e-9));
      for (double share : new double[] {0, 0.02, 0.3, 0.6}) {
        double rise = SampleSize.effectOfProportions(share, units, ONE_SIDED);
        assertThat(SampleSize.proportions(share, share + rise, ONE_SIDED).exact())
            .isCloseTo(units, Percentage.withPercentage(1e-9));
      }
    }
  }

  @Test
  void refusesWhatHasNoSize() {
    assertThatThrownBy(() -> SampleSize.means(1, 0, Design.CUSTOMARY))
        .hasMessage("a planned effect is finite and not 0, was 0.0");
    assertThatThrownBy(() -> SampleSize.means(0, 1, Design.CUSTOMARY))
        .hasMessage("a standard deviation is finite and above 0, was 0.0");
    assertThatThrownBy(() -> SampleSize.proportions(0.1, 1.2, Design.CUSTOMARY))
        .hasMessage("a share is 0 to 1, was 1.2");
    assertThatThrownBy(() -> SampleSize.proportions(0, 1, Design.CUSTOMARY))
        .isInstanceOf(Unanswered.class)
        .hasMessageContaining("from 0.0 to 1.0");
    assertThatThrownBy(() -> SampleSize.effectOfProportions(0.9, 10, Design.CUSTOMARY))
        .isInstanceOf(Unanswered.class)
        .hasMessage("10 units of each arm find no rise of a share of 0.9");
    assertThatThrownBy(() -> SampleSize.effectOfMeans(1, 0, Design.CUSTOMARY))
        .hasMessage("an arm has 1 unit at least, was 0");
    assertThatThrownBy(() -> SampleSize.sequential(1, 1, ONE_SIDED))
        .hasMessage("a confidence sequence looks at both sides, was ONE");
    assertThatThrownBy(() -> new Design(Confidence.P95, 0.5, Sides.TWO))
        .hasMessage("a power is above 0.5 and below 1, was 0.5");
  }
}
