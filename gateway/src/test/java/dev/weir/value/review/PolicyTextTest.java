package dev.weir.value.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTextTest {
  private static final String WHOLE =
      """
      {"evidence":{"months":4,"outcomes_min":50,"confidence":0.9,"missing_assumed":0.1,
        "unattributed_factor":1,"months_ahead":6},
       "double_down":{"margin":0.2,"strategic_min":0.6},
       "pull_back":{"months":4,"rise_min":0.05,"deviation_max":0.3,"commodity_max":0.7},
       "moves":{"share_max":0.3,"step":0.005},
       "reserve":{"budget":"lab","experiments_max":3,"expires":"2026-12-31"},
       "taper":{"budgets":["care"],"from":"2026-10","due_days":10,"steps":[0.75,0.5]}}
      """;

  private static ObjectNode tree(String json) {
    try {
      return (ObjectNode) new JsonMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  @Test
  void whatIsWrittenIsReadTheSame() {
    Policy policy = PolicyText.read(tree(WHOLE));

    assertThat(PolicyText.read(PolicyText.write(policy))).isEqualTo(policy);
    assertThat(policy.taper().orElseThrow().steps()).containsExactly(0.75, 0.5);
    assertThat(PolicyText.read(PolicyText.write(Policy.USUAL))).isEqualTo(Policy.USUAL);
    assertThat(PolicyText.read(tree("{}"))).isEqualTo(Policy.USUAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"evidences\":{}} | there is no field 'evidences'",
        "{\"evidence\":{\"month\":3}} | there is no field 'evidence.month'",
        "{\"evidence\":[]} | field 'evidence' is an object, was []",
        "{\"evidence\":{\"months\":0}} | field 'evidence.months' is 1 to 24, was 0",
        "{\"evidence\":{\"months\":1.5}} | field 'evidence.months' is a whole number, was 1.5",
        "{\"evidence\":{\"confidence\":1}} | field 'evidence.confidence' is 0.5 to 0.999, was 1",
        "{\"double_down\":{\"margin\":\"x\"}} | field 'double_down.margin' is a number, was \"x\"",
        "{\"pull_back\":{\"commodity_max\":2}} | field 'pull_back.commodity_max' is 0 to 1, was 2",
        "{\"reserve\":{\"budget\":\"lab\",\"expires\":\"soon\"}} | field 'reserve.expires' is a date as 2026-12-31, was \"soon\"",
        "{\"taper\":{\"from\":\"2026-10\",\"budgets\":[\"a\"],\"steps\":[0.5,0.75]}} | field 'taper.steps' is 0 to 0.5, was 0.75",
        "{\"taper\":{\"from\":\"2026-10\",\"budgets\":[],\"steps\":[0.5]}} | taper.steps and taper.budgets have one at least"
      })
  void refusesByFieldRuleAndValue(String json, String message) {
    assertThatThrownBy(() -> PolicyText.read(tree(json))).hasMessageContaining(message);
  }

  private static final Policy.TaperTerms TERMS =
      new Policy.TaperTerms(List.of("care"), YearMonth.of(2026, 1), 15, List.of(0.75, 0.5));

  @ParameterizedTest
  @CsvSource({
    "2026-02-15T23:59:59Z, 0, 1",
    "2026-02-16T00:00:00Z, 1, 0.75",
    "2026-03-15T23:59:59Z, 1, 0.75",
    "2026-03-16T00:00:00Z, 2, 0.5",
    "2026-08-16T00:00:00Z, 7, 0.5"
  })
  void eachReviewThatIsNotHeldTakesAStep(Instant now, int missed, BigDecimal share) {
    assertThat(Taper.missed(TERMS, Set.of(), Instant.EPOCH, now)).hasSize(missed);
    assertThat(Taper.share(TERMS, missed)).isEqualByComparingTo(share);
  }

  @Test
  void aReviewThatWasHeldAndABudgetThatWasSetAnewRestoreIt() {
    Instant now = Instant.parse("2026-04-01T00:00:00Z");

    assertThat(Taper.missed(TERMS, Set.of(YearMonth.of(2026, 1)), Instant.EPOCH, now))
        .containsExactly(YearMonth.of(2026, 2));
    assertThat(Taper.missed(TERMS, Set.of(), Instant.parse("2026-03-16T00:00:00Z"), now)).isEmpty();
  }

  @Test
  void theReserveSaysWhyNothingMoreBegins() {
    Policy.ReserveTerms terms = new Policy.ReserveTerms("lab", 2, LocalDate.of(2026, 12, 31));
    Reserve full = new Reserve(terms, new BigDecimal("1000"), 2, 3);

    assertThat(full.usdPerHypothesis()).contains(new BigDecimal("333.33"));
    assertThat(full.refusals(LocalDate.of(2026, 12, 30)))
        .containsExactly("reserve: at most 2 experiments run at once, 2 do or will");
    assertThat(full.refusals(LocalDate.of(2026, 12, 31))).hasSize(2);
    assertThat(new Reserve(terms, BigDecimal.TEN, 0, 0).usdPerHypothesis()).isEmpty();
  }
}
