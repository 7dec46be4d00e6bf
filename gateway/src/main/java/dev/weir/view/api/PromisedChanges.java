package dev.weir.view.api;

import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.pack.Decision;
import dev.weir.value.pack.Decision.NamedChange;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Promotion.Carried;
import dev.weir.value.promotion.Promotion.State;
import dev.weir.value.promotion.Promotion.Undone;
import dev.weir.value.promotion.PromotionText;
import dev.weir.value.review.Taper;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The changes by which decisions of reviews are carried out: of what they may be, and whether they
/// were made. Blocks.
final class PromisedChanges {
  private static final Set<String> RULE_BOOKS = Set.of("rules", "names", "keys");

  private final Facts facts;

  PromisedChanges(Facts facts) {
    this.facts = facts;
  }

  /// A rule, a name or a key, which may be made yet; a gate of the use case, or a promotion of it
  /// that can still be carried out or rolled back.
  void require(Decision decision, Instant now) {
    if (decision.change().isEmpty()) {
      return;
    }
    NamedChange change = decision.change().get();
    Kind kind =
        kind(change)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "field 'change.kind' is one of %s, was '%s'"
                        .formatted(
                            kinds().map(Kind::code).collect(Collectors.toCollection(TreeSet::new)),
                            change.kind())));
    boolean fits =
        switch (kind) {
          case GATE -> isGateOf(decision.useCase(), change.id());
          case PROMOTION ->
              promotion(change.id())
                  .filter(it -> it.useCase().equals(decision.useCase()))
                  .filter(it -> Set.of(State.OPEN, State.CARRIED_OUT).contains(it.state(now)))
                  .isPresent();
          default -> true;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "field 'change.id' names a %s of use case '%s' that is in force%s, was '%s'"
              .formatted(
                  kind.code(),
                  decision.useCase(),
                  kind == Kind.PROMOTION ? " or waits for its signatures" : "",
                  change.id()));
    }
  }

  private static Stream<Kind> kinds() {
    return Arrays.stream(Kind.values())
        .filter(kind ->
            RULE_BOOKS.contains(kind.book()) || kind == Kind.GATE || kind == Kind.PROMOTION);
  }

  private static Optional<Kind> kind(NamedChange change) {
    return kinds().filter(kind -> kind.code().equals(change.kind())).findFirst();
  }

  private boolean isGateOf(String useCase, String id) {
    return current(Kind.GATE, id).isPresent() && Portfolio.useCaseOf(id).equals(useCase);
  }

  private Optional<Promotion> promotion(String id) {
    return current(Kind.PROMOTION, id).map(it -> PromotionText.read(it.id(), it.body()));
  }

  private Optional<Version> current(Kind kind, String id) {
    return facts.current(kind, id).filter(version -> !version.retired());
  }

  /// Whether somebody has made it since: the thing is another one than it was, the promotion was
  /// carried out or rolled back.
  boolean isMade(NamedChange change, Instant since) {
    return kind(change).filter(kind -> isMade(kind, change.id(), since)).isPresent();
  }

  private boolean isMade(Kind kind, String id, Instant since) {
    return kind == Kind.PROMOTION
        ? promotion(id).stream()
            .flatMap(it ->
                Stream.concat(
                    it.carried().map(Carried::at).stream(), it.undone().map(Undone::at).stream()))
            .anyMatch(since::isBefore)
        : isChanged(facts.history(kind, id), since);
  }

  /// What a missed review takes of a budget, and gives back, is nobody's decision.
  ///
  /// @param versions the latest first
  private static boolean isChanged(List<Version> versions, Instant since) {
    Optional<Version> before =
        versions.stream().filter(version -> !version.at().isAfter(since)).findFirst();
    return versions.stream()
        .filter(version -> version.at().isAfter(since))
        .filter(version -> !Taper.isOf(version.who(), version.why()))
        .anyMatch(version ->
            before.isEmpty()
                || version.retired() != before.get().retired()
                || !version.body().equals(before.get().body()));
  }
}
