package dev.weir.value.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.stats.Confidence;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CriterionTest {
  private static Criterion sure(Comparison comparison, String threshold) {
    return new Criterion(
        Metric.SUCCESS_SHARE,
        comparison,
        new BigDecimal(threshold),
        Optional.of(Confidence.P95),
        100);
  }

  private static Figure figure(String value, String low, String high, long n) {
    return new Figure.Known(
        new BigDecimal(value),
        Optional.of(new Figure.Bounds(new BigDecimal(low), new BigDecimal(high))),
        n,
        "rct",
        "/rows");
  }

  @ParameterizedTest
  @CsvSource({
    "at_least, 0.80, 0.85, 0.81, 0.88, 200, holds",
    "at_least, 0.80, 0.85, 0.80, 0.88, 200, holds",
    "above, 0.80, 0.85, 0.80, 0.88, 200, cannot_tell",
    "at_least, 0.80, 0.85, 0.79, 0.88, 200, cannot_tell",
    "at_least, 0.80, 0.79, 0.70, 0.88, 200, fails",
    "at_least, 0.80, 0.85, 0.81, 0.88, 99, cannot_tell",
    "at_most, 0.10, 0.05, 0.03, 0.09, 200, holds",
    "at_most, 0.10, 0.05, 0.03, 0.11, 200, cannot_tell",
    "at_most, 0.10, 0.11, 0.03, 0.19, 200, fails",
    "below, 0.10, 0.05, 0.03, 0.10, 200, cannot_tell"
  })
  void theBoundOnTheBadSideDecides(
      String comparison,
      String threshold,
      String value,
      String low,
      String high,
      long n,
      String standing) {
    Judged judged =
        sure(Comparison.valueOf(comparison.toUpperCase(Locale.ROOT)), threshold)
            .judge(figure(value, low, high, n));

    assertThat(judged.standing().name()).isEqualToIgnoringCase(standing);
  }

  @Test
  void whatIsUnknownNeitherHoldsNorFails() {
    Judged judged =
        sure(Comparison.AT_LEAST, "0").judge(new Figure.Unknown("no outcome was told", "/rows"));

    assertThat(judged.standing()).isEqualTo(Judged.Standing.CANNOT_TELL);
    assertThat(judged.why()).isEqualTo("no outcome was told");
  }

  @Test
  void withoutAConfidenceTheValueDecides() {
    Criterion plain =
        new Criterion(
            Metric.ERROR_SHARE, Comparison.AT_MOST, new BigDecimal("0.1"), Optional.empty(), 0);

    assertThat(plain.judge(figure("0.1", "0.01", "0.9", 3)).holds()).isTrue();
    assertThat(plain.isSure()).as("its metric has a bound").isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SUCCESS_SHARE|AT_LEAST|1.2|0.95|0|field 'threshold' of success_share is 0 to 1",
        "CALLS|AT_LEAST|-1||0|field 'threshold' of calls is 0 or more",
        "CALLS|AT_LEAST|5|0.95|0|field 'confidence' is of metrics with a bound, and calls has none",
        "SUCCESS_SHARE|AT_LEAST|0.5|0.2|0|field 'confidence' is 0.5 to 0.999, was 0.2",
        "SUCCESS_SHARE|AT_LEAST|0.5|0.95|-3|field 'n_min' is 0 or more, was -3",
        "BASELINE_FRESH|BELOW|1||0|field 'comparison' of baseline_fresh is at_least, was 'below'",
        "BASELINE_FRESH|AT_LEAST|0||0|field 'threshold' of baseline_fresh is 1, which is yes"
      })
  void refusesWhatMakesNoSenseOfItsMetric(
      Metric metric,
      Comparison comparison,
      BigDecimal threshold,
      BigDecimal confidence,
      long n,
      String message) {
    assertThatThrownBy(() ->
            new Criterion(
                metric,
                comparison,
                threshold,
                Optional.ofNullable(confidence).map(it -> new Confidence(it.doubleValue())),
                n))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aMetricHasOneSourceAndWhatNobodyTellsIsSaid() {
    FigureSource calls = source(Metric.CALLS);

    assertThatThrownBy(() -> new Sources(List.of(calls, source(Metric.CALLS))))
        .hasMessage("metric 'calls' has one source, was two");
    Figures figures =
        new Sources(List.of(calls))
            .at(new Asked("claims", Instant.EPOCH, Instant.EPOCH.plusSeconds(1)));
    assertThat(figures.of(Metric.CALLS, Confidence.P95)).isInstanceOf(Figure.Known.class);
    assertThat(figures.of(Metric.QUALITY, Confidence.P95))
        .isEqualTo(new Figure.Unknown("nothing here tells the metric 'quality'", ""));
  }

  private static FigureSource source(Metric metric) {
    return new FigureSource() {
      @Override
      public Set<Metric> metrics() {
        return Set.of(metric);
      }

      @Override
      public Figures at(Asked asked) {
        return (_, _) -> Figure.counted(BigDecimal.ONE, 1, "");
      }
    };
  }
}
