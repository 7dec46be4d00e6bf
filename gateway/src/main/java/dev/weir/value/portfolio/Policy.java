package dev.weir.value.portfolio;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.value.ranking.Score;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What holds for all use cases.
///
/// @param weights of [Score#NAMES], each above 0, adding up to 1
/// @param significantUsdPerMonth from this budget on an investment is significant: it has a review
///   date
/// @param hypothesisUsdPerMonth from this budget on it has a pre-registered hypothesis
/// @param strategicShareMax how much of all budgets may be called strategic, 0 to 1
/// @param scopeApproval who may approve what is added to a scope
/// @param unregistered whether keys for production may name a use case that is not in the portfolio
/// @param audiences what each sets
public record Policy(
    List<BigDecimal> weights,
    Money significantUsdPerMonth,
    Money hypothesisUsdPerMonth,
    BigDecimal strategicShareMax,
    ScopeApproval scopeApproval,
    Unregistered unregistered,
    Map<Audience, Safeguards> audiences) {
  /// The id of the one there is.
  public static final String ID = "policy";

  private static final int SHARE_SCALE = 4;

  /// Assumed by Weir, until somebody puts another.
  public static final Policy USUAL =
      new Policy(
          Score.NAMES.stream().map(_ -> new BigDecimal("0.2")).toList(),
          Money.usd("5000"),
          Money.usd("10000"),
          new BigDecimal("0.25"),
          ScopeApproval.ANYBODY,
          Unregistered.ALLOWED,
          Safeguards.USUAL);

  /// Always by the operator's own key.
  public enum ScopeApproval {
    /// Who adds it too.
    ANYBODY,
    /// Another than who added it.
    ANOTHER
  }

  public enum Unregistered {
    ALLOWED,
    REFUSED
  }

  public Policy {
    weights = List.copyOf(weights);
    audiences = Map.copyOf(audiences);
    for (int i = 0; i < weights.size(); i++) {
      Rules.positive("weights." + Score.NAMES.get(i), weights.get(i));
    }
    BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    if (sum.compareTo(BigDecimal.ONE) != 0) {
      throw new IllegalArgumentException(
          "field 'weights' adds up to 1, was " + sum.toPlainString());
    }
    Rules.between("strategic_share_max", strategicShareMax, BigDecimal.ZERO, BigDecimal.ONE);
    requireAmount("significant_usd_per_month", significantUsdPerMonth);
    requireAmount("hypothesis_usd_per_month", hypothesisUsdPerMonth);
  }

  private static void requireAmount(String field, Money amount) {
    if (amount.isNegative()) {
      throw new IllegalArgumentException(
          "field '%s' is not negative, was %s".formatted(field, amount));
    }
  }

  /// How carefully a use case is led.
  public Safeguards safeguards(UseCase useCase) {
    return useCase.own().over(safeguards(useCase.audience()));
  }

  /// What an audience sets.
  public Safeguards safeguards(Audience audience) {
    return audiences.getOrDefault(audience, Safeguards.STRICTEST);
  }

  /// Whether somebody has to look at it again by a date.
  ///
  /// @param committed what it costs or may cost a month, whatever it says itself
  public boolean isSignificant(UseCase useCase, Total committed) {
    return useCase.isStrategic() || reaches(significantUsdPerMonth, useCase, committed);
  }

  /// Whether it takes a hypothesis that was written down before.
  ///
  /// @param committed what it costs or may cost a month, whatever it says itself
  boolean wantsHypothesis(UseCase useCase, Total committed) {
    return reaches(hypothesisUsdPerMonth, useCase, committed);
  }

  private static boolean reaches(Money threshold, UseCase useCase, Total committed) {
    return (committed.compareTo(Total.of(threshold)) >= 0 && !committed.equals(Total.ZERO))
        || useCase.budgetUsd().filter(usd -> usd.compareTo(threshold) >= 0).isPresent();
  }

  /// A significant investment has a review date.
  public void require(UseCase useCase) {
    if (isSignificant(useCase, Total.ZERO) && useCase.reviewOn().isEmpty()) {
      throw new IllegalArgumentException(
          "use case '%s': field 'review_on' is missing; %s has a review date"
              .formatted(
                  useCase.id(),
                  useCase.isStrategic()
                      ? "what is strategic"
                      : "a budget of %s USD a month or more, was %s,"
                          .formatted(significantUsdPerMonth, useCase.budgetUsd().orElseThrow())));
    }
  }

  /// How much of the monthly budgets is called strategic, 0 to 1, half up; what is at its end
  /// counts no more.
  public static BigDecimal strategicShare(Collection<UseCase> portfolio) {
    BigDecimal all = BigDecimal.ZERO;
    BigDecimal strategic = BigDecimal.ZERO;
    for (UseCase each : portfolio) {
      BigDecimal budget =
          each.stage() == Stage.SUNSET
              ? BigDecimal.ZERO
              : each.budgetUsd().map(Money::toBigDecimal).orElse(BigDecimal.ZERO);
      all = all.add(budget);
      strategic = strategic.add(each.isStrategic() ? budget : BigDecimal.ZERO);
    }
    return all.signum() == 0
        ? BigDecimal.ZERO
        : strategic.divide(all, SHARE_SCALE, RoundingMode.HALF_UP);
  }

  /// Why a change of the portfolio calls too much of it strategic; empty = it does not, or no more
  /// than before.
  public Optional<String> tooStrategic(Collection<UseCase> before, Collection<UseCase> after) {
    BigDecimal share = strategicShare(after);
    boolean isWorse = share.compareTo(strategicShare(before)) > 0;
    return isWorse && share.compareTo(strategicShareMax) > 0
        ? Optional.of(
            "at most %s of all budgets is called strategic (strategic_share_max), it would be %s"
                .formatted(
                    strategicShareMax.stripTrailingZeros().toPlainString(),
                    share.stripTrailingZeros().toPlainString()))
        : Optional.empty();
  }
}
