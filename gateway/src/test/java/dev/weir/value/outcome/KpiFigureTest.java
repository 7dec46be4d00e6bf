package dev.weir.value.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.stats.Estimate;
import dev.weir.value.outcome.Kpi.Goal;
import dev.weir.value.outcome.KpiFigure.Answer;
import dev.weir.value.outcome.KpiFigure.Standing;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KpiFigureTest {
  private static double[] truths(int hits, int count) {
    return IntStream.range(0, count).mapToDouble(i -> i < hits ? 1 : 0).toArray();
  }

  private static Estimate known(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Known.class);
    return ((Answer.Known) answer).estimate();
  }

  /// Newcombe (1998), table I: 81 of 263.
  @Test
  void aBooleanIsAShareWithWilsonsInterval() {
    Estimate share = known(KpiFigure.of(KpiKind.BOOLEAN, truths(81, 263)).headline());

    assertThat(share.method()).isEqualTo(Estimate.Method.WILSON);
    assertThat(share.value()).isEqualTo(81.0 / 263);
    assertThat(share.low()).isBetween(0.25525, 0.25535);
    assertThat(share.high()).isBetween(0.36615, 0.36625);
  }

  @Test
  void aMeasureIsItsMeanMedianAndNinetyFifthPercentile() {
    double[] values = DoubleStream.iterate(1, value -> value + 1).limit(100).toArray();

    KpiFigure.Measure figure = (KpiFigure.Measure) KpiFigure.of(KpiKind.DURATION, values);

    assertThat(figure.count()).isEqualTo(100);
    assertThat(known(figure.mean()).value()).isEqualTo(50.5);
    assertThat(known(figure.median()).value()).isEqualTo(50.5);
    assertThat(known(figure.p95()).value()).isBetween(95.04, 95.06);
    assertThat(known(figure.p95()).low()).isEqualTo(90);
    assertThat(known(figure.p95()).high()).isEqualTo(100);
  }

  @Test
  void whatTooFewValuesCannotAnswerSaysWhy() {
    KpiFigure.Measure figure = (KpiFigure.Measure) KpiFigure.of(KpiKind.MONEY, 3);

    assertThat(figure.mean())
        .isEqualTo(new Answer.Unknown("a variance needs 2 values at least, was 1"));
    assertThat(((Answer.Unknown) figure.p95()).why()).contains("needs 72 values, was 1");
    assertThat(KpiFigure.of(KpiKind.BOOLEAN).headline()).isInstanceOf(Answer.Unknown.class);
  }

  @Test
  void aScaleIsItsDistributionAndTheShareOfTheTwoBestAnswers() {
    double[] answers = {5, 5, 4, 3, 1, 5};

    KpiFigure.Scale figure = (KpiFigure.Scale) KpiFigure.of(KpiKind.CSAT, answers);

    assertThat(figure.distribution()).isEqualTo(Map.of(1, 1L, 2, 0L, 3, 1L, 4, 1L, 5, 3L));
    assertThat(known(figure.topTwo()).value()).isEqualTo(4.0 / 6);
    double[] tens = Arrays.stream(answers).map(each -> each * 2).toArray();
    assertThat(known(KpiFigure.of(KpiKind.LIKERT10, tens).headline()).value()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "90, 100, 0.8, true, MET",
    "70, 100, 0.8, true, MISSED",
    "82, 100, 0.8, true, OPEN",
    "0, 0, 0.8, true, OPEN",
    "5, 100, 0.2, false, MET",
    "40, 100, 0.2, false, MISSED"
  })
  void aGoalIsJudgedByTheWholeInterval(
      int hits, int count, BigDecimal bound, boolean atLeast, Standing standing) {
    KpiFigure figure = KpiFigure.of(KpiKind.BOOLEAN, truths(hits, count));

    assertThat(figure.standing(Optional.of(new Goal(bound, atLeast)))).isEqualTo(standing);
    assertThat(figure.standing(Optional.empty())).isEqualTo(Standing.NO_GOAL);
  }
}
