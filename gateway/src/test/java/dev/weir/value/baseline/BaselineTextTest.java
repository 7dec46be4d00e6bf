package dev.weir.value.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.value.evidence.Evidence;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTextTest {
  private static final String SAMPLED =
      """
      {'unit': 'ticket', 'source': 'sampled', 'n': 400, 'from': '2026-08-01',
       'until': '2026-09-01', 'expires': '2027-03-01',
       'volume_per_month': 10000,
       'minutes_per_unit': {'value': 12.5, 'low': 11.9, 'high': 13.1},
       'cost_per_unit_usd': {'value': '8', 'low': '7.5', 'high': '8.5', 'n': 300},
       'error_rate': {'value': 0.05, 'low': 0.03, 'high': 0.08},
       'consequences': [
        {'name': 'wrong refund', 'probability': 0.01, 'severity_usd': 120, 'detectability': 0.5},
        {'name': 'complaint', 'probability': '0.02', 'severity_usd': '25'}],
       'seasonality': 'August is quiet'}
      """;

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) new JsonMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static Baseline baseline(String text) {
    return (Baseline) BaselineText.read("triage", json(text));
  }

  @Test
  void readsFiguresWithTheirIntervalsAndWhatErrorsCost() {
    Baseline read = baseline(SAMPLED);

    assertThat(read.origin().n()).contains(400L);
    assertThat(read.origin().evidence()).isEqualTo(Evidence.BEFORE_AFTER);
    assertThat(read.figures().costUsd().orElseThrow().low()).isEqualByComparingTo("7.5");
    // 0.01 × 120 × 0.5 + 0.02 × 25 × 1
    assertThat(read.expectedLossUsd()).isEqualByComparingTo("1.1");
    assertThat(read.expectedLossUsdPerMonth().orElseThrow()).isEqualByComparingTo("11000");
  }

  @Test
  void anExpiredBaselineIsStaleAndBlocksClaims() {
    Baseline read = baseline(SAMPLED);

    assertThat(read.blocksClaims(Instant.parse("2027-02-28T23:59:59Z"))).isEmpty();
    assertThat(read.isStale(Instant.parse("2027-03-01T00:00:00Z"))).isTrue();
    assertThat(read.blocksClaims(Instant.parse("2027-03-01T00:00:00Z")))
        .contains(
            "baseline 'triage' expired on 2027-03-01: measure again before value is claimed against it");
  }

  @Test
  void anEstimateIsOpinionAndNeedsNeitherNNorPeriod() {
    Baseline read =
        baseline("{'unit':'x','source':'estimated','expires':'2027-01-01','cost_per_unit_usd':8}");

    assertThat(read.origin().evidence()).isEqualTo(Evidence.OPINION);
    assertThat(read.origin().period()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'n': 400, | | field 'n' is there where field 'source' is sampled, was missing
          'from': '2026-08-01', | | field 'from' is there where field 'until' is, until was 2026-09-01
          '2026-09-01' | '2026-08-01' | field 'until' is after field 'from', was 2026-08-01 to 2026-08-01
          '2027-03-01' | '2026-08-15' | field 'expires' is not before field 'until', was 2026-08-15 before 2026-09-01
          'low': 11.9 | 'low': 12.6 | field 'minutes_per_unit' lies in its interval, which does not go below 0, was 12.5 in 12.6..13.1
          , 'high': 13.1 | | field 'minutes_per_unit' has low and high or neither, was without high
          {'value': 12.5, 'low': 11.9, 'high': 13.1} | 12.5 | field 'minutes_per_unit' of a sample has its interval, low and high, was 12.5 alone
          'volume_per_month': 10000 | 'volume_per_month': -1 | field 'volume_per_month' is not negative, was -1
          'high': 0.08 | 'high': 1.08 | field 'error_rate' is at most 1 with its interval, was 1.08
          'detectability': 0.5 | 'detectability': 1.5 | consequence 'wrong refund': field 'detectability' is 0 to 1, was 1.5
          complaint | wrong refund | field 'consequences' names each class once, was 'wrong refund' twice
          'source': 'sampled' | 'source': 'guessed' | field 'source' is one of [measured, sampled, estimated], was 'guessed'
          'source': 'sampled' | 'source': 'estimated', 'evidence': 'rct' | field 'evidence' of an estimate is opinion, was rct
          'unit' | 'units' | field 'unit' is missing
          'seasonality' | 'season' | there is no field 'season'
          """)
  void saysWhatIsWrongByFieldRuleAndValue(String part, String instead, String message) {
    String broken = SAMPLED.replace(part, instead == null ? "" : instead);

    assertThat(broken).isNotEqualTo(SAMPLED);
    assertThatThrownBy(() -> baseline(broken))
        .hasMessageStartingWith("baseline 'triage'")
        .hasMessageContaining(message);
  }
}
