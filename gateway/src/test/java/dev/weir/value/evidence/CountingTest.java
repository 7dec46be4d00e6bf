package dev.weir.value.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate.Method;
import dev.weir.base.stats.Point;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What part of a stated value counts.
class CountingTest {
  private static final Map<Evidence, BigDecimal> STATED =
      Map.of(Evidence.DID, new BigDecimal("100"), Evidence.OPINION, new BigDecimal("10"));

  private static Counting untried() {
    return new Counting(Haircut.USUAL, new Bearing(Evidence.RCT, "a trial"), Optional.empty());
  }

  private static Counting shown(double share) {
    return new Counting(
        Haircut.USUAL,
        new Bearing(Evidence.RCT, "a trial"),
        Optional.of(new ShownShare("pilot", share, 0.05)));
  }

  @ParameterizedTest
  @CsvSource({"rct, 0.5, 0.25", "did, 0.5, 0.2", "before_after, 0.5, 0.125", "opinion, 0.2, 0.05"})
  void isTheGradesPartOfTheShareShownAndAtMostAHalfWhereNoneIs(
      String grade, String untried, String quarter) {
    assertThat(untried().part(Evidence.of(grade))).isEqualByComparingTo(untried);
    assertThat(shown(0.25).part(Evidence.of(grade))).isEqualByComparingTo(quarter);
  }

  /// 100 × 0.8 + 10 × 0.2 = 82, of which a quarter; 100 × 0.5 + 10 × 0.2 = 52 where nobody tried.
  @Test
  void addsUpGradeByGradeAndSaysWhy() {
    Counted tried = shown(0.25).of(STATED);

    assertThat(tried.gradedUsd()).isEqualByComparingTo("82");
    assertThat(tried.usd()).isEqualByComparingTo("20.5");
    assertThat(tried.why()).isEqualTo("did × 0.8, opinion × 0.2 × 0.250000 shown by 'pilot'");
    assertThat(untried().of(STATED).usd()).isEqualByComparingTo("52");
    assertThat(untried().of(STATED).why())
        .isEqualTo(
            "did × 0.5, opinion × 0.2; 0.5 at most, as no experiment has shown the AI's share");
    assertThat(untried().why(List.of())).isEqualTo("no value is stated");
  }

  @Test
  void aGradeThatNothingBearsCountsAsTheOneThatIsBorne() {
    Bearing expired = new Bearing(Evidence.OPINION, "baseline 'care' expired");
    Bearing baseline = new Bearing(Evidence.BEFORE_AFTER, "its baseline bears no more");

    Counted lost = new Counting(Haircut.USUAL, expired, Optional.empty()).of(STATED);
    Counting half = new Counting(Haircut.USUAL, baseline, Optional.empty());

    // 110 × 0.2.
    assertThat(lost.usd()).isEqualByComparingTo("22");
    assertThat(lost.why())
        .isEqualTo(
            "did as opinion × 0.2, opinion × 0.2 (baseline 'care' expired); 0.5 at most, as no"
                + " experiment has shown the AI's share");
    assertThat(half.part(Evidence.RCT)).isEqualByComparingTo("0.5");
    assertThat(half.why(List.of(Evidence.RCT)))
        .startsWith("rct as before_after × 0.5 (its baseline bears no more);");
    assertThat(half.why(List.of(Evidence.BEFORE_AFTER))).startsWith("before_after × 0.5;");
  }

  @Test
  void countsAgainstItWhatWorkWithoutAiBroughtMore() {
    assertThat(shown(-0.5).of(STATED).usd()).isEqualByComparingTo("-41");
  }

  @Test
  void anOrganisationSetsWhatCountsWhileNobodyHasTried() {
    Haircut strict = Haircut.of(Map.of("untried_max", new BigDecimal("0.3")));

    assertThat(
            new Counting(strict, new Bearing(Evidence.RCT, "a trial"), Optional.empty())
                .part(Evidence.RCT))
        .isEqualByComparingTo("0.3");
    assertThat(strict.shares()).isEqualTo(Haircut.USUAL.shares());
    assertThatThrownBy(() -> Haircut.of(Map.of("untried_max", new BigDecimal("1.5"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "field 'evidence_shares.untried_max' is 0 to 1 with at most 6 decimals, was '1.5'");
  }

  /// 4 ± 0.3 of a share of 0.5 ± 0.05: relative errors of 7.5 % and 10 %, together 12.5 %.
  @Test
  void aMeanOfWhichAShareCountsIsUnsureByBoth() {
    Point counted = new ShownShare("pilot", 0.5, 0.05).of(new Point(4, 0.3, 99, Method.STUDENT_T));

    assertThat(counted.value()).isEqualTo(2);
    assertThat(counted.standardError()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void aShareHasALowerBound() {
    assertThat(new ShownShare("pilot", 0.5, 0.05).atLeast(Confidence.P95))
        .isCloseTo(0.5 - 1.644854 * 0.05, within(1e-6));
    assertThat(new ShownShare("pilot", 0.5, 0).atLeast(Confidence.P95)).isEqualTo(0.5);
    assertThatThrownBy(() -> new ShownShare("pilot", 0.5, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("standard error finite and not negative, was 0.5 and -1");
  }
}
