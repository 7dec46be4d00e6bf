package dev.weir.value.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.value.pack.Pack.ReviewedAdvice;
import dev.weir.value.review.Concern;
import dev.weir.value.review.Criterion;
import dev.weir.value.review.Proposal;
import dev.weir.value.review.Recommendation;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// In which order a review has its recommendations.
class AdviceOrderTest {
  private static final ReviewedSource SOURCE = new ReviewedSource("opinion", "/api/v1/use-cases");
  private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

  private static ReviewedAdvice advice(String useCase, Recommendation said, String... weight) {
    return ReviewedAdvice.of(useCase, said, YearMonth.of(2026, 10), SOURCE, _ -> SOURCE)
        .mattering(Stream.of(weight).findFirst().map(BigDecimal::new), SOURCE);
  }

  @Test
  void whatMattersMostToItsUseCaseComesFirstAndWhatNobodyWeighedLastByName() {
    Recommendation loses = new Recommendation.PullBack(List.of(), UNKNOWN);

    assertThat(
            Stream.of(
                    advice("zoo", loses, "0.9"),
                    advice("labs", loses),
                    advice("care", loses, "0.2"),
                    advice("bids", loses, "0.20"),
                    advice("apps", loses))
                .sorted(ReviewedAdvice.order())
                .map(ReviewedAdvice::useCase))
        .containsExactly("zoo", "bids", "care", "apps", "labs");
  }

  @Test
  void theWeightHasItsSourceBesideTheProbability() {
    ReviewedAdvice advice =
        advice("care", new Recommendation.Sunset(List.of(), OptionalDouble.of(0.01)), "0.5");

    assertThat(advice.sources()).containsOnlyKeys("matters", "misclassified");
    assertThat(advice.matters()).contains(new BigDecimal("0.5"));
  }

  @Test
  void aProposalHasItsBasisAndWhereAnAmountIsItsSource() {
    ReviewedAdvice ends = advice("care", new Recommendation.Sunset(List.of(), UNKNOWN));
    ReviewedAdvice saves =
        ends.proposing(
            Optional.of(new Proposal.Saving(new BigDecimal("540.00"), "it costs more")), SOURCE);
    ReviewedAdvice silent = ends.proposing(Optional.of(new Proposal.None("nobody knows")), SOURCE);

    assertThat(saves.savingUsd()).contains(new BigDecimal("540.00"));
    assertThat(saves.budgetUsd()).isEmpty();
    assertThat(saves.sources()).containsEntry("saving_usd", SOURCE);
    assertThat(silent.savingUsd()).isEmpty();
    assertThat(silent.basis()).contains("nobody knows");
    assertThat(silent.sources()).doesNotContainKeys("saving_usd", "budget_usd");
  }

  @Test
  void aRecommendationIsAboutCostOrQualityOrNothingThatIsWeighed() {
    assertThat(new Recommendation.Scale(List.of(), UNKNOWN).concern()).contains(Concern.COST);
    assertThat(optimise(Criterion.Name.COST_OUTGROWS_VALUE)).contains(Concern.COST);
    assertThat(optimise(Criterion.Name.INCONSISTENT)).contains(Concern.QUALITY);
    assertThat(optimise(Criterion.Name.UNDIFFERENTIATED)).isEmpty();
    assertThat(new Recommendation.NotEnoughEvidence(List.of(), UNKNOWN, "too few").concern())
        .isEmpty();
  }

  private static Optional<Concern> optimise(Criterion.Name because) {
    return new Recommendation.Optimise(List.of(), UNKNOWN, because).concern();
  }
}
