package dev.weir.view.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.portfolio.Evidence;
import dev.weir.value.portfolio.Policy;
import dev.weir.value.portfolio.PolicyText;
import dev.weir.value.portfolio.Readiness;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

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
    return inForce(Kind.PORTFOLIO, Policy.ID)
        .map(version -> PolicyText.read(version.body()))
        .orElse(Policy.USUAL);
  }

  Readiness readiness(UseCase useCase, LocalDate today) {
    return Readiness.of(useCase, evidence(useCase), policy(), today);
  }

  /// Of an outcome and a baseline it reads whether they are there, and the few fields that decide.
  Evidence evidence(UseCase of) {
    String useCase = of.id();
    Optional<ObjectNode> outcome = inForce(Kind.OUTCOME, useCase).map(Version::body);
    Optional<ObjectNode> baseline = inForce(Kind.BASELINE, useCase).map(Version::body);
    return new Evidence(
        outcome.isPresent(),
        outcome.filter(body -> body.hasNonNull("target")).isPresent(),
        outcome
            .filter(body -> body.hasNonNull("unit_value_usd") || body.hasNonNull("value"))
            .isPresent(),
        of.hypothesis().flatMap(name -> inForce(Kind.HYPOTHESIS, name)).stream()
            .anyMatch(it -> it.body().path("use_case").asText().equals(useCase)),
        baseline.map(body ->
            new Evidence.Baseline(
                Optional.ofNullable(body.get("expires"))
                    .map(JsonNode::asText)
                    .map(LocalDate::parse))));
  }

  private Optional<Version> inForce(Kind kind, String id) {
    return facts.current(kind, id).filter(version -> !version.retired());
  }
}
