package dev.weir.value.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AdoptionCurveTest {
  private static final Offset<Double> SIX_DIGITS = within(5e-7);

  @Test
  void bassIsTheGoldenOne() {
    AdoptionCurve bass = new AdoptionCurve.Bass(0.03, 0.38);

    assertThat(bass.at(0)).isZero();
    assertThat(bass.at(1)).isCloseTo(0.035758, SIX_DIGITS);
    assertThat(bass.at(5)).isCloseTo(0.331199, SIX_DIGITS);
    assertThat(bass.at(10)).isCloseTo(0.812803, SIX_DIGITS);
    assertThat(bass.peak()).isCloseTo(6.192619, SIX_DIGITS);
  }

  @Test
  void withoutImitationThePeakIsAtTheStart() {
    assertThat(new AdoptionCurve.Bass(0.4, 0.4).peak()).isZero();
    assertThat(new AdoptionCurve.Bass(0.4, 0).at(1)).isCloseTo(1 - Math.exp(-0.4), within(1e-12));
  }

  @Test
  void logisticReachesHalfOfItsCeilingAtItsMidpoint() {
    AdoptionCurve logistic = new AdoptionCurve.Logistic(0.8, 0.5, 6);

    assertThat(logistic.at(6)).isCloseTo(0.4, within(1e-12));
    assertThat(logistic.at(8)).isCloseTo(0.8 / (1 + Math.exp(-1)), within(1e-12));
    assertThat(logistic.peak()).isEqualTo(6);
  }

  @Test
  void refusesWhatIsNoCurve() {
    assertThatThrownBy(() -> new AdoptionCurve.Bass(0, 0.38))
        .hasMessage("p of an adoption curve is finite and above 0, was 0.0");
    assertThatThrownBy(() -> new AdoptionCurve.Bass(0.1, -1))
        .hasMessage("q of a Bass curve is finite and not negative, was -1.0");
    assertThatThrownBy(() -> new AdoptionCurve.Logistic(1.1, 1, 1))
        .hasMessage("the ceiling of a logistic curve is above 0 and at most 1, was 1.1");
  }
}
