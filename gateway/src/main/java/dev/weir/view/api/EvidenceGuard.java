package dev.weir.view.api;

import dev.weir.flow.books.Books.Published.Forbidden;
import dev.weir.flow.books.Change;
import dev.weir.flow.cohort.Rollout;
import dev.weir.value.gate.Gate;
import dev.weir.value.gate.Kill;
import dev.weir.value.portfolio.Audience;
import dev.weir.value.portfolio.Readiness;
import dev.weir.value.portfolio.Readiness.Missing;
import dev.weir.value.portfolio.Stage;
import dev.weir.value.portfolio.UseCase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a decision stands on is not taken from under it: what keys beyond a proof of concept need,
/// or keys for partners and customers, and what was agreed to end a promotion by.
final class EvidenceGuard {
  private final Publication publication;

  EvidenceGuard(Publication publication) {
    this.publication = publication;
  }

  Optional<Forbidden> objection() {
    return publication.changes().stream().flatMap(change -> objection(change).stream()).findFirst();
  }

  private Optional<Forbidden> objection(Change change) {
    return switch (change.kind()) {
      case USE_CASE, OUTCOME, BASELINE ->
          publication.coming().useCase(change.id()).flatMap(this::ofReadiness);
      case HYPOTHESIS -> ofHypothesis(change.id());
      case GATE -> ofGate(change);
      default -> Optional.empty();
    };
  }

  private Optional<Forbidden> ofHypothesis(String id) {
    return publication.coming().useCases().stream()
        .filter(useCase -> useCase.hypothesis().filter(id::equals).isPresent())
        .flatMap(useCase -> ofReadiness(useCase).stream())
        .findFirst();
  }

  /// Nothing may be missing then that is there now. Where a promotion leads is asked of it as a
  /// whole, and the way back is open.
  private Optional<Forbidden> ofReadiness(UseCase next) {
    boolean isDemanded =
        next.stage().isBeyondPoc()
            || (next.stage() == Stage.POC && next.audience() != Audience.INTERNAL)
            || publication.productionKeys(next.id()).findAny().isPresent();
    if (!isDemanded || publication.promotion(next.id()).isPresent()) {
      return Optional.empty();
    }
    UseCase now = publication.known().useCase(next.id()).orElse(next);
    List<String> lacked =
        publication.known().readiness(now, publication.day()).missing().stream()
            .map(Missing::what)
            .toList();
    List<Missing> lost =
        publication.coming().readiness(next, publication.day()).missing().stream()
            .filter(each -> !lacked.contains(each.what()))
            .toList();
    return lost.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Forbidden(
                "use_case_not_ready",
                "use case '%s' at '%s' would lack %s; its keys stand on that"
                    .formatted(next.id(), next.stage().code(), new Readiness(lost).toText())));
  }

  /// Kill criteria and guards are added to a gate, and none is dropped, as long as a promotion
  /// through it stands. What is closed keeps the gates that alone open it, also once the use case
  /// has left the portfolio.
  private Optional<Forbidden> ofGate(Change change) {
    return publication
        .known()
        .gate(change.id())
        .flatMap(this::lost)
        .or(() -> change.retired() ? whileClosed(change.id()) : Optional.empty())
        .map(why -> new Forbidden("gate_decides", "gate '%s': %s".formatted(change.id(), why)));
  }

  private Optional<String> whileClosed(String gate) {
    return isClosed(Portfolio.useCaseOf(gate))
        ? Optional.of("it is not deleted while the roll-out is closed, which it opens")
        : Optional.empty();
  }

  private Optional<String> lost(Gate before) {
    Optional<Gate> next = publication.coming().gate(before.id());
    return publication
        .known()
        .standingThrough(before.id())
        .flatMap(through ->
            Stream.concat(dropped(before, next), unguarded(before, next))
                .findFirst()
                .map(what ->
                    "%s stays as long as promotion '%s' through it stands, was dropped; more may be added, and a roll-back frees it"
                        .formatted(what, through.id())));
  }

  private boolean isClosed(String useCase) {
    return publication
        .before()
        .rules()
        .cohorts()
        .rollout(useCase)
        .filter(Rollout::closed)
        .isPresent();
  }

  private static Stream<String> dropped(Gate before, Optional<Gate> next) {
    List<Kill> kept = next.map(Gate::kill).orElse(List.of());
    return before.kill().stream()
        .filter(kill -> !kept.contains(kill) && !kept.contains(new Kill(kill.when(), true)))
        .map(kill -> "field 'kill': " + kill.when().text());
  }

  private static Stream<String> unguarded(Gate before, Optional<Gate> next) {
    return before.guards().stream()
        .filter(guard -> !next.map(Gate::guards).orElse(List.of()).contains(guard))
        .map(guard -> "field 'guards': " + guard.text());
  }
}
