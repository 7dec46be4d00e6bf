package dev.weir.view.api;

import dev.weir.base.money.Money;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published.Forbidden;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Snapshot;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.value.portfolio.Policy;
import dev.weir.value.portfolio.Readiness;
import dev.weir.value.portfolio.Stage;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.PromotionText;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// No key beyond a proof of concept without all that shows whether it is worth it; no more called
/// strategic than the policy allows. Every publication passes here, whoever asks for it.
public final class PortfolioGuard implements Books.Guard {
  private static final String PRODUCTION = "production";

  private final Portfolio portfolio;
  private final InstantSource clock;

  public PortfolioGuard(Facts facts, InstantSource clock) {
    this.portfolio = new Portfolio(facts);
    this.clock = clock;
  }

  @Override
  public Optional<Forbidden> objection(List<Change> changes, Snapshot before, Snapshot after) {
    Publication publication = new Publication(changes, before, after, portfolio, clock.instant());
    Stream<Forbidden> ofEach =
        changes.stream()
            .flatMap(change ->
                switch (change.kind()) {
                  case KEY -> ofKey(change.id(), before, after).stream();
                  case USE_CASE -> ofUseCase(change, changes).stream();
                  default -> Stream.empty();
                });
    return Stream.of(
            ofEach,
            tooStrategic(changes).stream(),
            new ExpansionGuard(publication).objection().stream())
        .flatMap(each -> each)
        .findFirst();
  }

  private Optional<Forbidden> ofUseCase(Change change, List<Change> changes) {
    return change.retired() ? ofEnd(change.id()) : ofStage(change, changes);
  }

  /// Only a promotion leads where a gate decides, and beyond a proof of concept only what is ready;
  /// the way back is open to all.
  private Optional<Forbidden> ofStage(Change change, List<Change> changes) {
    UseCase next = UseCaseText.read(change.id(), change.body());
    Optional<Promotion> promotion =
        changes.stream()
            .filter(it -> it.kind() == Kind.PROMOTION && !it.retired())
            .map(it -> PromotionText.read(it.id(), it.body()))
            .filter(it -> it.useCase().equals(next.id()))
            .findFirst();
    if (promotion.isEmpty()) {
      return next.leftToGate(portfolio.useCase(next.id()))
          .map(why -> new Forbidden("gate_decides", why));
    }
    if (!next.stage().isBeyondPoc()) {
      return Optional.empty();
    }
    if (promotion.get().undone().isPresent()) {
      return ofWayBack(next, promotion.get());
    }
    Readiness readiness = portfolio.readiness(next, Portfolio.day(clock.instant()));
    return readiness.isReady()
        ? Optional.empty()
        : Optional.of(
            new Forbidden(
                "use_case_not_ready",
                "promotion '%s': use case '%s' does not go to '%s' as long as it lacks %s"
                    .formatted(
                        promotion.get().id(),
                        next.id(),
                        promotion.get().to().code(),
                        readiness.toText())));
  }

  /// A roll-back never leads further than the use case is: out of its end, or to where another one
  /// of its name was, two people promote it.
  private Optional<Forbidden> ofWayBack(UseCase next, Promotion promotion) {
    Stage now = portfolio.useCase(next.id()).map(UseCase::stage).orElse(Stage.IDEA);
    return now == Stage.SUNSET || now.compareTo(next.stage()) < 0
        ? Optional.of(
            new Forbidden(
                "gate_decides",
                "promotion '%s': a roll-back of use case '%s' from '%s' does not lead on to '%s': propose a promotion"
                    .formatted(promotion.id(), next.id(), now.code(), next.stage().code())))
        : Optional.empty();
  }

  /// Whoever leaves the portfolio at once would leave its gates behind.
  private Optional<Forbidden> ofEnd(String id) {
    return portfolio
        .useCase(id)
        .filter(useCase -> useCase.stage().isBeyondPoc())
        .map(useCase ->
            new Forbidden(
                "gate_decides",
                "use case '%s' is deleted at idea, poc or sunset, was at '%s': a gate ends it"
                    .formatted(useCase.id(), useCase.stage().code())));
  }

  private Optional<Forbidden> ofKey(String id, Snapshot before, Snapshot after) {
    Optional<VirtualKey> next = after.keyring().byId(id).filter(key -> key.revoked().isEmpty());
    boolean isMore =
        next.isPresent()
            && before.keyring().byId(id).filter(old -> isNoMore(old, next.get())).isEmpty();
    return isMore ? ofKey(next.get(), after) : Optional.empty();
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

  private Optional<Forbidden> ofKey(VirtualKey key, Snapshot after) {
    // What follows from declared tags counts as if the key named it.
    Map<String, String> tags = after.tags().recorded(key.fixed().toMap(), clock.instant()).toMap();
    boolean isProduction = PRODUCTION.equals(tags.get(TagNames.ENVIRONMENT));
    Optional<String> named = Optional.ofNullable(tags.get(TagNames.USE_CASE));
    Optional<UseCase> useCase = named.flatMap(portfolio::useCase);
    if (useCase.isPresent()) {
      return ofUseCase(key, useCase.get(), isProduction);
    }
    return isProduction && portfolio.policy().unregistered() == Policy.Unregistered.REFUSED
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
    Readiness readiness = portfolio.readiness(useCase, Portfolio.day(clock.instant()));
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

  private static BigDecimal strategicUsd(Optional<UseCase> useCase) {
    return useCase
        .filter(UseCase::isStrategic)
        .flatMap(UseCase::budgetUsd)
        .map(Money::toBigDecimal)
        .orElse(BigDecimal.ZERO);
  }

  /// What gives money back, or ends, is never held up by the share that others have then.
  private Optional<Forbidden> tooStrategic(List<Change> changes) {
    List<Change> ofUseCases =
        changes.stream()
            .filter(change -> change.kind() == Kind.USE_CASE && !change.retired())
            .toList();
    if (ofUseCases.isEmpty()) {
      return Optional.empty();
    }
    List<UseCase> before = portfolio.useCases();
    Map<String, UseCase> after =
        before.stream().collect(Collectors.toMap(UseCase::id, Function.identity()));
    boolean claimsMore = false;
    for (Change change : ofUseCases) {
      UseCase next = UseCaseText.read(change.id(), change.body());
      Optional<UseCase> old = Optional.ofNullable(after.put(next.id(), next));
      claimsMore |= strategicUsd(Optional.of(next)).compareTo(strategicUsd(old)) > 0;
    }
    if (!claimsMore) {
      return Optional.empty();
    }
    return portfolio
        .policy()
        .tooStrategic(before, new ArrayList<>(after.values()))
        .map(why ->
            new Forbidden(
                "too_strategic", "use case '%s': %s".formatted(ofUseCases.getFirst().id(), why)));
  }
}
