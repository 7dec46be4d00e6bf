package dev.weir.view.api;

import dev.weir.flow.books.Books.Published.Forbidden;
import dev.weir.flow.books.Kind;
import dev.weir.value.gate.Destination;
import dev.weir.value.gate.Gate;
import dev.weir.value.portfolio.Audience;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Rule;
import java.util.Optional;

/// What a promotion still has to fulfil when it is carried out, whoever was faster: the gate that
/// was signed is in force, and who goes to others than its own people is ready for them.
final class PromotionGuard {
  private final Publication publication;

  PromotionGuard(Publication publication) {
    this.publication = publication;
  }

  Optional<Forbidden> objection() {
    return publication
        .carried()
        .filter(this::isCarriedOutNow)
        .flatMap(promotion -> ofGate(promotion).or(() -> ofAudience(promotion)).stream())
        .findFirst();
  }

  private boolean isCarriedOutNow(Promotion promotion) {
    return promotion.undone().isEmpty()
        && publication.known().promotion(promotion.id()).flatMap(Promotion::carried).isEmpty();
  }

  private Optional<Forbidden> ofGate(Promotion promotion) {
    String gate = Gate.id(promotion.useCase(), promotion.to());
    int version = publication.known().version(Kind.GATE, gate);
    return version == promotion.against().gate()
        ? Optional.empty()
        : Optional.of(
            new Forbidden(
                "promotion_" + Rule.CHANGED.code(),
                "promotion '%s' was proposed against version %d of gate '%s', there is version %d now: propose it anew"
                    .formatted(promotion.id(), promotion.against().gate(), gate, version)));
  }

  /// Beyond a proof of concept every promotion is asked; at one, what goes to others.
  private Optional<Forbidden> ofAudience(Promotion promotion) {
    boolean isToOthers =
        promotion.to() instanceof Destination.ToAudience(Audience audience)
            && audience != Audience.INTERNAL;
    Optional<UseCase> useCase = publication.known().useCase(promotion.useCase());
    if (!isToOthers || useCase.isEmpty()) {
      return Optional.empty();
    }
    UseCase next = promotion.to().reachedBy(useCase.get(), promotion.allowed().budgetUsdPerMonth());
    return publication.unready(next, publication.known(), promotion);
  }
}
