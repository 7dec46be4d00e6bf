package dev.weir.value.pack;

import dev.weir.value.opportunity.MissedUpside;
import dev.weir.value.review.Criterion;
import dev.weir.value.review.Proposal;
import dev.weir.value.review.Reallocation;
import dev.weir.value.review.Recommendation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/// What a month's review looks at: a list for each table. Money is exact as the books have it; what
/// statistics say is rounded to six decimals, half to even. Each row says by `sources` what each of
/// its figures rests on.
///
/// @param at when it was put together
/// @param gaps what is not in it, and why
public record Pack(
    YearMonth month,
    Instant at,
    List<ReviewedCost> cost,
    List<ReviewedRoute> routing,
    List<ReviewedOutcome> outcomes,
    List<ReviewedEffect> bridge,
    List<ReviewedBudget> budgets,
    List<ReviewedEnvelope> envelopes,
    List<ReviewedAdoption> adoption,
    List<ReviewedGate> gates,
    List<ReviewedUndone> undone,
    List<ReviewedOpportunity> opportunities,
    List<ReviewedMissed> missedUpside,
    List<ReviewedSaving> savings,
    List<ReviewedDue> due,
    List<ReviewedAdvice> recommendations,
    List<ReviewedMove> moves,
    List<ReviewedReserve> reserve,
    List<String> gaps) {
  private static final int SCALE = 6;

  /// @param cacheShare of input tokens that the provider had in its cache
  /// @param inputTokensPerCall cached ones too
  public record ReviewedCost(
      String useCase,
      long calls,
      BigDecimal costUsd,
      Optional<BigDecimal> loadedUsd,
      Optional<BigDecimal> usdPerCall,
      Optional<BigDecimal> cacheShare,
      Optional<BigDecimal> inputTokensPerCall,
      Map<String, ReviewedSource> sources) {}

  /// Which models a use case's calls went to.
  ///
  /// @param callShare of the use case's calls
  /// @param usdPerMillion cost ÷ tokens of every kind, in millions
  public record ReviewedRoute(
      String useCase,
      String model,
      long calls,
      BigDecimal callShare,
      BigDecimal costUsd,
      Optional<BigDecimal> usdPerMillion,
      Map<String, ReviewedSource> sources) {}

  /// @param outcomes that succeeded; of a shared one the use case's share
  /// @param aiShare of the value, that an experiment has shown to be the AI's
  /// @param missing why there is no value
  public record ReviewedOutcome(
      String useCase,
      Optional<BigDecimal> outcomes,
      Optional<BigDecimal> valueUsd,
      Optional<BigDecimal> aiShare,
      Optional<BigDecimal> usdPerOutcome,
      Optional<BigDecimal> baselineUsd,
      Optional<String> missing,
      Map<String, ReviewedSource> sources) {}

  /// A cause of the change of a unit cost since the month before.
  public record ReviewedEffect(
      String useCase,
      String cause,
      BigDecimal usdPerOutcome,
      Map<String, ReviewedSource> sources) {}

  public record ReviewedBudget(
      String budget,
      BigDecimal limitUsd,
      BigDecimal usedUsd,
      Optional<BigDecimal> usedShare,
      Map<String, ReviewedSource> sources) {}

  public record ReviewedEnvelope(
      String costCentre,
      Optional<BigDecimal> plannedUsd,
      BigDecimal ledgerCostUsd,
      BigDecimal poolsUsd,
      Optional<BigDecimal> leftUsd,
      Map<String, ReviewedSource> sources) {}

  /// Who of those who may use it did.
  public record ReviewedAdoption(
      String useCase,
      long eligible,
      long activated,
      BigDecimal activatedShare,
      long monthlyActive,
      BigDecimal monthlyActiveShare,
      Map<String, ReviewedSource> sources) {}

  /// What a gate showed when it was last looked at.
  ///
  /// @param litOn since when all criteria hold; absent while they do not
  /// @param polishUsd spent on tuning since the light to stop went on; absent while it is off
  /// @param killed kill criteria that are lit
  public record ReviewedGate(
      String useCase,
      String gate,
      Optional<LocalDate> litOn,
      boolean stopIterating,
      Optional<BigDecimal> polishUsd,
      boolean proven,
      List<String> killed,
      ReviewedSource source,
      Map<String, ReviewedSource> sources) {}

  /// A promotion that was taken back.
  ///
  /// @param who an owner, or `weir` where that had been agreed
  public record ReviewedUndone(
      String useCase, String gate, LocalDate on, String who, String why, ReviewedSource source) {}

  /// What limits kept a use case from, of the calls they refused.
  public record ReviewedMissed(
      String useCase,
      MissedUpside.Verdict verdict,
      long refused,
      Optional<BigDecimal> missedUsdLow,
      Optional<BigDecimal> missedUsd,
      Optional<BigDecimal> missedUsdHigh,
      Map<String, ReviewedSource> sources) {}

  /// @param effortDays person-days that it takes, as somebody stated
  /// @param risk `low`, `medium` or `high`, as somebody stated
  /// @param riskWhy what may go wrong
  /// @param statedBy who says so
  /// @param statedOn the day it was said
  /// @param due its review date, or the end of the next month, when the next review is held
  public record ReviewedOpportunity(
      String useCase,
      String what,
      BigDecimal usdPerMonth,
      Optional<BigDecimal> effortDays,
      Optional<String> risk,
      Optional<String> riskWhy,
      Optional<String> statedBy,
      Optional<LocalDate> statedOn,
      String owner,
      LocalDate due,
      Map<String, ReviewedSource> sources) {}

  public record ReviewedSaving(
      String useCase,
      String what,
      BigDecimal promisedUsd,
      BigDecimal realisedUsd,
      Map<String, ReviewedSource> sources) {}

  /// A decision that waits: of an earlier review, or of whatever else sets a date.
  public record ReviewedDue(
      String useCase, String what, String owner, LocalDate due, boolean overdue) {}

  /// @param misclassified probability that the margin is on the other side
  /// @param matters what the use case's workload gives to what this is about, 0 to 1
  /// @param signalled the first month, one after another up to this one, that says the same
  /// @param budgetUsd what its calls may cost a month, where it is to be scaled
  /// @param savingUsd what is no longer lost a month, where it is to be pulled back or ended
  /// @param basis how that is derived, or why it is not
  public record ReviewedAdvice(
      String useCase,
      String recommendation,
      Optional<BigDecimal> matters,
      Optional<BigDecimal> misclassified,
      YearMonth signalled,
      Optional<String> why,
      Optional<BigDecimal> budgetUsd,
      Optional<BigDecimal> savingUsd,
      Optional<String> basis,
      List<ReviewedCriterion> criteria,
      Map<String, ReviewedSource> sources) {
    /// @param source of the probability
    /// @param of each criterion
    public static ReviewedAdvice of(
        String useCase,
        Recommendation said,
        YearMonth signalled,
        ReviewedSource source,
        Function<Criterion.Name, ReviewedSource> of) {
      return new ReviewedAdvice(
          useCase,
          said.code(),
          Optional.empty(),
          rounded(said.misclassified()),
          signalled,
          switch (said) {
            case Recommendation.NotEnoughEvidence silent -> Optional.of(silent.why());
            case Recommendation.Optimise optimise -> Optional.of(optimise.because().code());
            case Recommendation.Scale _,
                Recommendation.Continue _,
                Recommendation.PullBack _,
                Recommendation.Sunset _ ->
                Optional.empty();
          },
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          said.criteria().stream()
              .map(criterion -> ReviewedCriterion.of(criterion, of.apply(criterion.name())))
              .toList(),
          source.of("misclassified"));
    }

    /// The order of a review: what matters most to its use case first, then by name.
    public static Comparator<ReviewedAdvice> order() {
      return Comparator.<ReviewedAdvice, BigDecimal>comparing(
              advice -> advice.matters.map(BigDecimal::negate).orElse(BigDecimal.ONE))
          .thenComparing(ReviewedAdvice::useCase);
    }

    /// @param source of the weight
    public ReviewedAdvice mattering(Optional<BigDecimal> weight, ReviewedSource source) {
      Map<String, ReviewedSource> all = new TreeMap<>(sources);
      all.putAll(source.of("matters"));
      return new ReviewedAdvice(
          useCase,
          recommendation,
          weight,
          misclassified,
          signalled,
          why,
          budgetUsd,
          savingUsd,
          basis,
          criteria,
          all);
    }

    /// @param source of the money
    public ReviewedAdvice proposing(Optional<Proposal> proposal, ReviewedSource source) {
      Optional<BigDecimal> budget =
          proposal
              .filter(Proposal.Budget.class::isInstance)
              .map(it -> ((Proposal.Budget) it).usd());
      Optional<BigDecimal> saving =
          proposal
              .filter(Proposal.Saving.class::isInstance)
              .map(it -> ((Proposal.Saving) it).usd());
      Map<String, ReviewedSource> all = new TreeMap<>(sources);
      budget.ifPresent(_ -> all.putAll(source.of("budget_usd")));
      saving.ifPresent(_ -> all.putAll(source.of("saving_usd")));
      return new ReviewedAdvice(
          useCase,
          recommendation,
          matters,
          misclassified,
          signalled,
          why,
          budget,
          saving,
          proposal.map(Proposal::basis),
          criteria,
          all);
    }
  }

  public record ReviewedCriterion(
      String name,
      Optional<BigDecimal> figure,
      Optional<BigDecimal> bound,
      BigDecimal threshold,
      Criterion.Outcome outcome,
      Optional<String> why,
      ReviewedSource source) {
    static ReviewedCriterion of(Criterion criterion, ReviewedSource source) {
      return new ReviewedCriterion(
          criterion.name().code(),
          rounded(criterion.figure()),
          rounded(criterion.bound()),
          rounded(criterion.threshold()),
          criterion.outcome(),
          criterion.why().isEmpty() ? Optional.empty() : Optional.of(criterion.why()),
          source);
    }
  }

  /// A proposal: what a use case may cost, if returns are to meet.
  ///
  /// @param marginal dollars of value for one more dollar, and its bounds
  public record ReviewedMove(
      String useCase,
      BigDecimal nowUsd,
      BigDecimal proposedUsd,
      BigDecimal moveUsd,
      BigDecimal marginal,
      BigDecimal low,
      BigDecimal high,
      Map<String, ReviewedSource> sources) {
    public static ReviewedMove of(Reallocation.Line line, Map<String, ReviewedSource> sources) {
      return new ReviewedMove(
          line.useCase(),
          rounded(line.now()),
          rounded(line.proposed()),
          rounded(line.move()),
          rounded(line.marginal()),
          rounded(line.low()),
          rounded(line.high()),
          sources);
    }
  }

  /// @param refuses why no further experiment may begin
  public record ReviewedReserve(
      String budget,
      BigDecimal spentUsd,
      int running,
      int runningMax,
      int decided,
      Optional<BigDecimal> usdPerHypothesis,
      LocalDate expires,
      List<String> refuses,
      Map<String, ReviewedSource> sources) {}

  /// A statistic as it stands in a pack.
  public static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(SCALE, RoundingMode.HALF_EVEN);
  }

  public static Optional<BigDecimal> rounded(OptionalDouble value) {
    return value.isPresent() ? Optional.of(rounded(value.getAsDouble())) : Optional.empty();
  }
}
