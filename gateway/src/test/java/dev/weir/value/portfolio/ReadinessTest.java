package dev.weir.value.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Total;
import dev.weir.value.portfolio.Known.Baseline;
import dev.weir.value.portfolio.Known.Served;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessTest {
  private static List<String> missing(String useCase, Known known) {
    return missing(useCase, known, Total.ZERO);
  }

  private static List<String> missing(String useCase, Known known, Total committed) {
    return readiness(useCase, known, committed, Cases.TODAY).missing().stream()
        .map(Readiness.Missing::what)
        .toList();
  }

  private static Readiness readiness(
      String useCase, Known known, Total committed, LocalDate today) {
    return Readiness.of(Cases.of(useCase), known, committed, Policy.USUAL, today);
  }

  @Test
  void nothingIsMissingWhereAllIsThere() {
    assertThat(missing(Cases.WHOLE, Cases.KNOWN)).isEmpty();
  }

  @Test
  void allThatIsMissingIsNamedAtOnce() {
    String bare = "{\"name\":\"Triage\",\"statement\":\"Use AI.\"}";

    assertThat(missing(bare, Known.NONE))
        .containsExactly(
            "outcome",
            "baseline",
            "target",
            "unit_value",
            "business_owner",
            "technical_owner",
            "budget",
            "statement");
  }

  @ParameterizedTest
  @CsvSource({
    "true,true,true,",
    "false,true,true,outcome",
    "true,false,true,target",
    "true,true,false,unit_value"
  })
  void eachPartOfTheOutcomeIsAskedForByItself(
      boolean outcome, boolean target, boolean value, String lacking) {
    Known known =
        new Known(
            outcome,
            target,
            value,
            Cases.KNOWN.baseline(),
            Cases.KNOWN.hypotheses(),
            Optional.empty());

    assertThat(missing(Cases.WHOLE, known))
        .isEqualTo(lacking == null ? List.of() : List.of(lacking));
  }

  @Test
  void aBaselineCountsUntilTheDayItExpires() {
    Baseline expiring = new Baseline(Optional.of(Cases.TODAY));
    Known over = until(expiring);
    Known endless = until(new Baseline(Optional.empty()));

    assertThat(readiness(Cases.WHOLE, over, Total.ZERO, Cases.TODAY).toText())
        .isEqualTo("baseline: expired on 2026-11-23");
    assertThat(missing(Cases.WHOLE, endless)).isEmpty();
  }

  private static Known until(Baseline baseline) {
    return new Known(true, true, true, Optional.of(baseline), Set.of(), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({"2026-11-23,''", "2026-11-22,value"})
  void aStrategicValueCountsUntilTheDayItWasToShow(String horizon, String lacking) {
    String bet =
        Cases.WHOLE.replace(
            "{\"kind\":\"saving\",\"of\":\"handling time\"}",
            "{\"kind\":\"strategic\",\"aim\":\"option\",\"horizon\":\"%s\",\"review_criteria\":[\"used\"]},\"review_on\":\"2027-01-01\""
                .formatted(horizon));

    assertThat(missing(bet, Cases.KNOWN))
        .isEqualTo(lacking.isEmpty() ? List.of() : List.of(lacking));
  }

  @ParameterizedTest
  @CsvSource({"9999.99,", "10000,hypothesis", "25000,hypothesis"})
  void fromItsThresholdOnABudgetNeedsAHypothesis(String budget, String lacking) {
    String dear =
        Cases.WHOLE.replace("\"2000\"", "\"" + budget + "\",\"review_on\":\"2027-01-01\"");

    assertThat(missing(dear, Cases.KNOWN))
        .isEqualTo(lacking == null ? List.of() : List.of(lacking));
    assertThat(missing(dear.replace("\"value\"", "\"hypothesis\":\"h\",\"value\""), Cases.KNOWN))
        .isEmpty();
    String unregistered = dear.replace("\"value\"", "\"hypothesis\":\"other\",\"value\"");
    assertThat(missing(unregistered, Cases.KNOWN))
        .as("one that nobody registered about this use case is none")
        .isEqualTo(lacking == null ? List.of() : List.of(lacking));
  }

  @ParameterizedTest
  @CsvSource({"4999.99,", "5000,review_on", "9999.99,review_on", "10000,hypothesis review_on"})
  void whatItWasAllowedOrCostsCountsAsWhatItSays(String usd, String lacking) {
    Total committed = Total.usd(new BigDecimal(usd));

    assertThat(String.join(" ", missing(Cases.WHOLE, Cases.KNOWN, committed)))
        .isEqualTo(lacking == null ? "" : lacking);
  }

  @Test
  void aReviewThatIsOverdueIsMissing() {
    String due = Cases.WHOLE.replace("\"2000\"", "\"2000\",\"review_on\":\"2026-11-23\"");
    LocalDate tomorrow = Cases.TODAY.plusDays(1);
    Known endless = until(new Baseline(Optional.empty()));

    assertThat(missing(due, endless)).as("on its day").isEmpty();
    assertThat(readiness(due, endless, Total.ZERO, tomorrow).toText())
        .isEqualTo("review_on: the review of 2026-11-23 is overdue: hold it and set the next date");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "retail customers|retail customers across the organisation|specific",
        "\"measured\":\"0.93\"|\"measured\":\"0.89\"|achievable",
        "\"n\":300|\"n\":29|achievable",
        "\"value\":{\"kind\":\"saving\",\"of\":\"handling time\"},||relevant",
        "\"by\":\"2027-06-30\"|\"by\":\"2026-11-23\"|time_bound",
        "\"measurable\":{\"evidence\":\"m\"},||measurable"
      })
  void eachCheckFailsForItsOwnReason(String part, String instead, String failing) {
    String changed = Cases.WHOLE.replace(part, instead == null ? "" : instead);

    assertThat(failed(changed, Cases.KNOWN)).containsExactly(failing);
    assertThat(failed(Cases.WHOLE, Cases.KNOWN)).isEmpty();
    assertThat(failed(Cases.WHOLE, Known.NONE)).containsExactly("measurable");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.95|30|quality 0.95 of 30 live outcomes|",
        "0.85|500|quality 0.85 of 500 live outcomes|what is served has a quality of 0.85, the floor"
            + " is 0.9",
        "0.85|29|a|"
      })
  void whatIsServedSaysWhatIsAchievableOnceItIsEnough(
      String share, long n, String evidence, String lacking) {
    Known known = Cases.KNOWN.serving(Optional.of(new Served("quality", new BigDecimal(share), n)));

    SmartCheck achievable = SmartCheck.of(Cases.of(Cases.WHOLE), known, Cases.TODAY).get(2);

    assertThat(achievable.evidence()).contains(evidence);
    assertThat(achievable.lacking()).isEqualTo(lacking == null ? List.of() : List.of(lacking));
    String untried =
        Cases.WHOLE.replace(
            "\"achievable\":{\"evidence\":\"a\",\"measured\":\"0.93\",\"n\":300},", "");
    assertThat(SmartCheck.of(Cases.of(untried), known, Cases.TODAY).get(2).isPassed())
        .as("no trial is put forward")
        .isEqualTo(share.equals("0.95"));
  }

  private static List<String> failed(String useCase, Known known) {
    return SmartCheck.of(Cases.of(useCase), known, Cases.TODAY).stream()
        .filter(check -> !check.isPassed())
        .map(SmartCheck::name)
        .toList();
  }
}
