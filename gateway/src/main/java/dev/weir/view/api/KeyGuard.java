package dev.weir.view.api;

import dev.weir.flow.books.Books.Published.Forbidden;
import dev.weir.flow.books.Kind;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.value.portfolio.Policy;
import dev.weir.value.portfolio.Readiness;
import dev.weir.value.portfolio.Stage;
import dev.weir.value.portfolio.UseCase;
import java.util.Optional;

/// No key beyond a proof of concept without all that shows whether it is worth it: when a key is
/// made or gets more, when a tag is declared by which it reaches more, and when a use case enters
/// the portfolio, or comes back, that has keys already.
final class KeyGuard {
  private final Publication publication;

  KeyGuard(Publication publication) {
    this.publication = publication;
  }

  Optional<Forbidden> objection() {
    return publication
        .of(Kind.KEY)
        .flatMap(change -> ofChanged(change.id()).stream())
        .findFirst()
        .or(this::ofTags)
        .or(this::ofEntering);
  }

  private Optional<Forbidden> ofChanged(String id) {
    Optional<VirtualKey> old = publication.before().keyring().byId(id);
    return publication
        .after()
        .keyring()
        .byId(id)
        .filter(key -> key.revoked().isEmpty())
        .filter(key -> old.filter(it -> isNoMore(it, key)).isEmpty())
        .flatMap(this::ofKey);
  }

  /// Whether a key has the tags it had, lets set no more, and ends no later. A new secret gives it
  /// nothing: one that leaked is replaced whatever else is missing.
  private static boolean isNoMore(VirtualKey old, VirtualKey next) {
    boolean endsNoLater =
        old.expires().isEmpty()
            || next.expires().filter(end -> !end.isAfter(old.expires().get())).isPresent();
    return next.fixed().equals(old.fixed())
        && old.settable().containsAll(next.settable())
        && (old.trustsUserTags() || !next.trustsUserTags())
        && endsNoLater;
  }

  private Optional<Forbidden> ofTags() {
    return publication.of(Kind.TAG_VALUE).findAny().isEmpty()
        ? Optional.empty()
        : publication
            .liveKeys()
            .filter(key ->
                publication.reach(key).isMoreThan(KeyReach.of(key, publication.before().tags())))
            .flatMap(key -> ofKey(key).stream())
            .findFirst();
  }

  /// A use case that is put into the portfolio, or comes back from its end, where keys of its own
  /// for production call for it already. One whose callers name any use case is no reason: it could
  /// before, and staying out of the portfolio is not to be what an idea gets by it.
  private Optional<Forbidden> ofEntering() {
    return publication
        .puts(Kind.USE_CASE)
        .filter(change -> isEntering(change.id()))
        .flatMap(change -> publication.coming().useCase(change.id()).stream())
        .flatMap(useCase ->
            publication
                .productionKeys(useCase.id())
                .flatMap(key -> ofUseCase(key, useCase, true).stream()))
        .findFirst()
        .map(it ->
            new Forbidden(
                it.code(), it.message() + "; it works already: revoke it, or change its tags"));
  }

  private boolean isEntering(String id) {
    Optional<UseCase> known = publication.known().useCase(id);
    boolean isPromoted = publication.promotion(id).filter(it -> it.undone().isEmpty()).isPresent();
    return known.isEmpty() || (known.get().stage() == Stage.SUNSET && isPromoted);
  }

  private Optional<Forbidden> ofKey(VirtualKey key) {
    KeyReach reach = publication.reach(key);
    Optional<UseCase> useCase = reach.useCase().flatMap(publication.coming()::useCase);
    if (useCase.isPresent()) {
      return ofUseCase(key, useCase.get(), reach.production());
    }
    if (!reach.production()) {
      return Optional.empty();
    }
    boolean left = reach.useCase().filter(publication.known()::everHad).isPresent();
    if (left || publication.coming().policy().unregistered() == Policy.Unregistered.REFUSED) {
      return Optional.of(
          new Forbidden(
              "use_case_unregistered",
              "key '%s': for production it fixes a use_case of the portfolio, was %s%s"
                  .formatted(
                      key.name(),
                      reach.useCase().map("'%s'"::formatted).orElse("none"),
                      left ? ", which has left it" : "")));
    }
    return reach.open() ? ofAny(key) : Optional.empty();
  }

  /// Whose callers name the use case calls for every one there is.
  private Optional<Forbidden> ofAny(VirtualKey key) {
    return publication.coming().useCases().stream()
        .flatMap(useCase -> ofUseCase(key, useCase, true).stream())
        .findFirst()
        .map(it ->
            new Forbidden(
                it.code(), it.message() + "; its callers name the use case, so fix another"));
  }

  private Optional<Forbidden> ofUseCase(VirtualKey key, UseCase useCase, boolean isProduction) {
    if (!useCase.stage().hasKeys()) {
      return notReady(key, useCase, "has no keys at this stage");
    }
    if (!useCase.stage().isBeyondPoc() && !isProduction) {
      return Optional.empty();
    }
    Readiness readiness = publication.coming().readiness(useCase, publication.day());
    return readiness.isReady()
        ? Optional.empty()
        : notReady(
            key,
            useCase,
            "has no key %s as long as it lacks %s"
                .formatted(
                    isProduction ? "for production" : "beyond a proof of concept",
                    readiness.toText()));
  }

  private static Optional<Forbidden> notReady(VirtualKey key, UseCase useCase, String why) {
    return Optional.of(
        new Forbidden(
            "use_case_not_ready",
            "key '%s': use case '%s' at '%s' %s"
                .formatted(key.name(), useCase.id(), useCase.stage().code(), why)));
  }
}
