package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Money;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Operators;
import dev.weir.flow.books.Version;
import dev.weir.value.portfolio.Audience;
import dev.weir.value.portfolio.Policy;
import dev.weir.value.portfolio.Readiness;
import dev.weir.value.portfolio.Readiness.Missing;
import dev.weir.value.portfolio.Safeguards;
import dev.weir.value.portfolio.Stage;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import dev.weir.value.stage.LiveGates;
import dev.weir.value.statement.Lint;
import dev.weir.view.api.ScopeWatch.Unexplained;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Use cases of the portfolio: what each is to be worth, and what it lacks.
final class UseCaseRoutes {
  static final String PATH = "/api/v1/use-cases";

  private final RunningGateway gateway;
  private final Changes changes;
  private final LiveGates gates;
  private final Portfolio portfolio;
  private final ScopeWatch scopes;

  UseCaseRoutes(RunningGateway gateway, Changes changes, LiveGates gates) {
    this.gateway = gateway;
    this.changes = changes;
    this.portfolio = Portfolio.of(gateway);
    this.gates = gates;
    this.scopes = new ScopeWatch(gateway);
  }

  /// All of one: docs/use-cases.md.
  record UseCaseBody() {}

  record UseCaseList(List<UseCaseLine> useCases) {}

  /// @param missing what keys beyond a proof of concept would lack
  /// @param unexplained what calls of the last 30 days show and nobody has approved
  /// @param overdue whether its review date is over
  /// @param warnings what may need attention
  record UseCaseLine(
      String id,
      String name,
      Stage stage,
      Audience audience,
      Optional<String> businessOwner,
      Optional<String> technicalOwner,
      Optional<Money> budgetUsdPerMonth,
      Optional<LocalDate> reviewOn,
      boolean overdue,
      List<String> missing,
      List<String> unexplained,
      List<String> warnings,
      int version,
      Instant at,
      String who) {}

  /// @param useCase all of it, as it was written
  /// @param safeguards its own, and its audience's where it has none
  /// @param unexplained what calls of the last 30 days show and nobody has approved
  record UseCasePage(
      String id,
      int version,
      ObjectNode useCase,
      Safeguards safeguards,
      boolean significant,
      List<String> unexplained,
      List<String> warnings,
      Instant at,
      String who,
      String why) {}

  /// @param ready whether it may have keys beyond a proof of concept
  record ReadinessPage(
      String useCase,
      Stage stage,
      boolean ready,
      List<Missing> missing,
      List<SmartLine> smart,
      LintPage statement) {}

  record SmartLine(String check, boolean passed, List<String> lacking, Optional<String> evidence) {}

  record LintBody(String statement) {}

  /// @param blocked whether anything was found
  record LintPage(boolean blocked, List<FindingLine> findings, List<String> split) {
    static LintPage of(Lint lint) {
      return new LintPage(
          !lint.findings().isEmpty(),
          lint.findings().stream()
              .map(each -> new FindingLine(each.rule().code(), each.message()))
              .toList(),
          lint.split());
    }
  }

  record FindingLine(String rule, String message) {}

  List<Endpoint> all() {
    FromLedger ledger = FromLedger.of(gateway);
    return List.of(
        Endpoint.get("listUseCases", PATH, "The portfolio: use cases, what each lacks, what grew.")
            .answers(UseCaseList.class)
            .does(ledger.does(this::list)),
        Endpoint.get("getUseCase", PATH + "/{id}", "One use case.")
            .answers(UseCasePage.class)
            .does(ledger.does(this::one)),
        Endpoint.change(
                "PUT",
                "putUseCase",
                PATH + "/{id}",
                "Says what a use case is; at idea or poc. Further stages are decided by gates.")
            .ofUseCase()
            .versioned()
            .takes(UseCaseBody.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change(
                "DELETE",
                "deleteUseCase",
                PATH + "/{id}",
                "Takes a use case out of the portfolio, at idea, poc or sunset.")
            .ofUseCase()
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry -> changes.retire(Kind.USE_CASE, inquiry.id(), List.of(), inquiry)),
        Endpoint.get(
                "useCaseReadiness",
                PATH + "/{id}/readiness",
                "What a use case lacks for keys beyond a proof of concept; its five checks.")
            .answers(ReadinessPage.class)
            .does(this::readiness),
        Endpoint.ask("lintStatement", PATH + "/lint", "What a statement lacks; nothing is kept.")
            .takes(LintBody.class)
            .answers(LintPage.class)
            .does(this::lint));
  }

  private Answer list(Inquiry inquiry) {
    Map<String, Unexplained> grown = scopes.unexplained(Ranges.last(inquiry));
    LocalDate today = Portfolio.day(inquiry.now());
    Portfolio known = portfolio.remembering(today);
    return Answer.of(
        new UseCaseList(
            changes.current(Kind.USE_CASE).stream()
                .map(version -> line(version, known, grown, inquiry.now()))
                .toList()));
  }

  private UseCaseLine line(
      Version version, Portfolio known, Map<String, Unexplained> grown, Instant now) {
    UseCase useCase = Portfolio.read(version);
    LocalDate today = Portfolio.day(now);
    Unexplained unexplained = grown.getOrDefault(useCase.id(), Unexplained.NOTHING);
    return new UseCaseLine(
        useCase.id(),
        useCase.name(),
        useCase.stage(),
        useCase.audience(),
        useCase.businessOwner(),
        useCase.technicalOwner(),
        useCase.budgetUsd(),
        useCase.reviewOn(),
        useCase.reviewOn().filter(today::isAfter).isPresent(),
        known.readiness(useCase, today).missing().stream().map(Missing::what).toList(),
        unexplained.parts(),
        warnings(useCase, unexplained, now),
        version.version(),
        version.at(),
        version.who());
  }

  private Answer one(Inquiry inquiry) {
    return changes
        .current(Kind.USE_CASE, inquiry.id())
        .map(version -> page(version, inquiry))
        .<Answer>map(Answer::of)
        .orElseGet(() -> Answer.missing("use case", inquiry.id()));
  }

  private UseCasePage page(Version version, Inquiry inquiry) {
    UseCase useCase = Portfolio.read(version);
    Instant now = inquiry.now();
    Unexplained unexplained = scopes.unexplained(useCase, Ranges.last(inquiry));
    Policy policy = portfolio.policy();
    return new UseCasePage(
        useCase.id(),
        version.version(),
        version.body(),
        policy.safeguards(useCase),
        policy.isSignificant(useCase, portfolio.committed(useCase.id(), Portfolio.day(now))),
        unexplained.parts(),
        warnings(useCase, unexplained, now),
        version.at(),
        version.who(),
        version.why());
  }

  /// Against the version that was read here: what a gate decides meanwhile is a conflict.
  private Answer put(Inquiry inquiry) {
    Optional<Version> current = gateway.books().facts().current(Kind.USE_CASE, inquiry.id());
    Optional<UseCase> before = current.filter(it -> !it.retired()).map(Portfolio::read);
    UseCase useCase = UseCaseText.read(inquiry.id(), inquiry.body());
    Optional<String> decided = useCase.leftToGate(before);
    if (decided.isPresent()) {
      return new Answer.Fault(409, "gate_decides", decided.get());
    }
    Optional<String> owners = owners(before, useCase, inquiry);
    if (owners.isPresent()) {
      return new Answer.Fault(403, "use_case_owners", owners.get());
    }
    useCase.requireDates(before, Portfolio.day(inquiry.now()));
    portfolio.policy().require(useCase);
    new ScopeApprovals(gateway.books().facts(), portfolio).require(useCase, before, inquiry);
    return changes.put(
        Kind.USE_CASE,
        inquiry.body(),
        inquiry,
        current.map(Version::version).orElse(0),
        done -> done.warning(warnings(useCase, inquiry.now())));
  }

  private Optional<String> owners(Optional<UseCase> before, UseCase next, Inquiry inquiry) {
    return before
        .filter(it -> it.stage().isBeyondPoc() || portfolio.standing(it.id()).isPresent())
        .flatMap(it ->
            new OwnerChange(it, next, gateway.books().inForce().operators())
                .refusal(inquiry.operator()));
  }

  private Answer readiness(Inquiry inquiry) {
    Optional<UseCase> found = portfolio.useCase(inquiry.id());
    if (found.isEmpty()) {
      return Answer.missing("use case", inquiry.id());
    }
    UseCase useCase = found.get();
    LocalDate today = Portfolio.day(inquiry.now());
    Readiness readiness = portfolio.readiness(useCase, today);
    return Answer.of(
        new ReadinessPage(
            useCase.id(),
            useCase.stage(),
            readiness.isReady(),
            readiness.missing(),
            gates.smart(useCase, inquiry.now()).stream()
                .map(each ->
                    new SmartLine(each.name(), each.isPassed(), each.lacking(), each.evidence()))
                .toList(),
            LintPage.of(Lint.of(useCase.statement()))));
  }

  private Answer lint(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("statement"));
    return Answer.of(LintPage.of(Lint.of(inquiry.text("statement"))));
  }

  private List<String> warnings(UseCase useCase, Unexplained unexplained, Instant now) {
    List<String> warnings = warnings(useCase, now);
    unexplained.gap().ifPresent(why -> warnings.add("scope: " + why));
    return warnings;
  }

  /// Owners who have no key of the control plane, and so could not sign; findings of its statement;
  /// keys that work although it has none at its stage.
  private List<String> warnings(UseCase useCase, Instant now) {
    List<String> warnings = new ArrayList<>();
    Operators operators = gateway.books().inForce().operators();
    Stream.of(useCase.businessOwner(), useCase.technicalOwner())
        .flatMap(Optional::stream)
        .filter(owner -> operators.named(owner).stream().noneMatch(each -> each.inForce(now)))
        .forEach(owner ->
            warnings.add("owner '%s' is no operator and could sign nothing".formatted(owner)));
    Lint.of(useCase.statement())
        .findings()
        .forEach(each -> warnings.add("statement: " + each.message()));
    long keys = useCase.stage().hasKeys() ? 0 : keys(useCase.id(), now);
    if (keys > 0) {
      warnings.add(
          "%d keys of it work, though it has none at '%s'".formatted(keys, useCase.stage().code()));
    }
    return warnings;
  }

  private long keys(String useCase, Instant now) {
    return gateway.books().inForce().keyring().keys().stream()
        .filter(key -> key.fixed().valueOrEmpty("use_case").equals(useCase))
        .filter(key -> key.revoked().isEmpty())
        .filter(key -> key.expires().filter(end -> !now.isBefore(end)).isEmpty())
        .count();
  }
}
