package dev.weir.value.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Moments;
import dev.weir.base.stats.Proportion;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PilotTest {
  private static final long SEED = 20_261_123;
  private static final String PLAN =
      """
      {'unit': 'ticket', 'volume_per_month': 10000,
       'pilot': {'collect': [{'figure': 'minutes', 'deviation': 10, 'precision': 1},
         {'figure': 'error', 'expected': 0.05, 'precision': 0.05}],
        'from_whom': 'five agents', 'collector': 'ada', 'from': '2026-10-01',
        'until': '2026-11-01', 'valid_months': 6}}
      """;
  private static final Period OCTOBER =
      new Period(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 11, 1));

  private static Pilot pilot(String plan) {
    return (Pilot) BaselineText.read("triage", BaselineTextTest.json(plan));
  }

  @Test
  void aPlanTakesAsManyUnitsAsItsHardestGoal() {
    assertThat(pilot(PLAN).goals()).extracting(Goal::units).containsExactly(385L, 73L);
    assertThat(pilot(PLAN).units()).isEqualTo(385);
    assertThat(pilot(PLAN).expires()).isEqualTo("2027-05-01");
  }

  @Test
  void aGoalThatIsAChangeToBeFoundTakesWhatTheComparisonTakes() {
    String effect = PLAN.replace("'precision': 1}", "'effect': 1}");

    // The textbook's 1,570 for a tenth of a deviation.
    assertThat(pilot(effect).units()).isEqualTo(1_570);
  }

  @Test
  void aBaselineIsMadeOfWhatWasObservedAndCanBeMadeAgain() {
    Random random = new Random(SEED);
    double[] minutes = new double[400];
    int errors = 0;
    StringBuilder csv = new StringBuilder("id,day,minutes,error\n");
    for (int i = 0; i < minutes.length; i++) {
      minutes[i] = Math.round(100 * (5 + 20 * random.nextDouble())) / 100.0;
      boolean wrong = random.nextInt(20) == 0;
      errors += wrong ? 1 : 0;
      csv.append(
          "t%d,2026-10-%02d,%s,%s\n".formatted(i, 1 + i % 31, minutes[i], wrong ? "yes" : "no"));
    }

    Observed observed = Observations.ofCsv(pilot(PLAN), csv.toString(), "ab");
    ObjectNode body =
        BaselineText.measured(pilot(PLAN), BaselineTextTest.json(PLAN), observed, OCTOBER);
    Baseline baseline = (Baseline) BaselineText.read("triage", body);

    Estimate mean = Moments.of(minutes).point().within(Confidence.P95);
    Figure figure = baseline.figures().minutes().orElseThrow();
    assertThat(figure.value().doubleValue())
        .as("seed %d", SEED)
        .isCloseTo(mean.value(), within(1e-6));
    assertThat(figure.low().doubleValue()).as("seed %d", SEED).isCloseTo(mean.low(), within(2e-6));
    assertThat(figure.high().doubleValue())
        .as("seed %d", SEED)
        .isCloseTo(mean.high(), within(2e-6));
    Estimate share = new Proportion(errors, minutes.length).wilson(Confidence.P95);
    assertThat(baseline.figures().errorRate().orElseThrow().high().doubleValue())
        .as("seed %d", SEED)
        .isCloseTo(share.high(), within(2e-6));
    assertThat(baseline.origin().source()).isEqualTo(Source.MEASURED);
    assertThat(baseline.origin().n()).contains(400L);
    assertThat(baseline.expires()).isEqualTo("2027-05-01");
    assertThat(baseline.measured().orElseThrow().observed()).isEqualTo(observed);
    assertThat(baseline.measured().orElseThrow().pilot()).isEqualTo(pilot(PLAN));
    ((ObjectNode) body.path("minutes_per_unit")).put("value", figure.high().toPlainString());
    assertThatThrownBy(() -> BaselineText.read("triage", body))
        .hasMessageContaining("field 'observations' comes to other figures than are stated");
  }

  @Test
  void observationsAsJsonComeToTheSame() {
    Observed csv = Observations.ofCsv(pilot(PLAN), "minutes,error\n12.5,no\n7,yes\n9.25,0\n", "ab");
    Observed json =
        Observations.ofJson(
            pilot(PLAN),
            BaselineTextTest.json(
                "{'observations': [{'minutes': 12.5, 'error': false}, {'minutes': '7', 'error': true},"
                    + " {'minutes': 9.25, 'error': 'no'}]}"),
            "ab");

    assertThat(json).isEqualTo(csv);
  }

  @Test
  void figuresThatAreAllTheSameHaveNoIntervalAndOneIsTooFew() {
    Observed same = Observations.ofCsv(pilot(PLAN), "minutes,error\n5,no\n5,no\n", "ab");
    Observed one = Observations.ofCsv(pilot(PLAN), "minutes,error\n5,no\n", "ab");

    assertThat(same.figures(Confidence.P95, pilot(PLAN).volume()).minutes().orElseThrow().range())
        .isEmpty();
    assertThatThrownBy(() -> one.figures(Confidence.P95, pilot(PLAN).volume()))
        .hasMessage("field 'minutes' needs 2 observations at least, was 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          minutes;-3 | line 2: field 'minutes' is a number as 12.5, not negative, of at most 8 digits before and 4 behind the point, was '-3'
          minutes,error;3,maybe | line 2: field 'error' is yes or no, was 'maybe'
          minutes,day;3,2026-11-01 | line 2: field 'day' is from 2026-10-01 to before 2026-11-01, as the pilot is, was '2026-11-01'
          minutes,day;3,yesterday | line 2: field 'day' is a day as 2026-10-01, was 'yesterday'
          id,minutes;a,3;a,4 | line 3: field 'id' names a unit once, was 'a'
          minutes,error;, | line 2: field 'minutes' or another figure is there, was ''
          minutes;3;4 | field 'error' is collected by the plan, and of 2 observations none has it
          minutes,mood;3,good | an observation has [cost_usd, day, error, id, minutes], was 'mood'
          """)
  void takesAllObservationsOrNoneAndSaysWhy(String csv, String message) {
    assertThatThrownBy(() -> Observations.ofCsv(pilot(PLAN), csv.replace(';', '\n') + "\n", "ab"))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'precision': 1} | 'precision': 0} | a wanted precision is above 0, was 0.0
          'precision': 1} | 'precision': 1, 'effect': 2} | a goal has field 'precision' or field 'effect', was both
          'deviation': 10, | | field 'deviation' is missing
          'figure': 'error', 'expected': 0.05 | 'figure': 'minutes', 'deviation': 1 | field 'collect' names each figure once, was 'minutes' twice
          'figure': 'error' | 'figure': 'mood' | field 'figure' is one of [minutes, cost_usd, error], was 'mood'
          'valid_months': 6 | 'valid_months': 37 | field 'valid_months' is 1 to 36, was 37
          'collector': 'ada', | | field 'collector' is missing
          'pilot' | 'plan' | field 'source' (of a baseline) or 'pilot' (of how it is measured) is missing
          """)
  void saysWhatIsWrongWithAPlan(String part, String instead, String message) {
    String broken = PLAN.replace(part, instead == null ? "" : instead);

    assertThat(broken).isNotEqualTo(PLAN);
    assertThatThrownBy(() -> pilot(broken))
        .hasMessageStartingWith("baseline 'triage'")
        .hasMessageContaining(message);
  }
}
