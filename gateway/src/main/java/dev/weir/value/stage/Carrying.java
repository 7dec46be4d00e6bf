package dev.weir.value.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Money;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.cohort.Rollout;
import dev.weir.value.adoption.Roster;
import dev.weir.value.adoption.RosterText;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Promotion.Before;
import dev.weir.value.promotion.Promotion.Carried;
import dev.weir.value.promotion.PromotionText;
import dev.weir.value.ramp.Ramp.Step;
import dev.weir.value.review.Taper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a promotion changes in the books: its own fact, the use case, the roll-out and the budget,
/// in one publication.
final class Carrying {
  private final Books books;

  /// @param who for the audit trail
  record By(String who, String why) {}

  Carrying(Books books) {
    this.books = books;
  }

  /// A promotion, and the version of its fact that it was made from.
  record Kept(Promotion promotion, int version) {
    Kept with(Promotion next) {
      return new Kept(next, version);
    }
  }

  /// A thing, read once: what is made of its body is made against its version.
  ///
  /// @param set its latest version but for what a taper has left of it
  private record There(Optional<Version> latest, Optional<Version> set) {
    Optional<ObjectNode> body() {
      return body(set);
    }

    /// What is in force of it: less than was set, where a taper has left less.
    Optional<ObjectNode> left() {
      return body(latest);
    }

    private static Optional<ObjectNode> body(Optional<Version> version) {
      return version.filter(it -> !it.retired()).map(Version::body);
    }

    int version() {
      return latest.map(Version::version).orElse(0);
    }

    int setIn() {
      return set.map(Version::version).orElse(0);
    }

    /// The version to change it against, if it is still as it was signed.
    int signed(int in) {
      return setIn() == in ? version() : in;
    }
  }

  /// What is there now, to be undone by.
  Before before(Version useCase, String budget) {
    return new Before(
        useCase.body(),
        there(Kind.ROLLOUT, useCase.id()).body(),
        budget,
        there(Kind.BUDGET, budget).body());
  }

  /// The use case goes where the promotion leads, on its step, against the versions that were
  /// signed.
  ///
  /// @param useCase its fact
  List<Change> forward(Kept kept, Version useCase, By by) {
    Promotion promotion = kept.promotion();
    Carried carried = promotion.carried().orElseThrow();
    Step step = carried.steps().get(carried.step());
    Promotion.Against against = promotion.against();
    String budget = carried.before().budgetId();
    List<Change> changes = new ArrayList<>();
    changes.add(change(kept, by));
    changes.add(
        change(Kind.USE_CASE, useCase.id(), moved(promotion, useCase), by, against.useCase()));
    ObjectNode rollout =
        GateRollout.signed(
            promotion, there(Kind.ROLLOUT, useCase.id()).body(), step, eligible(useCase.id()));
    changes.add(change(Kind.ROLLOUT, useCase.id(), rollout, by, against.rollout()));
    There there = there(Kind.BUDGET, budget);
    ObjectNode limit = GateBudget.signed(useCase.id(), there.body(), step.budgetUsdPerMonth());
    changes.add(change(Kind.BUDGET, budget, limit, by, there.signed(against.budget())));
    return changes;
  }

  /// The roll-out and the budget go to another step; the stage stays.
  List<Change> stepped(Kept kept, By by) {
    Carried carried = kept.promotion().carried().orElseThrow();
    String useCase = kept.promotion().useCase();
    Step step = carried.steps().get(carried.step());
    String budget = carried.before().budgetId();
    There rollout = there(Kind.ROLLOUT, useCase);
    There limit = there(Kind.BUDGET, budget);
    ObjectNode opened =
        GateRollout.signed(kept.promotion(), rollout.body(), step, eligible(useCase));
    ObjectNode limited = GateBudget.signed(useCase, limit.body(), step.budgetUsdPerMonth());
    return List.of(
        change(kept, by),
        change(Kind.ROLLOUT, useCase, opened, by, rollout.version()),
        change(Kind.BUDGET, budget, limited, by, limit.version()));
  }

  /// Everything is as it was before, but for what was cut since: a limit is never raised, and whom
  /// somebody has shut out stays out. Closed, if that is asked for.
  List<Change> back(Kept kept, Version useCase, boolean closing, By by) {
    Promotion promotion = kept.promotion();
    Carried carried = promotion.carried().orElseThrow();
    Before before = carried.before();
    Step step = carried.steps().get(carried.step());
    List<Change> changes = new ArrayList<>();
    changes.add(change(kept, by));
    changes.add(
        change(Kind.USE_CASE, useCase.id(), takenBack(useCase, before), by, useCase.version()));
    There there = there(Kind.ROLLOUT, useCase.id());
    Optional<ObjectNode> rollout =
        GateRollout.takenBack(promotion, step, there.body(), before.rollout());
    restore(
        changes,
        new Thing(Kind.ROLLOUT, useCase.id(), there),
        closing ? Optional.of(GateRollout.closed(useCase.id(), rollout)) : rollout,
        by);
    budgetBack(changes, promotion, step, by);
    return changes;
  }

  private static ObjectNode takenBack(Version useCase, Before before) {
    Optional<Money> now = UseCaseText.read(useCase.id(), useCase.body()).budgetUsd();
    ObjectNode back = UseCaseText.takenBack(useCase.body(), before.useCase());
    UseCase was = UseCaseText.read(useCase.id(), back);
    boolean isLess =
        now.isPresent() && was.budgetUsd().filter(usd -> now.get().compareTo(usd) < 0).isPresent();
    return isLess ? UseCaseText.write(was.atGate(was.stage(), was.audience(), now), back) : back;
  }

  /// A budget the promotion has made goes with it, unless somebody has changed it since.
  private void budgetBack(List<Change> changes, Promotion promotion, Step step, By by) {
    Before before = promotion.carried().orElseThrow().before();
    String id = before.budgetId();
    There there = there(Kind.BUDGET, id);
    ObjectNode made =
        GateBudget.signed(promotion.useCase(), Optional.empty(), step.budgetUsdPerMonth());
    boolean isMade = before.budget().isEmpty() && there.body().equals(Optional.of(made));
    Optional<ObjectNode> then =
        before
            .budget()
            .map(was -> there.body().map(is -> lowered(id, there, is, was)).orElse(was))
            .or(() -> isMade ? Optional.empty() : there.body());
    restore(changes, new Thing(Kind.BUDGET, id, there), then, by);
    if (isMade) {
      raisesOf(id).forEach(raise -> retire(changes, raise, by));
    }
  }

  /// Of a tapered budget that was set higher than before what is left stays: a taper that ends
  /// gives back no more, and nothing is raised until then.
  private static ObjectNode lowered(String id, There there, ObjectNode is, ObjectNode was) {
    ObjectNode lowered = GateBudget.takenBack(id, is, was);
    return lowered.equals(is) ? is : GateBudget.takenBack(id, there.left().orElse(is), was);
  }

  /// Nobody may call for a use case any more.
  List<Change> closing(String useCase, By by) {
    There rollout = there(Kind.ROLLOUT, useCase);
    ObjectNode closed = GateRollout.closed(useCase, rollout.body());
    return List.of(change(Kind.ROLLOUT, useCase, closed, by, rollout.version()));
  }

  private static ObjectNode moved(Promotion promotion, Version useCase) {
    UseCase now = UseCaseText.read(useCase.id(), useCase.body());
    return UseCaseText.write(
        promotion.to().reachedBy(now, promotion.allowed().budgetUsdPerMonth()), useCase.body());
  }

  /// Who is on the roster, where that lists anybody.
  private Rollout.Eligible eligible(String useCase) {
    return there(Kind.ROSTER, useCase)
        .body()
        .map(body -> RosterText.read(useCase, body).eligible())
        .filter(Roster.Eligible.Listed.class::isInstance)
        .map(_ -> Rollout.Eligible.ROSTER)
        .orElse(Rollout.Eligible.EVERYBODY);
  }

  private List<Version> raisesOf(String budget) {
    return books.facts().current(Kind.RAISE).stream()
        .filter(raise -> !raise.retired())
        .filter(raise -> raise.body().path("budget").asText().equals(budget))
        .toList();
  }

  private record Thing(Kind kind, String id, There there) {}

  private static void restore(List<Change> changes, Thing thing, Optional<ObjectNode> then, By by) {
    There there = thing.there();
    if (then.equals(there.body())) {
      return;
    }
    then.ifPresentOrElse(
        body -> changes.add(change(thing.kind(), thing.id(), body, by, there.version())),
        () -> there.latest().ifPresent(latest -> retire(changes, latest, by)));
  }

  private static void retire(List<Change> changes, Version there, By by) {
    changes.add(
        new Change(
            there.kind(),
            there.id(),
            there.body(),
            true,
            OptionalInt.of(there.version()),
            by.who(),
            by.why()));
  }

  static Change change(Kept kept, By by) {
    return change(
        Kind.PROMOTION,
        kept.promotion().id(),
        PromotionText.write(kept.promotion()),
        by,
        kept.version());
  }

  private static Change change(Kind kind, String id, ObjectNode body, By by, int expected) {
    return Change.of(kind, id, body, by.who(), by.why()).expecting(expected);
  }

  /// The version in which somebody has set a thing, retired or not; 0 = there never was one. What a
  /// taper has left of it is no setting.
  int version(Kind kind, String id) {
    return there(kind, id).setIn();
  }

  private There there(Kind kind, String id) {
    Optional<Version> latest = books.facts().current(kind, id);
    return latest.filter(Carrying::isTapered).isEmpty()
        ? new There(latest, latest)
        : new There(
            latest,
            books.facts().history(kind, id).stream().filter(it -> !isTapered(it)).findFirst());
  }

  private static boolean isTapered(Version version) {
    return Taper.isOf(version.who(), version.why());
  }
}
