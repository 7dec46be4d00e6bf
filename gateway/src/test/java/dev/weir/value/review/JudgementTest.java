package dev.weir.value.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.value.review.Criterion.Name;
import dev.weir.value.review.Criterion.Outcome;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {
  private static Recommendation judged(History history) {
    return Judgement.of(history, Policy.USUAL);
  }

  /// A steady use case: fixed cost 400 and 1 USD an outcome, 400 to 730 outcomes a month, no doubt
  /// about anything but the mean of the values.
  @ParameterizedTest
  @CsvSource({
    "5.00, 0.9, 0.1, 0.1, scale",
    "5.00, 0.4, 0.1, 0.1, continue",
    "1.70, 0.9, 0.1, 0.1, continue",
    "1.62, 0.9, 0.1, 0.1, not_enough_evidence",
    "1.30, 0.9, 0.1, 0.1, pull_back",
    "0.80, 0.9, 0.1, 0.1, sunset",
    "5.00, 0.9, 0.9, 0.1, optimise",
    "5.00, 0.9, 0.1, 0.4, optimise",
    "0.80, 0.9, 0.9, 0.4, sunset"
  })
  void recommendsByValueScoreIndexAndDeviation(
      double value, double strategic, double commodity, double deviation, String expected) {
    History history =
        new History(
            IntStream.range(0, 12)
                .mapToObj(month ->
                    Months.month(month, 400 + 30 * month, value)
                        .strategic(strategic)
                        .commodity(commodity)
                        .quality(deviation)
                        .told())
                .toList());

    assertThat(judged(history).code()).isEqualTo(expected);
  }

  @Test
  void everyCriterionHasItsFigureItsBoundAndItsThreshold() {
    Recommendation said = judged(Months.steady(12, 5));

    assertThat(said.criteria())
        .hasSize(Name.values().length)
        .isSortedAccordingTo((a, b) -> a.name().compareTo(b.name()));
    Criterion hurdle = said.criterion(Name.VALUE_ABOVE_HURDLE).orElseThrow();
    assertThat(hurdle.outcome()).isEqualTo(Outcome.MET);
    assertThat(hurdle.figure().orElseThrow()).isEqualTo(5);
    assertThat(hurdle.bound().orElseThrow()).isBetween(4.8, 5.0);
    // The mean volume of the newest six months is 655, below that of the newest three.
    assertThat(hurdle.threshold()).isEqualTo(1.1 * (1 + 400 / 655.0));
  }

  @Test
  void fewOutcomesAreNotEnoughEvidenceWhateverTheyAreWorth() {
    History few =
        new History(IntStream.range(0, 12).mapToObj(m -> Months.month(m, 20, 500).told()).toList());

    assertThat(judged(few))
        .isInstanceOfSatisfying(
            Recommendation.NotEnoughEvidence.class,
            said -> assertThat(said.why()).contains("100 outcomes").contains("was 60"));
  }

  @Test
  void whatIsNotKnownIsSaidInTheFiguresPlace() {
    MonthFigures known = Months.month(0, 500, 5).told();
    MonthFigures unknown =
        new MonthFigures(
            known.month(),
            known.use(),
            new MonthFigures.Cost(
                known.cost().variable(),
                Told.unknown("what pools cost is not known"),
                known.cost().unattributedShare()),
            known.benefit(),
            known.standing());

    Recommendation said = judged(new History(List.of(unknown)));

    assertThat(said)
        .isInstanceOfSatisfying(
            Recommendation.NotEnoughEvidence.class,
            silent -> assertThat(silent.why()).isEqualTo("what pools cost is not known"));
    assertThat(said.criterion(Name.UNIT_COST_FALLS).orElseThrow().outcome())
        .isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void aMonthWithoutFiguresAtTheEndIsNotJudgedByOlderOnes() {
    History history = Months.steady(12, 5);
    MonthFigures last = Months.month(12, 500, 5).told();
    List<MonthFigures> months =
        Stream.concat(
                history.months().stream(),
                Stream.of(
                    new MonthFigures(
                        last.month(),
                        last.use(),
                        last.cost(),
                        new MonthFigures.Benefit(
                            Told.unknown("no outcomes are known"),
                            last.benefit().newcomers(),
                            last.benefit().reported(),
                            last.benefit().haircut(),
                            last.benefit().incremental()),
                        last.standing())))
            .toList();

    assertThat(judged(new History(months)).code()).isEqualTo("not_enough_evidence");
  }

  @Test
  void newcomersWhoBringLessKeepAPilotOfEnthusiastsFromBeingScaled() {
    History pilot =
        new History(
            IntStream.range(0, 12)
                .mapToObj(m ->
                    Months.month(m, 400 + 30 * m, 5).newcomers(Months.values(200, 1.2, 0.5)).told())
                .toList());

    assertThat(judged(Months.steady(12, 5)).code()).isEqualTo("scale");
    assertThat(judged(pilot).code()).isEqualTo("not_enough_evidence");
  }

  @Test
  void aValueThatFallsIsCarriedOn() {
    History falling =
        new History(
            IntStream.range(0, 12)
                .mapToObj(m -> Months.month(m, 400 + 30 * m, 4.2 - 0.2 * m).told())
                .toList());

    // The newest three months bring 2.20 on average, the next three 1.60 at this pace.
    double low =
        judged(falling).criterion(Name.VALUE_ABOVE_COST).orElseThrow().bound().orElseThrow();
    assertThat(low).isBetween(1.5, 1.65);
  }

  @Test
  void costThatNobodyAnswersForIsLoadedOnIt() {
    History clean = Months.steady(12, 2.2);
    History doubtful =
        new History(
            IntStream.range(0, 12)
                .mapToObj(m -> Months.month(m, 400 + 30 * m, 2.2).unattributed(0.2).told())
                .toList());

    assertThat(judged(clean).code()).isEqualTo("scale");
    assertThat(judged(doubtful).criterion(Name.VALUE_ABOVE_COST).orElseThrow().threshold())
        .isEqualTo((1 + 400 / 655.0) * (1 + 2 * 0.25));
    assertThat(judged(doubtful).code()).isEqualTo("not_enough_evidence");
  }

  @Test
  void outcomesThatWereNotToldMayBeAsGoodAsThoseThatWere() {
    History half =
        new History(
            IntStream.range(0, 12)
                .mapToObj(m -> Months.month(m, 400 + 30 * m, 1).reported(0.5).told())
                .toList());

    assertThat(judged(Months.steady(12, 1)).code()).isEqualTo("pull_back");
    assertThat(judged(half).code()).isEqualTo("not_enough_evidence");
  }

  @Test
  void theGradeOfEvidenceTakesFromTheLowerBoundOnly() {
    History opinion =
        new History(
            IntStream.range(0, 12)
                .mapToObj(m -> Months.month(m, 400 + 30 * m, 5).haircut(0.2).told())
                .toList());
    Recommendation said = judged(opinion);

    assertThat(said.code()).isEqualTo("not_enough_evidence");
    assertThat(said.criterion(Name.VALUE_ABOVE_COST).orElseThrow().bound().orElseThrow())
        .isBetween(0.9, 1.0);
    assertThat(said.criterion(Name.VALUE_BELOW_COST).orElseThrow().bound().orElseThrow())
        .isGreaterThan(5);
  }

  @Test
  void whatNoExperimentHasShownCountsAsFarAsItsMonthsLetItCount() {
    History claimed = untried(0.5);
    Recommendation said = judged(claimed);

    assertThat(judged(Months.steady(12, 2.9)).code()).isEqualTo("scale");
    assertThat(said.code()).isEqualTo("not_enough_evidence");
    assertThat(said.criterion(Name.VALUE_ABOVE_COST).orElseThrow().bound().orElseThrow())
        .as("half of 2.90 at most")
        .isBetween(1.4, 1.45);
    Criterion opinion = judged(untried(0.2)).criterion(Name.VALUE_ABOVE_COST).orElseThrow();
    assertThat(opinion.bound().orElseThrow())
        .as("its grade, where that is less")
        .isBetween(0.5, 0.58);
    assertThat(said.misclassified().orElseThrow()).isGreaterThan(0.001);
  }

  private static History untried(double haircut) {
    return new History(
        IntStream.range(0, 12)
            .mapToObj(m -> Months.month(m, 400 + 30 * m, 2.9).haircut(haircut).untried().told())
            .toList());
  }

  @Test
  void aSeasonThatDilutesFixedCostLessIsNoGrowthOfCost() {
    int[] volumes = {700, 900, 1000, 900, 700, 500, 400, 500, 700, 600, 500, 400};
    History season =
        new History(
            IntStream.range(0, 12).mapToObj(m -> Months.month(m, volumes[m], 5).told()).toList());

    assertThat(judged(season).criterion(Name.COST_OUTGROWS_VALUE).orElseThrow().outcome())
        .isEqualTo(Outcome.NOT_MET);
  }

  @Test
  void costThatGrowsFasterThanValueForMonthsCallsForMending() {
    History growing =
        new History(
            IntStream.range(0, 12)
                .mapToObj(
                    m -> Months.month(m, 500, 9).variable(1 + (m > 7 ? 0.3 * (m - 7) : 0)).told())
                .toList());

    assertThat(judged(growing))
        .isInstanceOfSatisfying(
            Recommendation.Optimise.class,
            said -> assertThat(said.because()).isEqualTo(Name.COST_OUTGROWS_VALUE));
  }

  @Test
  void whatWasSaidOfAMonthReadsNoLaterOne() {
    History whole =
        new History(
            IntStream.range(0, 12)
                .mapToObj(m -> Months.month(m, 400 + 30 * m, m < 8 ? 5 : 0.5).told())
                .toList());
    List<BackTest.Line> past = BackTest.of(whole, Policy.USUAL);

    for (int i = 0; i < 12; i++) {
      History known = new History(whole.months().subList(0, i + 1));
      assertThat(past.get(i).said()).isEqualTo(judged(known));
    }
    BackTest.Line august = past.get(7);
    assertThat(august.month()).isEqualTo(YearMonth.of(2026, 8));
    assertThat(august.said().code()).isEqualTo("scale");
    assertThat(august.cameTrue()).contains(false);
    assertThat(past.getLast().laterMargin()).isEmpty();
    assertThat(BackTest.signal(past)).isEqualTo(YearMonth.of(2026, 11));
  }

  @Test
  void statesHowLikelyItIsToBeWrong() {
    double clear = judged(Months.steady(12, 5)).misclassified().orElseThrow();
    double close = judged(Months.steady(12, 1.63)).misclassified().orElseThrow();

    assertThat(clear).isLessThan(1e-6);
    assertThat(close).isBetween(0.01, 0.5);
  }
}
