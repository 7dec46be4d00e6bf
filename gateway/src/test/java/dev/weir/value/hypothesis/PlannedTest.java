package dev.weir.value.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// formulas.md §8: units per arm at 95 % and a power of 80 %.
class PlannedTest {
  private static Planned of(Metric metric, double effect, StopRule stop, double baseline) {
    boolean share = metric.equals(new Metric.SuccessShare());
    return new Planned(
        metric,
        effect,
        0.8,
        stop,
        1,
        false,
        share ? OptionalDouble.of(baseline) : OptionalDouble.empty(),
        share ? OptionalDouble.empty() : OptionalDouble.of(1));
  }

  @Test
  void aMeanOfSpreadOneAndAnEffectOfATenthTakes1570() {
    assertThat(of(new Metric.CostPerUnit(), 0.1, StopRule.FIXED, 0).size().exact())
        .isCloseTo(1_569.776, within(0.001));
  }

  @Test
  void aShareFromTenToTwelvePerCentTakes3839() {
    assertThat(of(new Metric.SuccessShare(), 0.02, StopRule.FIXED, 0.10).size().exact())
        .isCloseTo(3_838.10, within(0.01));
  }

  @Test
  void lookingAllTheTimeTakes1915ThousandthsOfIt() {
    double fixed = of(new Metric.CostPerUnit(), 0.1, StopRule.FIXED, 0).size().exact();
    double sequential = of(new Metric.CostPerUnit(), 0.1, StopRule.SEQUENTIAL, 0).size().exact();

    assertThat(sequential / fixed).isCloseTo(1.915, within(0.001));
  }

  @Test
  void twoArmsAgainstOneControlShareTheRisk() {
    Planned one = of(new Metric.CostPerUnit(), 0.1, StopRule.FIXED, 0);
    Planned two =
        new Planned(
            one.metric(), 0.1, 0.8, StopRule.FIXED, 2, false, one.baseline(), one.deviation());

    assertThat(Planned.confidence(2).miss()).isCloseTo(0.025, within(1e-12));
    // z(0.9875) = 2.241403, z(0.8) = 0.841621
    assertThat(two.size().exact()).isCloseTo(200 * Math.pow(2.241403 + 0.841621, 2), within(0.01));
  }

  @Test
  void aShareBeyondOneIsRefused() {
    assertThatThrownBy(() -> of(new Metric.SuccessShare(), 0.2, StopRule.FIXED, 0.9).size())
        .hasMessageContaining("'baseline' and 'minimum_effect'")
        .hasMessageContaining("from 0.9 to 1.1");
  }
}
