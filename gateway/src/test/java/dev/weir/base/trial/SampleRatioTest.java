package dev.weir.base.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Unanswered;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleRatioTest {
  @Test
  void isTheGoldenOneAndNoAlarm() {
    SampleRatio ratio = SampleRatio.of(List.of(50_000L, 50_900L), List.of(1.0, 1.0));

    assertThat(ratio.chiSquared()).isCloseTo(8.02775, within(5e-6));
    assertThat(ratio.p()).isCloseTo(0.0046066, within(5e-8));
    assertThat(ratio.isAlarm()).isFalse();
  }

  @Test
  void anUnlikelySplitIsAnAlarm() {
    SampleRatio ratio = SampleRatio.of(List.of(50_000L, 51_200L), List.of(0.5, 0.5));

    assertThat(ratio.p()).isBetween(1e-4, 1e-3);
    assertThat(ratio.isAlarm()).isTrue();
  }

  @Test
  void anArmThatHasNothingIsAnAlarmAndNotAProbabilityBelowZero() {
    SampleRatio ratio = SampleRatio.of(List.of(2_000L, 0L), List.of(1.0, 1.0));

    assertThat(ratio.p()).isBetween(0.0, 1e-300);
    assertThat(ratio.isAlarm()).isTrue();
  }

  @Test
  void armsMayBeManyAndUneven() {
    SampleRatio ratio = SampleRatio.of(List.of(800L, 100L, 100L), List.of(8.0, 1.0, 1.0));

    assertThat(ratio.degrees()).isEqualTo(2);
    assertThat(ratio.p()).isEqualTo(1);
  }

  @Test
  void refusesFewUnitsAndWrongWeights() {
    assertThatThrownBy(() -> SampleRatio.of(List.of(4L, 5L), List.of(1.0, 1.0)))
        .isInstanceOf(Unanswered.class)
        .hasMessage("a check of the split needs 5.0 expected units of each arm, was 4.5 of arm 1");
    assertThatThrownBy(() -> SampleRatio.of(List.of(4L), List.of(1.0)))
        .hasMessageContaining("was 1 arms and 1 weights");
    assertThatThrownBy(() -> SampleRatio.of(List.of(40L, 50L), List.of(1.0, 0.0)))
        .hasMessageContaining("[40, 50] and [1.0, 0.0]");
  }
}
