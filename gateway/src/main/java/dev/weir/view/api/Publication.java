package dev.weir.view.api;

import dev.weir.flow.books.Books.Published.Forbidden;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Snapshot;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.value.portfolio.Readiness;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.PromotionText;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is about to be published, as those see it who guard the portfolio.
///
/// @param known the portfolio as it is in force
/// @param coming as it will be
record Publication(
    List<Change> changes,
    Snapshot before,
    Snapshot after,
    Portfolio known,
    Portfolio coming,
    Instant now) {
  Publication {
    changes = List.copyOf(changes);
  }

  LocalDate day() {
    return Portfolio.day(now);
  }

  Stream<Change> of(Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind);
  }

  /// Keys that work once it is in force.
  Stream<VirtualKey> liveKeys() {
    return after.keyring().keys().stream()
        .filter(key -> key.revoked().isEmpty())
        .filter(key -> key.expires().filter(end -> !now.isBefore(end)).isEmpty());
  }

  /// What a key reaches then.
  KeyReach reach(VirtualKey key) {
    return KeyReach.of(key, after.tags());
  }

  /// Keys for production that fix a use case.
  Stream<VirtualKey> productionKeys(String useCase) {
    return liveKeys()
        .filter(key -> reach(key).production())
        .filter(key -> reach(key).useCase().filter(useCase::equals).isPresent());
  }

  /// What gets a new version; not what ends.
  Stream<Change> puts(Kind kind) {
    return of(kind).filter(change -> !change.retired());
  }

  /// The promotion that brings a use case somewhere, or back. Only [dev.weir.value.stage.Promoting]
  /// writes one: what stands in a publication beside it is what was signed, or agreed before.
  Optional<Promotion> promotion(String useCase) {
    return carried().filter(it -> it.useCase().equals(useCase)).findFirst();
  }

  /// Why a use case does not go where a promotion leads, if it lacks something.
  ///
  /// @param then what is known when that is asked
  Optional<Forbidden> unready(UseCase next, Portfolio then, Promotion promotion) {
    return unready(
        next,
        then,
        "promotion '%s': use case '%s' does not go to '%s'"
            .formatted(promotion.id(), next.id(), promotion.to().code()));
  }

  /// @param refused in words
  Optional<Forbidden> unready(UseCase next, Portfolio then, String refused) {
    Readiness readiness = then.readiness(next, day());
    return readiness.isReady()
        ? Optional.empty()
        : Optional.of(
            new Forbidden(
                "use_case_not_ready",
                "%s as long as it lacks %s".formatted(refused, readiness.toText())));
  }

  /// The promotions among the changes that are carried out, or taken back, by it.
  Stream<Promotion> carried() {
    return puts(Kind.PROMOTION)
        .map(change -> PromotionText.read(change.id(), change.body()))
        .filter(it -> it.carried().isPresent());
  }
}
