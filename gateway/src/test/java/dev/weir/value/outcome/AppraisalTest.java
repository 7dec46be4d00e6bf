package dev.weir.value.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.outcome.Appraisal.Appraised;
import dev.weir.value.outcome.Appraisal.Dated;
import dev.weir.value.outcome.Appraisal.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is told of outcomes, checked and valued by a definition and rate cards.
class AppraisalTest {
  private static final Instant NOW = Instant.parse("2026-10-10T00:00:00Z");
  private static final String SUPPORT =
      """
      {"unit": "ticket resolved", "window_days": 30,
       "kpis": [{"name": "resolved", "kind": "boolean", "goal": {"at_least": "0.8"}},
                {"name": "hours", "kind": "number", "min": "0", "max": "40"},
                {"name": "csat", "kind": "csat"},
                {"name": "handling", "kind": "duration"},
                {"name": "deflected", "kind": "percentage"},
                {"name": "refund", "kind": "money"},
                {"name": "effort", "kind": "likert7"}],
       "success": "resolved and csat >= 3",
       "value": "hours * rate.agent * redeployed.agent",
       "value_source": "time study of May", "value_evidence": "did",
       "target": {"per_month": "400"}}
      """;
  private static final String AGENT =
      """
      {"role": "support agent", "usd_per_hour": "62.50", "redeployed_share": "0.4",
       "source": "payroll", "evidence": "rct"}
      """;

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Appraisal appraisal(String definition, String... cards) {
    List<Dated<RateCard>> versions = new ArrayList<>();
    for (String card : cards) {
      versions.add(new Dated<>(versions.size() + 1, RateCard.read("agent", json(card))));
    }
    return new Appraisal(
        Map.of(
            "support", new Dated<>(7, OutcomeText.read("support", json(definition))),
            "search", new Dated<>(1, OutcomeText.read("search", json("{\"unit\": \"answer\"}")))),
        Map.of("agent", versions),
        Map.of(),
        NOW);
  }

  /// @param fields names and values in turn, over what a right outcome has
  private static ToldOutcome told(String... fields) {
    Map<String, String> row = new HashMap<>();
    row.put("use_case", "support");
    row.put("outcome_id", "T-1");
    row.put("occurred_at", "2026-10-05T08:00:00Z");
    row.put("kpi:resolved", "true");
    row.put("kpi:csat", "4");
    row.put("kpi:hours", "1.5");
    for (int i = 0; i < fields.length; i += 2) {
      row.put(fields[i], fields[i + 1]);
    }
    return ToldOutcome.of(row);
  }

  @Test
  void isWorthItsHoursAtTheLoadedRateAsFarAsTheyAreRedeployed() {
    Appraised appraised = appraisal(SUPPORT, AGENT).of(told(), false);

    assertThat(appraised.success()).isTrue();
    assertThat(appraised.value()).contains(new Value(new BigDecimal("37.5"), Evidence.DID));
    assertThat(appraised.definition()).isEqualTo(7);
    assertThat(appraised.rates()).containsExactly(Map.entry("agent", 1));
  }

  @Test
  void isWorthTheTimeItTookWhereItsFormulaSaysSo() {
    String byTheSecond = "time_taken_seconds / 3600 * rate.agent";
    Appraised appraised =
        appraisal(
                SUPPORT.replaceFirst("\"value\": \"[^\"]*\"", "\"value\": \"" + byTheSecond + "\""),
                AGENT)
            .of(told("time_taken_seconds", "5400"), false);

    assertThat(appraised.value().orElseThrow().usd())
        .as("an hour and a half at 62.50")
        .isEqualByComparingTo("93.75");
  }

  @Test
  void isNoSurerThanItsRateCard() {
    Appraisal appraisal = appraisal(SUPPORT, AGENT.replace("rct", "opinion"));

    assertThat(appraisal.of(told(), false).value().orElseThrow().evidence())
        .isEqualTo(Evidence.OPINION);
  }

  @Test
  void takesTheLatestCardThatIsForItsDay() {
    Appraisal appraisal =
        appraisal(
            SUPPORT,
            AGENT,
            AGENT
                .replace("62.50", "70")
                .replace("{\"role\"", "{\"from\": \"2026-10-05\", \"role\""),
            AGENT
                .replace("62.50", "90")
                .replace("{\"role\"", "{\"from\": \"2026-10-06\", \"role\""));

    assertThat(appraisal.of(told(), false).rates()).containsEntry("agent", 2);
    assertThat(appraisal.of(told("occurred_at", "2026-10-04T23:59:59Z"), false).rates())
        .containsEntry("agent", 1);
    assertThat(appraisal.of(told("occurred_at", "2026-10-06"), false).value().orElseThrow().usd())
        .isEqualByComparingTo("54");
  }

  @Test
  void isWorthNothingWhereItIsNoSuccess() {
    Appraised appraised = appraisal(SUPPORT, AGENT).of(told("kpi:csat", "2"), false);

    assertThat(appraised.success()).isFalse();
    assertThat(appraised.value().orElseThrow().usd()).isZero();
  }

  @Test
  void moreRevenueIsWorthItsMarginAlone() {
    Appraisal sales = revenue(appraisal(SUPPORT, AGENT), "0.3");

    Appraised found = sales.of(told(), false);
    assertThat(found.value()).contains(new Value(new BigDecimal("11.25"), Evidence.DID));
    assertThat(found.rates()).containsEntry("agent", 1).containsEntry(Appraisal.MARGIN, 4);
    Appraised stated = sales.of(told("value_usd", "200"), false);
    assertThat(stated.value().orElseThrow().usd()).isEqualByComparingTo("60");
    assertThat(stated.told().valueUsd()).contains(new BigDecimal("200"));
  }

  @Test
  void whatAFailureCostIsNoRevenue() {
    Appraised failed =
        revenue(appraisal(SUPPORT, AGENT), "0.3")
            .of(told("kpi:csat", "1", "value_usd", "-20"), false);

    assertThat(failed.value().orElseThrow().usd()).isEqualByComparingTo("-20");
    assertThat(failed.rates()).doesNotContainKey(Appraisal.MARGIN);
  }

  private static Appraisal revenue(Appraisal known, String margin) {
    return new Appraisal(
        known.definitions(),
        known.rateCards(),
        Map.of("support", new Dated<>(4, new BigDecimal(margin))),
        known.now());
  }

  @Test
  void isWorthWhatItIsToldToBeWorth() {
    Appraised appraised = appraisal(SUPPORT, AGENT).of(told("value_usd", "-12.345"), false);

    assertThat(appraised.value().orElseThrow().usd()).isEqualTo("-12.345");
  }

  @ParameterizedTest
  @CsvSource({"'', rct, OPINION", "did, rct, DID", "did, opinion, OPINION", "rct, did, DID"})
  void whatItIsToldToBeWorthHasTheGradeOfStatedValuesAndNoBetterThanItsRateCards(
      String stated, String card, Evidence grade) {
    String definition =
        stated.isEmpty()
            ? SUPPORT
            : SUPPORT.replaceFirst("\\{", "{\"stated_evidence\": \"" + stated + "\", ");

    Appraised appraised =
        appraisal(definition, AGENT.replace("rct", card)).of(told("value_usd", "50"), false);

    assertThat(appraised.value()).contains(new Value(new BigDecimal("50"), grade));
    assertThat(appraised.rates()).as("by what it is graded").containsEntry("agent", 1);
  }

  @Test
  void aFailureMayHaveCostSomethingAndHasBroughtNothing() {
    Map<String, String> failed =
        Map.of(
            "use_case",
            "search",
            "outcome_id",
            "S-1",
            "occurred_at",
            "2026-10-05",
            "success",
            "false",
            "value_usd",
            "-3");
    Map<String, String> gained = new HashMap<>(failed);
    gained.put("value_usd", "0.01");

    assertThat(
            appraisal(SUPPORT, AGENT).of(ToldOutcome.of(failed), false).value().orElseThrow().usd())
        .isEqualTo("-3");
    assertThatThrownBy(() -> appraisal(SUPPORT, AGENT).of(ToldOutcome.of(gained), false))
        .hasMessage("field 'value_usd' is at most 0 where the outcome failed, was '0.01'");
  }

  @Test
  void hasNoValueWhereNobodySaysOne() {
    Appraised appraised =
        appraisal(SUPPORT, AGENT)
            .of(
                ToldOutcome.of(
                    Map.of("use_case", "search", "outcome_id", "S-1", "occurred_at", "2026-10-05")),
                false);

    assertThat(appraised.value()).isEmpty();
    assertThat(appraised.success()).as("nothing says otherwise").isTrue();
  }

  @Test
  void hasAValueByTheUnit() {
    String perUnit =
        "{\"unit\": \"lead\", \"unit_value_usd\": \"12.50\", \"value_source\": \"sales\", \"value_evidence\": \"opinion\"}";
    ToldOutcome told =
        ToldOutcome.of(
            Map.of(
                "use_case",
                "support",
                "outcome_id",
                "L",
                "occurred_at",
                "2026-10-05",
                "quantity",
                "3"));

    assertThat(appraisal(perUnit).of(told, false).value())
        .contains(new Value(new BigDecimal("37.5"), Evidence.OPINION));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "use_case | billing | field 'use_case' is a use case whose outcome is defined, was 'billing'",
        "occurred_at | 2026-10-10T00:05:01Z | field 'occurred_at' is not in the future, it is 2026-10-10T00:00:00Z now, was '2026-10-10T00:05:01Z'",
        "occurred_at | 2026-09-09T23:59:59Z | field 'occurred_at' is within the window of outcome 'support', window_days 30, so not before 2026-09-10T00:00:00Z, was '2026-09-09T23:59:59Z'",
        "kpi:mood | 3 | field 'kpis' has KPIs of outcome 'support'",
        "kpi:csat | 6 | field 'kpis.csat': a csat is a whole number from 1 to 5, was '6'",
        "kpi:csat | 4.5 | field 'kpis.csat': a csat is a whole number from 1 to 5, was '4.5'",
        "kpi:hours | 41 | field 'kpis.hours': a number is at most 40, was '41'",
        "kpi:hours | -1 | field 'kpis.hours': a number is at least 0, was '-1'",
        "kpi:handling | -1 | field 'kpis.handling': a duration is a number of seconds, not negative, was '-1'",
        "kpi:deflected | 100.1 | field 'kpis.deflected': a percentage is a number from 0 to 100, was '100.1'",
        "kpi:effort | 8 | field 'kpis.effort': a likert7 is a whole number from 1 to 7, was '8'",
        "kpi:resolved | 2 | field 'kpis.resolved': a boolean is true or false, was '2'",
        "kpi:csat | \"\" | the success rule 'resolved and (csat >= 3)': 'csat' is not told",
        "kpi:hours | \"\" | the value '(hours * rate.agent) * redeployed.agent': 'hours' is not told",
        "success | false | field 'success' is what the success rule 'resolved and (csat >= 3)' says, true, was 'false'"
      })
  void refusesByFieldRuleAndValue(String field, String value, String message) {
    Appraisal appraisal = appraisal(SUPPORT, AGENT);
    ToldOutcome told = told(field, value);

    assertThatThrownBy(() -> appraisal.of(told, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quantity | -1 | field 'quantity' is a number above 0 with at most 6 decimals, was '-1'",
        "quantity | 0 | field 'quantity' is a number above 0",
        "quantity | many | field 'quantity' is a number, was 'many'",
        "quantity | 1e99 | field 'quantity' is a number of at most 12 digits before",
        "quantity | 1e2147483647 | field 'quantity' is a number of at most 12 digits before",
        "quantity | 1e-2147483647 | field 'quantity' is",
        "quality | 1.01 | field 'quality' is a number from 0 to 1, was '1.01'",
        "time_taken_seconds | -0.1 | field 'time_taken_seconds' is a number from 0",
        "occurred_at | yesterday | field 'occurred_at' is a day as 2026-10-01 or an instant",
        "occurred_at | 2014-12-31 | field 'occurred_at' is not before 2015-01-01T00:00:00Z",
        "success | maybe | field 'success' is true or false, was 'maybe'",
        "kpi:csat | good | field 'kpis.csat' is a number, was 'good'",
        "value_usd | $5 | field 'value_usd' is a number, was '$5'",
        "volume | 5 | there is no field 'volume'",
        "share:search | 1 | field 'shares' has at most 20 use cases, the outcome's own 'support' among them",
        "share:search | 0.5 | field 'shares' adds up to 1, was {search=0.5}, adding up to '0.5'"
      })
  void refusesWhatIsNoOutcomeAtAll(String field, String value, String message) {
    assertThatThrownBy(() -> told(field, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesSharesOfAUseCaseWithoutADefinition() {
    Appraisal appraisal = appraisal(SUPPORT, AGENT);
    ToldOutcome told = told("share:support", "0.6", "share:billing", "0.4");

    assertThatThrownBy(() -> appraisal.of(told, false))
        .hasMessage("field 'shares.billing' is a use case whose outcome is defined, was 'billing'");
  }

  @Test
  void correctsWhatIsBeyondTheWindow() {
    ToldOutcome old = told("occurred_at", "2026-01-01");

    assertThat(appraisal(SUPPORT, AGENT).of(old, true).success()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-01T00:00:00Z, true",
    "2026-10-01T00:05:00Z, true",
    "2026-01-01T00:00:00Z, true",
    "2026-08-31T23:59:59Z, false",
    "2026-10-01T00:05:01Z, false"
  })
  void aCorrectionMovesAnOutcomeWithinTheWindowOfItsFirstTelling(String to, boolean allowed) {
    Appraisal appraisal = appraisal(SUPPORT, AGENT);
    ToldOutcome corrected = told("occurred_at", to);
    Instant was = Instant.parse("2026-01-01T00:00:00Z");
    Instant firstTold = Instant.parse("2026-10-01T00:00:00Z");

    if (allowed) {
      assertThatCode(() -> appraisal.requireMove(corrected, was, firstTold))
          .doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> appraisal.requireMove(corrected, was, firstTold))
          .hasMessage(
              "field 'occurred_at' is moved by a correction within the window of the first telling,"
                  + " 2026-09-01T00:00:00Z to 2026-10-01T00:05:00Z, or by an admin; it is"
                  + " 2026-01-01T00:00:00Z, was '"
                  + to
                  + "'");
    }
  }

  @Test
  void saysTheSameOfWhatIsWrittenOtherwise() {
    ToldOutcome written =
        told("quantity", "2.50", "kpi:resolved", "1", "occurred_at", "2026-10-05");
    ToldOutcome same =
        told("quantity", "2.5", "kpi:resolved", "true", "occurred_at", "2026-10-05T00:00:00Z");

    assertThat(written).isEqualTo(same);
    assertThat(written.difference(same)).isEmpty();
    assertThat(ToldOutcome.of(written.fields())).isEqualTo(written);
    assertThat(written.difference(told("quantity", "3", "occurred_at", "2026-10-05")))
        .contains("field 'quantity' is '2.5', was '3'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"hours\", \"kind\": \"number\" | \"and\", \"kind\": \"number\" | the name of a KPI is none that expressions have already, was 'and'",
        "\"kind\": \"csat\" | \"kind\": \"stars\" | a kind of KPI is one of boolean, number",
        "\"kind\": \"csat\" | \"kind\": \"csat\", \"min\": \"1\" | has its own range and takes no min or max",
        "resolved and csat >= 3 | resolved and mood >= 3 | field 'success' names KPIs, quality, quantity, time_taken_seconds, was 'mood'",
        "resolved and csat >= 3 | resolved and rate.agent > 3 | field 'success' names KPIs",
        "resolved and csat >= 3 | resolved and | field 'success': a name or a number is expected",
        "hours * rate.agent | days * rate.agent | field 'value' names KPIs, quality, quantity, time_taken_seconds, rate.CARD and redeployed.CARD, was 'days'",
        "\"value_evidence\": \"did\" | \"value_evidence\": \"sure\" | a grade of evidence is one of rct, did, before_after, opinion, was 'sure'",
        "\"unit\": | \"stated_evidence\": \"told\", \"unit\": | field 'stated_evidence': a grade of evidence is one of rct, did, before_after, opinion, was 'told'",
        "\"value_evidence\": \"did\" | \"unit_value_usd\": \"3\" | an outcome has a value or a unit_value_usd, was both",
        "\"window_days\": 30 | \"window_days\": 0 | field 'window_days' is 1 to 3,660, was '0'",
        "\"per_month\": \"400\" | \"per_month\": \"0\" | field 'target.per_month' is above 0, was '0'",
        "\"per_month\": \"400\" | \"kpi\": \"csat\" | field 'target.kpi' is a KPI that has a goal, was 'csat'",
        "\"at_least\": \"0.8\" | \"at_least\": \"80\" | the goal of a boolean is a share from 0 to 1, was '80'",
        "\"unit\": | \"colour\": \"red\", \"unit\": | there is no field 'colour'"
      })
  void refusesADefinitionByFieldRuleAndValue(String right, String wrong, String message) {
    String text = SUPPORT.replace(right, wrong);
    assertThat(text).isNotEqualTo(SUPPORT);

    assertThatThrownBy(() -> OutcomeText.read("support", json(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("outcome 'support'")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "62.50 | -1 | field 'usd_per_hour' is a number from 0 to 100000, was '-1'",
        "0.4 | 1.1 | field 'redeployed_share' is a number from 0 to 1, was '1.1'",
        "rct | guess | a grade of evidence is one of",
        "\"payroll\" | \"\" | field 'source' is a text of 1 to 1,000 characters"
      })
  void refusesARateCardByFieldRuleAndValue(String right, String wrong, String message) {
    assertThatThrownBy(() -> RateCard.read("agent", json(AGENT.replace(right, wrong))))
        .hasMessageContaining("rate card 'agent'")
        .hasMessageContaining(message);
  }
}
