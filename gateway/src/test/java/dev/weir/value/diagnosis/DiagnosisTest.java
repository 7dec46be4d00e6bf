package dev.weir.value.diagnosis;

import static dev.weir.value.diagnosis.Months.AFTER;
import static dev.weir.value.diagnosis.Months.BEFORE;
import static dev.weir.value.diagnosis.Months.month;
import static dev.weir.value.diagnosis.Months.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.value.unit.OutcomeSum;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
  private static final Optional<OutcomeSum> OUTCOMES = Optional.of(OutcomeSum.of(1_000, 800));

  private static List<Finding> findings(MonthOfUse before, MonthOfUse after) {
    return Diagnosis.of(before, after, Bridge.of(before, after));
  }

  private static List<String> texts(MonthOfUse before, MonthOfUse after) {
    return findings(before, after).stream().map(Finding::text).toList();
  }

  @Test
  void aPromptThatGrewIsNamedWithItsVersionTeamAndMoney() {
    MonthOfUse before =
        month(
            BEFORE,
            Map.of(),
            OUTCOMES,
            row("gpt", "support/v6", "billing", 1_000, "input", "1000000", "7609.76"),
            row("gpt", "other/v1", "claims", 1_000, "input", "500000", "3804.88"));
    MonthOfUse after =
        month(
            AFTER,
            Map.of(),
            OUTCOMES,
            row("gpt", "support/v7", "billing", 1_000, "input", "1410000", "10729.7616"),
            row("gpt", "other/v1", "claims", 1_000, "input", "500000", "3804.88"));

    List<Finding> findings = findings(before, after);

    assertThat(findings.getFirst().text())
        .isEqualTo(
            "input tokens per call rose 41 % (1,000 → 1,410) on prompt support/v7, before"
                + " support/v6 (team billing, model gpt): +$3,120.00 a month");
    assertThat(findings.getFirst().where())
        .containsExactly("tag:prompt=support/v7", "team=billing", "model=gpt");
    assertThat(findings).hasSize(1);
  }

  @Test
  void aDearerModelAMovedMixAndAPoolHaveTheirSentences() {
    MonthOfUse before =
        month(
            BEFORE,
            Map.of("eng", "1000", "legal", "5"),
            OUTCOMES,
            row("big", "", "", 200, "output", "1000000", "10"),
            row("small", "", "", 800, "output", "1000000", "1"));
    MonthOfUse after =
        month(
            AFTER,
            Map.of("eng", "1900", "legal", "5"),
            OUTCOMES,
            row("big", "", "", 600, "output", "3000000", "3000"),
            row("small", "", "", 400, "output", "500000", "0.5"));

    List<String> texts = texts(before, after);

    assertThat(texts)
        .anyMatch(text ->
            text.startsWith("dollars per million output of model big rose 9900 % (10 → 1,000): +$"))
        .anyMatch(text ->
            text.startsWith(
                "the share of calls by model moved, big 20 % → 60 %, small 80 % → 40 %: +$"))
        .anyMatch(text ->
            text.equals(
                "shared cost per outcome rose 90 % (1.26 → 2.38), most by pool eng (+$900.00):"
                    + " +$900.00 a month"));
    assertThat(findings(before, after))
        .extracting(finding -> finding.monthUsd().abs())
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void lessSuccessAndMoreCallsForAnOutcomeAreTold() {
    UseRow then = row("gpt", "", "", 1_000, "input", "1000", "1000");
    UseRow now = row("gpt", "", "", 1_500, "input", "1500", "1500");

    List<String> texts =
        texts(
            month(BEFORE, Map.of(), OUTCOMES, then),
            month(AFTER, Map.of(), Optional.of(OutcomeSum.of(1_000, 400)), now));

    assertThat(texts)
        .anyMatch(text -> text.startsWith("calls per outcome tried rose 50 % (1 → 1.5): +$"))
        .anyMatch(text ->
            text.startsWith("outcomes that succeed, of those tried, fell 50 % (0.8 → 0.4): +$"));
  }

  private static CallerOutcomes of(String prompt, String team, long tried, long successes) {
    return new CallerOutcomes(prompt, team, OutcomeSum.of(tried, successes));
  }

  /// Claims falls by more, of fewer outcomes: 20 of 100, where billing loses 380 of 800.
  @Test
  void whoseOutcomesSucceedLessOftenIsNamedWithItsPromptVersionAndTeam() {
    UseRow use = row("gpt", "", "", 1_000, "input", "1000", "1000");
    MonthOfUse before =
        month(BEFORE, Map.of(), OUTCOMES, use)
            .with(
                List.of(
                    of("support/v6", "billing", 800, 700),
                    of("faq/v1", "claims", 100, 60),
                    of("", "", 100, 40)));
    MonthOfUse after =
        month(AFTER, Map.of(), Optional.of(OutcomeSum.of(1_000, 400)), use)
            .with(
                List.of(
                    of("support/v6", "billing", 100, 60),
                    of("support/v7", "billing", 700, 260),
                    of("faq/v1", "claims", 100, 0),
                    of("new/v1", "sales", 100, 80)));

    assertThat(texts(before, after))
        .anyMatch(text ->
            text.startsWith(
                "outcomes that succeed, of those tried, fell 50 % (0.8 → 0.4), most on prompt"
                    + " support/v6, support/v7 (team billing, 0.875 → 0.4): +$"));
    assertThat(texts(after, before))
        .anyMatch(text ->
            text.startsWith(
                "outcomes that succeed, of those tried, rose 100 % (0.4 → 0.8), most on prompt"
                    + " support/v6 (team billing, 0.4 → 0.875): -$"));
  }

  @Test
  void whoMakesMoreCallsForAnOutcomeIsNamedOldCallerOrNew() {
    UseRow same = row("gpt", "faq/v1", "claims", 1_000, "input", "1000", "1000");
    UseRow then = row("gpt", "support/v6", "billing", 500, "input", "500", "500");
    UseRow loops = row("gpt", "support/v7", "billing", 1_400, "input", "1400", "1400");
    UseRow joined = row("gpt", "", "sales", 2_000, "input", "2000", "2000");

    assertThat(
            texts(
                month(BEFORE, Map.of(), OUTCOMES, same, then),
                month(AFTER, Map.of(), OUTCOMES, same, loops)))
        .anyMatch(text ->
            text.startsWith(
                "calls per outcome tried rose 60 % (1.5 → 2.4), most on prompt support/v7 (team"
                    + " billing, 0.5 → 1.4): +$"));
    assertThat(
            texts(
                month(BEFORE, Map.of(), OUTCOMES, same, then),
                month(AFTER, Map.of(), OUTCOMES, same, then, joined)))
        .anyMatch(text ->
            text.startsWith(
                "calls per outcome tried rose 133 % (1.5 → 3.5), most on calls of no named prompt"
                    + " (team sales, 0 → 2): +$"));
  }

  @Test
  void aCacheThatIsNotReadAnyMoreIsTold() {
    List<String> texts =
        texts(
            month(
                BEFORE,
                Map.of(),
                Optional.empty(),
                row("gpt", "faq@3", "", 100, "input", "400", "4", "cache_read", "600", "0.6")),
            month(
                AFTER,
                Map.of(),
                Optional.empty(),
                row("gpt", "faq@3", "", 100, "input", "1000", "10")));

    assertThat(texts)
        .containsExactly(
            "the cached share of the prompt ended (0.6 → 0) on prompt faq@3 (no team, model gpt):"
                + " +$5.40 a month");
  }

  @Test
  void whatMovedByLessThanAHundredthIsNotSaid() {
    UseRow then = row("gpt", "", "", 1_000, "input", "100000", "1000");
    UseRow now = row("gpt", "", "", 1_000, "input", "100500", "1005");

    assertThat(
            texts(month(BEFORE, Map.of(), OUTCOMES, then), month(AFTER, Map.of(), OUTCOMES, now)))
        .isEmpty();
  }

  @Test
  void versionsOfAPromptAreOneFamily() {
    assertThat(row("m", "support/v7", "", 1).family()).isEqualTo("support");
    assertThat(row("m", "support@7", "", 1).family()).isEqualTo("support");
    assertThat(row("m", "support:v1.2", "", 1).family()).isEqualTo("support");
    assertThat(row("m", "support", "", 1).family()).isEqualTo("support");
    assertThat(row("m", "faq/v2/long", "", 1).family()).isEqualTo("faq/v2/long");
  }
}
