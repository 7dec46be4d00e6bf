package dev.weir.value.portfolio;

import dev.weir.base.money.Total;
import dev.weir.value.statement.Finding;
import dev.weir.value.statement.Lint;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Whether a use case may have keys beyond a proof of concept.
///
/// @param missing each thing it lacks; none = it may
public record Readiness(List<Missing> missing) {

  /// @param what `outcome`, `baseline`, `target`, `unit_value`, `business_owner`,
  ///   `technical_owner`, `budget`, `hypothesis`, `review_on`, `value` or `statement`
  /// @param why in words
  public record Missing(String what, String why) {
    @Override
    public String toString() {
      return what + ": " + why;
    }
  }

  public Readiness {
    missing = List.copyOf(missing);
  }

  public boolean isReady() {
    return missing.isEmpty();
  }

  /// All that is missing, on one line.
  public String toText() {
    return missing.stream().map(Missing::toString).collect(Collectors.joining("; "));
  }

  /// @param committed what it was allowed at its last gate, or cost in the last days of a month,
  ///   whichever is more; per month
  public static Readiness of(
      UseCase useCase, Known known, Total committed, Policy policy, LocalDate today) {
    List<Missing> missing = new ArrayList<>();
    require(missing, known.outcome(), "outcome", "none is defined");
    require(missing, known.hasBaseline(today), "baseline", baseline(known));
    require(missing, known.target(), "target", "the outcome has none");
    require(missing, known.unitValue(), "unit_value", "the outcome does not say what one is worth");
    require(missing, useCase.businessOwner().isPresent(), "business_owner", "nobody is named");
    require(missing, useCase.technicalOwner().isPresent(), "technical_owner", "nobody is named");
    require(missing, useCase.budgetUsd().isPresent(), "budget", "no budget_usd_per_month is set");
    require(
        missing,
        !policy.wantsHypothesis(useCase, committed)
            || useCase.hypothesis().filter(known.hypotheses()::contains).isPresent(),
        "hypothesis",
        "%s, which a budget, a limit that was signed or a spend of %s USD a month or more needs"
            .formatted(
                useCase
                    .hypothesis()
                    .map(
                        "'%s' is not registered about it, or ended before it was started"
                            ::formatted)
                    .orElse("none is registered"),
                policy.hypothesisUsdPerMonth()));
    require(
        missing,
        useCase
            .reviewOn()
            .map(day -> !today.isAfter(day))
            .orElse(!policy.isSignificant(useCase, committed)),
        "review_on",
        useCase
            .reviewOn()
            .map("the review of %s is overdue: hold it and set the next date"::formatted)
            .orElse("a significant investment has a review date"));
    useCase
        .value()
        .flatMap(Claim::mustShowBy)
        .filter(today::isAfter)
        .ifPresent(over -> missing.add(new Missing("value", overdue(over))));
    Lint lint = Lint.of(useCase.statement());
    require(
        missing,
        lint.findings().isEmpty(),
        "statement",
        lint.findings().stream().map(Finding::message).collect(Collectors.joining(", ")));
    return new Readiness(missing);
  }

  private static String overdue(LocalDate horizon) {
    return "its strategic value was to show by %s: say by its review criteria what came, or a new horizon"
        .formatted(horizon);
  }

  private static String baseline(Known known) {
    return known
        .baseline()
        .flatMap(Known.Baseline::expires)
        .map("expired on %s"::formatted)
        .orElse("there is none, and no measurement pilot");
  }

  private static void require(List<Missing> missing, boolean isThere, String what, String why) {
    if (!isThere) {
      missing.add(new Missing(what, why));
    }
  }
}
