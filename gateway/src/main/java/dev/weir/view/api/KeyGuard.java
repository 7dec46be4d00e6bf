package dev.weir.view.api;

import dev.weir.flow.books.Books.Published.Forbidden;
import dev.weir.flow.books.Kind;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.value.portfolio.Policy;
import dev.weir.value.portfolio.Readiness;
import dev.weir.value.portfolio.UseCase;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// No key beyond a proof of concept without all that shows whether it is worth it.
final class KeyGuard {
  private static final String PRODUCTION = "production";

  private final Publication publication;

  KeyGuard(Publication publication) {
    this.publication = publication;
  }

  Optional<Forbidden> objection() {
    return publication.of(Kind.KEY).flatMap(change -> ofChanged(change.id()).stream()).findFirst();
  }

  private Optional<Forbidden> ofChanged(String id) {
    Optional<VirtualKey> next =
        publication.after().keyring().byId(id).filter(key -> key.revoked().isEmpty());
    boolean isMore =
        next.isPresent()
            && publication
                .before()
                .keyring()
                .byId(id)
                .filter(old -> isNoMore(old, next.get()))
                .isEmpty();
    return isMore ? ofKey(next.get()) : Optional.empty();
  }

  /// Whether a key has the tags it had, no new secret, and ends no later.
  private static boolean isNoMore(VirtualKey old, VirtualKey next) {
    List<?> hashes = old.secrets().stream().map(VirtualKey.Secret::hash).toList();
    boolean endsNoLater =
        old.expires().isEmpty()
            || next.expires().filter(end -> !end.isAfter(old.expires().get())).isPresent();
    return next.fixed().equals(old.fixed())
        && next.secrets().stream().allMatch(secret -> hashes.contains(secret.hash()))
        && endsNoLater;
  }

  private Optional<Forbidden> ofKey(VirtualKey key) {
    // What follows from declared tags counts as if the key named it.
    Map<String, String> tags =
        publication.after().tags().recorded(key.fixed().toMap(), publication.now()).toMap();
    boolean isProduction = PRODUCTION.equals(tags.get(TagNames.ENVIRONMENT));
    Optional<String> named = Optional.ofNullable(tags.get(TagNames.USE_CASE));
    Optional<UseCase> useCase = named.flatMap(publication.coming()::useCase);
    if (useCase.isPresent()) {
      return ofUseCase(key, useCase.get(), isProduction);
    }
    return isProduction
            && publication.coming().policy().unregistered() == Policy.Unregistered.REFUSED
        ? Optional.of(
            new Forbidden(
                "use_case_unregistered",
                "key '%s': for production it fixes a use_case of the portfolio, was %s"
                    .formatted(key.name(), named.map("'%s'"::formatted).orElse("none"))))
        : Optional.empty();
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
