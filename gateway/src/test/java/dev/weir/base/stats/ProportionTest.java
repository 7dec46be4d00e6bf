package dev.weir.base.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {
  /// Newcombe (1998), Two-sided confidence intervals for the single proportion, table I.
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662, 0.2527, 0.3676",
    "15, 148, 0.0624, 0.1605, 0.0578, 0.1617",
    "0, 20, 0, 0.1611, 0, 0.1684",
    "1, 29, 0.0061, 0.1718, 0.0009, 0.1776"
  })
  void reproducesNewcombesTable(
      long hits, long count, double low, double high, double exactLow, double exactHigh) {
    Proportion proportion = new Proportion(hits, count);
    Estimate wilson = proportion.wilson(Confidence.P95);
    Estimate exact = proportion.exact(Confidence.P95);

    assertThat(wilson.low()).isCloseTo(low, within(5e-5));
    assertThat(wilson.high()).isCloseTo(high, within(5e-5));
    assertThat(exact.low()).isCloseTo(exactLow, within(5e-5));
    assertThat(exact.high()).isCloseTo(exactHigh, within(5e-5));
  }

  /// Newcombe (1998), Interval estimation for the difference, 56/70 − 48/80 by method 10.
  @Test
  void reproducesNewcombesDifference() {
    Estimate difference = new Proportion(56, 70).minus(new Proportion(48, 80), Confidence.P95);

    assertThat(difference.value()).isCloseTo(0.2, within(1e-15));
    assertThat(difference.low()).isCloseTo(0.0524, within(5e-5));
    assertThat(difference.high()).isCloseTo(0.3339, within(5e-5));
  }

  @Test
  void theFalseHitBoundOfNoAuditIsOne() {
    assertThat(new Proportion(0, 0).atMost(Confidence.P95)).isEqualTo(1);
    assertThat(new Proportion(0, 0).atLeast(Confidence.P95)).isEqualTo(0);
  }

  /// Of no hit in n the bound is 1 − α^(1/n), the "rule of three".
  @Test
  void boundsWhatWasNeverSeen() {
    assertThat(new Proportion(0, 300).atMost(Confidence.P95))
        .isCloseTo(1 - Math.pow(0.05, 1 / 300.0), within(1e-12));
    assertThat(new Proportion(0, 1_000_000_000).atMost(Confidence.P95))
        .isCloseTo(2.995732e-9, within(1e-13));
    assertThat(new Proportion(300, 300).atLeast(Confidence.P95))
        .isCloseTo(Math.pow(0.05, 1 / 300.0), within(1e-12));
  }

  @Test
  void staysBetweenNoneAndAll() {
    for (int count = 1; count < 60; count++) {
      for (int hits = 0; hits <= count; hits++) {
        Proportion proportion = new Proportion(hits, count);
        Estimate wilson = proportion.wilson(Confidence.P99);
        Estimate exact = proportion.exact(Confidence.P99);

        assertThat(wilson.low()).isGreaterThanOrEqualTo(0);
        assertThat(wilson.high()).isLessThanOrEqualTo(1);
        assertThat(exact.low()).isBetween(0.0, proportion.share());
        assertThat(exact.high()).isBetween(proportion.share(), 1.0);
      }
    }
  }

  @Test
  void refusesAShareOfNothingAndMoreHitsThanThereAre() {
    assertThatThrownBy(() -> new Proportion(0, 0).wilson(Confidence.P95))
        .isInstanceOf(Unanswered.class)
        .hasMessage("a share needs 1 observation at least, was 0");
    assertThatThrownBy(() -> new Proportion(5, 4))
        .hasMessage("hits are 0 to as many as were looked at, was 5 of 4");
  }
}
