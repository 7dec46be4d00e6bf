package dev.weir.view.api;

import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.baseline.Baseline;
import dev.weir.value.baseline.BaselineText;
import dev.weir.value.baseline.Pilot;
import dev.weir.value.hypothesis.HypothesisText;
import dev.weir.value.outcome.OutcomeDefinition;
import dev.weir.value.outcome.OutcomeText;
import dev.weir.value.portfolio.Known;
import dev.weir.value.portfolio.Policy;
import dev.weir.value.portfolio.PolicyText;
import dev.weir.value.portfolio.Readiness;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the facts have of the portfolio. Blocks; thread-safe.
final class Portfolio {
  private final Facts facts;

  Portfolio(Facts facts) {
    this.facts = facts;
  }

  static LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  static UseCase read(Version version) {
    return UseCaseText.read(version.id(), version.body());
  }

  Optional<UseCase> useCase(String id) {
    return inForce(Kind.USE_CASE, id).map(Portfolio::read);
  }

  List<UseCase> useCases() {
    return facts.current(Kind.USE_CASE).stream()
        .filter(version -> !version.retired())
        .map(Portfolio::read)
        .toList();
  }

  Policy policy() {
    return PolicyText.inForce(facts);
  }

  /// Use cases that bear shared cost in a month: those that, when it ended, had a stage in which
  /// they may have keys.
  List<String> takingPart(YearMonth month) {
    Instant end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return facts.current(Kind.USE_CASE).stream()
        .flatMap(current -> asOf(current, end).stream())
        .filter(version -> !version.retired() && read(version).stage().hasKeys())
        .map(Version::id)
        .toList();
  }

  /// The version of a thing that was in force just before an instant.
  private Optional<Version> asOf(Version current, Instant end) {
    return current.at().isBefore(end)
        ? Optional.of(current)
        : facts.history(current.kind(), current.id()).stream()
            .filter(version -> version.at().isBefore(end))
            .findFirst();
  }

  Readiness readiness(UseCase useCase, LocalDate today) {
    return Readiness.of(useCase, known(useCase.id()), policy(), today);
  }

  Known known(String useCase) {
    Optional<OutcomeDefinition> outcome =
        inForce(Kind.OUTCOME, useCase).map(it -> OutcomeText.read(it.id(), it.body()));
    return new Known(
        outcome.isPresent(),
        outcome.flatMap(OutcomeDefinition::target).isPresent(),
        outcome.flatMap(OutcomeDefinition::worth).isPresent(),
        inForce(Kind.BASELINE, useCase)
            .map(it ->
                switch (BaselineText.read(it.id(), it.body())) {
                  case Baseline baseline -> baseline.expires();
                  case Pilot pilot -> pilot.expires();
                })
            .map(expires -> new Known.Baseline(Optional.of(expires))),
        hypotheses(useCase),
        Optional.empty());
  }

  private Set<String> hypotheses(String useCase) {
    return facts.current(Kind.HYPOTHESIS).stream()
        .filter(version -> !version.retired())
        .filter(it -> HypothesisText.read(it.id(), it.body()).useCase().equals(useCase))
        .map(Version::id)
        .collect(Collectors.toSet());
  }

  private Optional<Version> inForce(Kind kind, String id) {
    return facts.current(kind, id).filter(version -> !version.retired());
  }
}
