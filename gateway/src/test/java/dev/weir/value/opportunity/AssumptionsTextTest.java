package dev.weir.value.opportunity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.value.adoption.AdoptionCurve;
import dev.weir.value.evidence.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssumptionsTextTest {
  private static Assumptions read(String json) {
    try {
      return AssumptionsText.read(
          "triage", (ObjectNode) new JsonMapper().readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readsAPlanAndInputsWithTheirRangesAndSources() {
    Assumptions read =
        read(
            """
            {'evidence': 'did', 'investment_usd': '50000', 'months': 24,
             'annual_rate': 0.08, 'ramp': {'kind': 'bass', 'p': 0.03, 'q': 0.38},
             'inputs': {'volume_per_month': 10000,
              'adoption': {'low': 0.3, 'base': 0.6, 'high': 0.8, 'source': 'survey'}}}
            """);

    assertThat(read.plan().evidence()).isEqualTo(Evidence.DID);
    assertThat(read.plan().ramp()).contains(new AdoptionCurve.Bass(0.03, 0.38));
    assertThat(read.stated()).containsOnlyKeys(Term.VOLUME_PER_MONTH, Term.ADOPTION);
    assertThat(read.stated().values())
        .extracting(Input::source)
        .containsExactly("stated", "stated: survey");
    assertThat(read("{}")).isEqualTo(Assumptions.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'stage': 'beta'}                           | field 'stage' is not stated here, the portfolio has it: 'weir usecases show triage', was "beta"
          {'effort_days': -1}                         | field 'effort_days' is 0 to 100000, was -1
          {'risk': {'level': 'high', 'why': ' '}}     | field 'risk.why' has 1 to 1000 characters, was ' '
          {'risk': {'level': 'awful', 'why': 'x'}}    | field 'level' is one of [low, medium, high], was 'awful'
          {'risk': 'high'}                            | risk
          {'months': 0}                               | field 'months' is 1 to 120, was 0
          {'annual_rate': 2}                          | field 'annual_rate' is 0 to 1, was 2
          {'investment_usd': -1}                      | field 'investment_usd' is not negative, was -1
          {'ramp': {'kind': 'bass', 'p': 0.1}}        | field 'ramp.q' is missing
          {'inputs': {'adoption': 1.5}}               | field 'adoption' is a share of at most 1, was 1.5
          {'inputs': {'adoption': {'low': 0.5}}}      | field 'adoption.base' is missing
          {'inputs': {'adoption': {'low': 0.5, 'base': 0.4}}} | field 'adoption' is 0 ≤ low ≤ base ≤ high, was 0.5, 0.4, 0.4
          {'inputs': {'luck': 1}}                     | there is no field 'luck'
          {'inputs': {'volume_per_month': 'many'}}    | field 'volume_per_month' is a decimal number as 1234.56, was "many"
          """)
  void saysWhatIsWrongByFieldRuleAndValue(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .hasMessageStartingWith("opportunity 'triage'")
        .hasMessageContaining(message);
  }
}
