package dev.weir.base.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Estimate.Method;
import org.junit.jupiter.api.Test;

class PointTest {
  /// Hours of sleep gained by two soporifics (Student 1908), R's data set `sleep`.
  private static final Moments FIRST =
      Moments.of(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0);

  private static final Moments SECOND =
      Moments.of(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4);

  /// R's documentation of `t.test(extra ~ group, data = sleep)`.
  @Test
  void reproducesWelchsTestOfStudentsSleepers() {
    Point difference = FIRST.point().minus(SECOND.point());
    Estimate estimate = difference.within(Confidence.P95);

    assertThat(difference.value() / difference.standardError()).isCloseTo(-1.8608, within(5e-5));
    assertThat(difference.degrees()).isCloseTo(17.776, within(5e-4));
    assertThat(difference.pValue(0)).isCloseTo(0.07939, within(5e-6));
    assertThat(estimate.low()).isCloseTo(-3.3654832, within(5e-8));
    assertThat(estimate.high()).isCloseTo(0.2054832, within(5e-8));
    assertThat(estimate.method()).isEqualTo(Method.WELCH);
  }

  /// As R's `t.test(sleep$extra[1:10])`: 0.75 with −0.5297804 to 2.0297804.
  @Test
  void aMeanHasStudentsInterval() {
    Estimate mean = FIRST.point().within(Confidence.P95);

    assertThat(mean.value()).isCloseTo(0.75, within(1e-15));
    assertThat(mean.low()).isCloseTo(-0.5297804, within(5e-8));
    assertThat(mean.high()).isCloseTo(2.0297804, within(5e-8));
    assertThat(mean.method()).isEqualTo(Method.STUDENT_T);
  }

  @Test
  void aBoundHasAllItsRiskOnOneSide() {
    Point mean = FIRST.point();

    assertThat(mean.atLeast(Confidence.P95).low())
        .isCloseTo(mean.within(Confidence.P90).low(), within(1e-12));
    assertThat(mean.atMost(Confidence.P95).high())
        .isCloseTo(mean.within(Confidence.P90).high(), within(1e-12));
    assertThat(mean.atLeast(Confidence.P95).high()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(mean.atMost(Confidence.P95).low()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aKnownErrorHasTheNormalsInterval() {
    Point known = new Point(10, 2, Double.POSITIVE_INFINITY, Method.STUDENT_T);

    assertThat(known.within(Confidence.P95).width()).isCloseTo(2 * 2 * 1.959964, within(1e-5));
    assertThat(known.minus(known).degrees()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void anIntervalEndsWhereThePValueIsItsRisk() {
    Point mean = SECOND.point();

    assertThat(mean.pValue(mean.within(Confidence.P99).low())).isCloseTo(0.01, within(1e-9));
    assertThat(mean.pValue(mean.value())).isEqualTo(1);
  }

  @Test
  void refusesAnIntervalOfValuesThatAreAllTheSame() {
    Point constant = Moments.of(3, 3, 3).point();

    assertThatThrownBy(() -> constant.within(Confidence.P95))
        .isInstanceOf(Unanswered.class)
        .hasMessage(
            "an interval of 3.0 needs observations that differ, and its standard error is 0");
    assertThatThrownBy(() -> constant.pValue(2)).isInstanceOf(Unanswered.class);
    assertThatThrownBy(() -> constant.minus(constant))
        .isInstanceOf(Unanswered.class)
        .hasMessageContaining("both 3.0 and 3.0 have a standard error of 0");
  }

  @Test
  void oneSideMayBeConstant() {
    Point difference = FIRST.point().minus(Moments.of(1, 1, 1).point());

    assertThat(difference.standardError()).isEqualTo(FIRST.point().standardError());
    assertThat(difference.degrees()).isCloseTo(9, within(1e-12));
  }

  @Test
  void refusesWhatIsNoPointNoConfidenceAndNoEstimate() {
    assertThatThrownBy(() -> new Point(Double.NaN, 1, 1, Method.DELTA))
        .hasMessageContaining("was NaN and 1.0");
    assertThatThrownBy(() -> new Point(0, -1, 1, Method.DELTA))
        .hasMessageContaining("0.0 and -1.0");
    assertThatThrownBy(() -> new Point(0, 1, 0, Method.DELTA))
        .hasMessage("degrees of freedom are above 0, was 0.0");
    assertThatThrownBy(() -> new Confidence(1))
        .hasMessage("a confidence is above 0 and below 1, was 1.0");
    assertThatThrownBy(() -> new Estimate(3, 4, 5, Confidence.P95, Method.DELTA))
        .hasMessage("an estimate is finite and within its interval, was 3.0 in 4.0..5.0");
    assertThatThrownBy(() -> new Estimate(3, Double.NaN, 5, Confidence.P95, Method.DELTA))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
