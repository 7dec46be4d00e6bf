package dev.weir.value.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.stats.Moments;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What it comes to to do what is recommended. The newest three months of a steady use case have
/// 670, 700 and 730 outcomes at a dollar each and 400 of pools: 700.00 of calls, 1,100.00 loaded.
class ProposalTest {
  private static final Recommendation SCALE =
      new Recommendation.Scale(List.of(), OptionalDouble.empty());

  private static Proposal proposed(History history, Optional<BigDecimal> budget) {
    return Proposal.of(Judgement.of(history, Policy.USUAL), history, Policy.USUAL, budget)
        .orElseThrow();
  }

  @Test
  void whatIsScaledMayCostAFifthMoreAsLongAsADollarMoreBringsEnough() {
    Proposal.Budget proposed =
        (Proposal.Budget) proposed(Months.steady(12, 5), Optional.of(new BigDecimal("500")));

    assertThat(proposed.usd()).isEqualTo("840.00");
    assertThat(proposed.basis())
        .isEqualTo(
            "calls cost 700.00 a month (mean of 2026-10 to 2026-12); 20 % more is the most one"
                + " moves by, and a dollar more still brings more than 1.10");
  }

  @Test
  void aBudgetThatLetsItGrowAlreadyIsNotRaised() {
    assertThat(proposed(Months.steady(12, 5), Optional.of(new BigDecimal("840"))))
        .isInstanceOfSatisfying(
            Proposal.None.class,
            none ->
                assertThat(none.basis())
                    .startsWith("its budget of 840 lets it grow to 840.00 already: calls cost"));
  }

  /// Cost 1,200 a month and value scale × cost^0.5: a dollar more brings 0.5 × scale ÷ 1,200^0.5,
  /// and after a rise by f that ÷ (1 + f)^0.5. With 78.278 that is 1.10 at f = 5.5 %.
  @ParameterizedTest
  @CsvSource({"78.278, 1260.00", "100, 1440.00"})
  void aReturnThatFallsEndsTheRiseWhereItMeetsTheHurdle(double scale, String usd) {
    assertThat(Proposal.of(SCALE, rooted(12, scale), Policy.USUAL, Optional.empty()))
        .get()
        .isInstanceOfSatisfying(
            Proposal.Budget.class, budget -> assertThat(budget.usd()).isEqualTo(usd));
  }

  @Test
  void nothingIsProposedWhereADollarMoreBringsTooLittleOrNobodyKnows() {
    assertThat(Proposal.of(SCALE, rooted(12, 70), Policy.USUAL, Optional.empty()))
        .get()
        .isInstanceOfSatisfying(
            Proposal.None.class,
            none ->
                assertThat(none.basis())
                    .contains("shown to bring 1.01 at least and is to bring more than 1.10"));
    assertThat(Proposal.of(SCALE, rooted(3, 100), Policy.USUAL, Optional.empty()))
        .get()
        .isInstanceOfSatisfying(
            Proposal.None.class,
            none -> assertThat(none.basis()).contains("not known", "4 months", "was 3"));
  }

  private static History rooted(int months, double scale) {
    return new History(
        IntStream.range(12 - months, 12)
            .mapToObj(m -> {
              MonthFigures usual = Months.month(m, 100, 1).told();
              double spent = 700 + 50 * m;
              BigDecimal usd = BigDecimal.valueOf(spent);
              double scatter = m % 2 == 0 ? 1 + 1e-7 : 1 - 1e-7;
              return new MonthFigures(
                  usual.month(),
                  usual.use(),
                  new MonthFigures.Cost(Told.of(usd), Told.of(usd), Told.of(0.0)),
                  new MonthFigures.Benefit(
                      Told.of(new Moments(100, scatter * scale * Math.sqrt(spent) / 100, 1)),
                      usual.benefit().newcomers(),
                      usual.benefit().reported(),
                      usual.benefit().haircut(),
                      usual.benefit().incremental()),
                  usual.standing());
            })
            .toList());
  }

  @Test
  void whatEndsSavesWhatItCostsLessWhatItBrings() {
    Proposal.Saving saved = (Proposal.Saving) proposed(Months.steady(12, 0.8), Optional.empty());

    assertThat(saved.usd()).as("1,100.00 − 700 × 0.80").isEqualTo("540.00");
    assertThat(saved.basis())
        .isEqualTo(
            "it costs 1100.00 a month, 700.00 of it by calls, and brings 560.00 (means of 2026-10"
                + " to 2026-12): ending the calls saves 140.00 at once; the rest, its share of"
                + " pools, once that is given up");
  }

  @Test
  void whatPaysForItsCallsSavesNothingUntilItsPoolsAreGivenUp() {
    Proposal.Saving saved = (Proposal.Saving) proposed(Months.steady(12, 1.3), Optional.empty());

    assertThat(saved.usd()).as("1,100.00 − 700 × 1.30").isEqualTo("190.00");
    assertThat(saved.basis())
        .contains("ending the calls alone loses 210.00; it saves once its share of pools, 400.00");
  }

  @Test
  void whatGoesOnHasNoProposal() {
    History history = Months.steady(12, 1.7);
    Recommendation goesOn = Judgement.of(history, Policy.USUAL);

    assertThat(goesOn.code()).isEqualTo("continue");
    assertThat(Proposal.of(goesOn, history, Policy.USUAL, Optional.empty())).isEmpty();
  }
}
