package dev.weir.view.api;

import dev.weir.base.money.Money;
import dev.weir.flow.books.Books.Published.Forbidden;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.value.portfolio.Audience;
import dev.weir.value.portfolio.Stage;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.promotion.Promotion;
import java.math.BigDecimal;
import java.util.Optional;

/// Where use cases go: beyond a proof of concept by a promotion alone, and there, or to a proof of
/// concept with partners or customers, only what is ready; no more called strategic than the policy
/// allows.
final class UseCaseGuard {
  private final Publication publication;

  UseCaseGuard(Publication publication) {
    this.publication = publication;
  }

  Optional<Forbidden> objection() {
    return publication
        .of(Kind.USE_CASE)
        .flatMap(change -> objection(change).stream())
        .findFirst()
        .or(this::tooStrategic);
  }

  private Optional<Forbidden> objection(Change change) {
    return publication
        .coming()
        .useCase(change.id())
        .map(this::ofStage)
        .orElseGet(() -> ofEnd(change.id()));
  }

  /// Only a promotion leads where a gate decides, and beyond a proof of concept only what is ready;
  /// the way back is open to all.
  private Optional<Forbidden> ofStage(UseCase next) {
    Optional<Promotion> promotion = publication.promotion(next.id());
    if (promotion.isEmpty()) {
      return next.leftToGate(publication.known().useCase(next.id()))
          .map(why -> new Forbidden("gate_decides", why))
          .or(() -> ofBeginning(next));
    }
    if (!next.stage().isBeyondPoc()) {
      return ofBeginning(next);
    }
    if (promotion.get().undone().isPresent()) {
      return ofWayBack(next, promotion.get());
    }
    return publication.unready(next, publication.coming(), promotion.get());
  }

  /// A proof of concept that begins with others than its own people is asked what a promotion to
  /// them asks: their gate is no way around.
  private Optional<Forbidden> ofBeginning(UseCase next) {
    boolean isBegun =
        publication
            .known()
            .useCase(next.id())
            .filter(before -> before.stage() != Stage.IDEA)
            .isPresent();
    if (isBegun || next.stage() != Stage.POC || next.audience() == Audience.INTERNAL) {
      return Optional.empty();
    }
    return publication.unready(
        next,
        publication.coming(),
        "use case '%s' is not at 'poc' for audience '%s'"
            .formatted(next.id(), next.audience().code()));
  }

  /// A roll-back never leads further than the use case is: out of its end two people promote it, to
  /// a proof of concept.
  private Optional<Forbidden> ofWayBack(UseCase next, Promotion promotion) {
    Stage now = publication.known().useCase(next.id()).map(UseCase::stage).orElse(Stage.IDEA);
    return now == Stage.SUNSET || now.compareTo(next.stage()) < 0
        ? Optional.of(
            new Forbidden(
                "gate_decides",
                "promotion '%s': a roll-back of use case '%s' from '%s' does not lead on to '%s': propose a promotion to '%s'"
                    .formatted(
                        promotion.id(), next.id(), now.code(), next.stage().code(), onward(now))))
        : Optional.empty();
  }

  private static String onward(Stage now) {
    return now == Stage.SUNSET ? Stage.POC.code() : now.onward().code();
  }

  /// Whoever leaves the portfolio at once would leave its gates behind, or keys for production.
  private Optional<Forbidden> ofEnd(String id) {
    return publication
        .known()
        .useCase(id)
        .flatMap(useCase ->
            useCase.stage().isBeyondPoc()
                ? Optional.of(
                    "use case '%s' is deleted at idea, poc or sunset, was at '%s': a gate ends it"
                        .formatted(id, useCase.stage().code()))
                : ofKeys(useCase))
        .map(why -> new Forbidden("gate_decides", why));
  }

  private Optional<String> ofKeys(UseCase useCase) {
    return useCase.stage() == Stage.SUNSET
        ? Optional.empty()
        : publication
            .productionKeys(useCase.id())
            .findFirst()
            .map(key ->
                "use case '%s' is deleted without keys for production, has '%s': revoke it"
                    .formatted(useCase.id(), key.name()));
  }

  /// What gives money back, or comes to its end, is never held up by the share that others have
  /// then; what is deleted is: it was there to be counted.
  private Optional<Forbidden> tooStrategic() {
    Optional<Change> claimsMore =
        publication
            .of(Kind.USE_CASE)
            .filter(change ->
                change.retired()
                    || strategicUsd(publication.coming(), change.id())
                            .compareTo(strategicUsd(publication.known(), change.id()))
                        > 0)
            .findFirst();
    return claimsMore.flatMap(change ->
        publication
            .coming()
            .policy()
            .tooStrategic(publication.known().useCases(), publication.coming().useCases())
            .map(why ->
                new Forbidden("too_strategic", "use case '%s': %s".formatted(change.id(), why))));
  }

  private static BigDecimal strategicUsd(Portfolio portfolio, String id) {
    return portfolio
        .useCase(id)
        .filter(UseCase::isStrategic)
        .flatMap(UseCase::budgetUsd)
        .map(Money::toBigDecimal)
        .orElse(BigDecimal.ZERO);
  }
}
