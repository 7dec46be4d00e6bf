package dev.weir.value.portfolio;

import dev.weir.base.money.Money;
import dev.weir.value.ranking.Score;
import dev.weir.value.statement.Lint;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What a use case is to be worth, who answers for it and how far it is.
///
/// @param id the value of the tag `use_case`
/// @param statement what is to become better, in a sentence or a few
/// @param businessOwner with `technicalOwner` the two who sign; two different people
/// @param value of what kind it is
/// @param budgetUsd per month
/// @param scope what belongs to it, and what waits for approval
/// @param commodity how far others offer the same
/// @param own safeguards that are not its audience's
/// @param hypothesis the name of what was registered before money was spent
/// @param reviewOn when somebody decides again whether it goes on
public record UseCase(
    String id,
    String name,
    String statement,
    Audience audience,
    Stage stage,
    Optional<String> businessOwner,
    Optional<String> technicalOwner,
    Optional<String> costCentre,
    Optional<Workload> workload,
    Optional<Claim> value,
    Optional<Money> budgetUsd,
    List<ScopePart> scope,
    Smart smart,
    Optional<Score> score,
    Optional<Commodity> commodity,
    Safeguards.Own own,
    Optional<String> hypothesis,
    Optional<LocalDate> reviewOn) {
  private static final int NAME_MAX = 200;
  private static final int SCOPE_MAX = 200;

  public UseCase {
    scope = List.copyOf(scope);
    Rules.text("name", name, NAME_MAX);
    Rules.text("statement", statement, Lint.STATEMENT_MAX);
    businessOwner.ifPresent(owner -> Rules.text("owners.business", owner, NAME_MAX));
    technicalOwner.ifPresent(owner -> Rules.text("owners.technical", owner, NAME_MAX));
    costCentre.ifPresent(centre -> Rules.text("cost_centre", centre, NAME_MAX));
    hypothesis.ifPresent(text -> Rules.text("hypothesis", text, Rules.TEXT_MAX));
    if (businessOwner.isPresent()
        && businessOwner.get().equalsIgnoreCase(technicalOwner.orElse(""))) {
      throw new IllegalArgumentException(
          "field 'owners' names two different people, was '%s' twice"
              .formatted(businessOwner.get()));
    }
    if (budgetUsd.isPresent() && (budgetUsd.get().isNegative() || budgetUsd.get().isZero())) {
      throw new IllegalArgumentException(
          "field 'budget_usd_per_month' is above 0, was " + budgetUsd.get());
    }
    if (scope.size() > SCOPE_MAX) {
      throw new IllegalArgumentException(
          "field 'scope' has at most %d parts, was %d".formatted(SCOPE_MAX, scope.size()));
    }
    long different = scope.stream().map(part -> part.kind() + " " + part.name()).distinct().count();
    if (different < scope.size()) {
      throw new IllegalArgumentException("field 'scope' has each part once, was one twice");
    }
  }

  public boolean isStrategic() {
    return value.filter(Claim.Strategic.class::isInstance).isPresent();
  }

  /// What of this is a gate's to decide, where it follows another version; empty = nothing.
  ///
  /// @param before the version in force; empty = there is none
  public Optional<String> leftToGate(Optional<UseCase> before) {
    Stage from = before.map(UseCase::stage).orElse(Stage.IDEA);
    if (stage != from && !(stage.isFree() && from.isFree())) {
      return Optional.of(
          "use case '%s': field 'stage' is set to idea or poc; a gate decides from '%s' to '%s'"
              .formatted(id, from.code(), stage.code()));
    }
    Audience known = before.map(UseCase::audience).orElse(audience);
    return audience != known && from != Stage.IDEA
        ? Optional.of(
            "use case '%s': field 'audience' changes at 'idea'; at '%s' a gate decides '%s' to '%s'"
                .formatted(id, from.code(), known.code(), audience.code()))
        : Optional.empty();
  }

  /// Requires that a review which is set now is neither over nor more than a year away, and that no
  /// approval is of the future.
  public void requireDates(Optional<UseCase> before, LocalDate today) {
    boolean isNew = !reviewOn.equals(before.flatMap(UseCase::reviewOn));
    LocalDate latest = today.plusYears(1);
    if (isNew && reviewOn.filter(day -> day.isBefore(today) || day.isAfter(latest)).isPresent()) {
      throw new IllegalArgumentException(
          "use case '%s': field 'review_on' is %s to %s, was %s"
              .formatted(id, today, latest, reviewOn.get()));
    }
    for (ScopePart part : scope) {
      if (part.isApprovedAfter(today)) {
        throw new IllegalArgumentException(
            "use case '%s': field 'scope.approved_on' of '%s' is %s or before, was %s"
                .formatted(id, part.name(), today, part.approval().orElseThrow().on()));
      }
    }
  }

  /// Parts of the scope that are approved and new in this version, or other than they were.
  ///
  /// @param before the version in force; empty = there is none
  public List<ScopePart> approvedAnew(Optional<UseCase> before) {
    List<ScopePart> known = before.map(UseCase::scope).orElse(List.of());
    return scope.stream()
        .filter(part -> part.approval().isPresent())
        .filter(part -> !known.contains(part))
        .toList();
  }

  /// The next version as a gate decides it: one stage on, any number back, or to the end; for the
  /// audience and with the budget it says. The only way beyond a proof of concept.
  ///
  /// @param usd per month; empty = none any more
  public UseCase atGate(Stage next, Audience whom, Optional<Money> usd) {
    if (!stage.leadsTo(next)) {
      throw new IllegalArgumentException(
          "use case '%s': a gate leads one stage on, back, or to sunset, was '%s' to '%s'"
              .formatted(id, stage.code(), next.code()));
    }
    return new UseCase(
        id,
        name,
        statement,
        whom,
        next,
        businessOwner,
        technicalOwner,
        costCentre,
        workload,
        value,
        usd,
        scope,
        smart,
        score,
        commodity,
        own,
        hypothesis,
        reviewOn);
  }
}
