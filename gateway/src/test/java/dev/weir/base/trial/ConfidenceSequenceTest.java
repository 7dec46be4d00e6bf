package dev.weir.base.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Estimate.Method;
import dev.weir.base.stats.Point;
import dev.weir.base.stats.Unanswered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceSequenceTest {
  private static final ConfidenceSequence SEQUENCE = new ConfidenceSequence(Confidence.P95, 5_000);

  /// A mean of N units of σ 1.
  private static Point mean(long units) {
    return new Point(0, 1 / Math.sqrt((double) units), Double.POSITIVE_INFINITY, Method.STUDENT_T);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 0.6694389, 3.416",
    "1000, 0.1063755, 1.716",
    "5000, 0.0429243, 1.549",
    "50000, 0.0144974, 1.654"
  })
  void hasTheGoldenHalfWidths(long units, double half, double besideFixed) {
    Estimate estimate = SEQUENCE.at(mean(units), units);
    double fixed = mean(units).within(Confidence.P95).width();

    assertThat(estimate.width() / 2).isCloseTo(half, within(5e-8));
    assertThat(estimate.width() / fixed).isCloseTo(besideFixed, within(5e-4));
    assertThat(estimate.method()).isEqualTo(Method.CONFIDENCE_SEQUENCE);
  }

  /// The interval's end is just 0: α is the largest risk at which 0 is still in it.
  @ParameterizedTest
  @CsvSource({"100", "5000", "50000"})
  void aPValueIsFivePerCentWhereTheIntervalEndsAtZero(long units) {
    double half = SEQUENCE.at(mean(units), units).width() / 2;
    Point edge = new Point(half, mean(units).standardError(), 99, Method.STUDENT_T);

    assertThat(SEQUENCE.pValue(edge, units)).isCloseTo(0.05, within(1e-9));
    assertThat(SEQUENCE.pValue(mean(units), units)).isEqualTo(1);
  }

  @Test
  void isTunedAsTheGoldenOne() {
    assertThat(SEQUENCE.rho()).isCloseTo(630.028, within(5e-4));
  }

  /// The mixture that the boundary comes from, integrated numerically: at the boundary it is 1/α.
  @Test
  void isWhereTheMixtureReachesOneByAlpha() {
    double rho = SEQUENCE.rho();
    for (long units : new long[] {100, 700, 5_000, 40_000}) {
      double sum = SEQUENCE.boundary(units) * Math.sqrt((double) units);
      double step = 1e-5;
      double mixture = 0;
      for (double lambda = -1; lambda <= 1; lambda += step) {
        double density = Math.sqrt(rho / (2 * Math.PI)) * Math.exp(-rho * lambda * lambda / 2);
        mixture += density * Math.exp(lambda * sum - lambda * lambda * units / 2) * step;
      }

      assertThat(mixture).isCloseTo(1 / 0.05, within(1e-6));
    }
  }

  @Test
  void isNarrowestBesideAFixedOneNearItsPlan() {
    double atPlan = SEQUENCE.boundary(5_000);

    assertThat(atPlan).isEqualTo(ConfidenceSequence.atPlan(Confidence.P95), within(1e-12));
    assertThat(atPlan).isCloseTo(3.0352, within(5e-5));
    for (long units : new long[] {100, 1_000, 3_000, 9_000, 50_000}) {
      assertThat(SEQUENCE.boundary(units)).isGreaterThan(atPlan);
    }
  }

  @Test
  void refusesFewUnitsAndNoSpread() {
    assertThatThrownBy(() -> SEQUENCE.at(mean(99), 99))
        .isInstanceOf(Unanswered.class)
        .hasMessage("a confidence sequence needs 100 units, was 99");
    assertThatThrownBy(() -> SEQUENCE.at(new Point(1, 0, 9, Method.WELCH), 200))
        .isInstanceOf(Unanswered.class)
        .hasMessageContaining("an interval of 1.0 needs observations that differ");
    assertThatThrownBy(() -> new ConfidenceSequence(Confidence.P95, 20))
        .hasMessage("a confidence sequence is planned for 100 units at least, was 20");
  }
}
