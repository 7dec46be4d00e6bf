package dev.weir.value.review;

import java.math.BigDecimal;
import java.util.Optional;

/// What it comes to, in dollars a month, to do what is recommended. Costs are exact means of the
/// newest months that evidence is taken from, to the cent, half to even; statistics decide how far
/// a budget may rise and nothing else. Pure.
public sealed interface Proposal {
  /// How it is derived, or why it is not.
  String basis();

  /// What calls may cost.
  record Budget(BigDecimal usd, String basis) implements Proposal {}

  /// What is no longer lost once it is ended.
  record Saving(BigDecimal usd, String basis) implements Proposal {}

  /// Nothing can be derived.
  record None(String basis) implements Proposal {}

  /// A budget of what is to be scaled, a saving of what is to be pulled back or ended; empty of
  /// everything else.
  ///
  /// @param budget what its calls may cost a month by now; empty = it has none
  static Optional<Proposal> of(
      Recommendation said, History history, Policy policy, Optional<BigDecimal> budget) {
    return switch (said) {
      case Recommendation.Scale _ ->
          Optional.of(RunRate.of(history, policy).scaled(history, policy, budget));
      case Recommendation.PullBack _, Recommendation.Sunset _ ->
          Optional.of(RunRate.of(history, policy).ended());
      case Recommendation.Continue _,
          Recommendation.Optimise _,
          Recommendation.NotEnoughEvidence _ ->
          Optional.empty();
    };
  }
}
