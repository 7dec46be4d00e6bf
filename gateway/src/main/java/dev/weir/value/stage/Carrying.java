package dev.weir.value.stage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.cohort.Portion;
import dev.weir.flow.cohort.Rollout;
import dev.weir.flow.window.Period;
import dev.weir.value.adoption.Roster;
import dev.weir.value.adoption.RosterText;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Promotion.Before;
import dev.weir.value.promotion.Promotion.Carried;
import dev.weir.value.promotion.PromotionText;
import dev.weir.value.ramp.Ramp.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

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

  /// The latest of a thing, read once: what is made of its body is made against its version.
  private record There(Optional<Version> latest) {
    Optional<ObjectNode> body() {
      return latest.filter(it -> !it.retired()).map(Version::body);
    }

    int version() {
      return latest.map(Version::version).orElse(0);
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
    changes.add(
        change(
            Kind.ROLLOUT,
            useCase.id(),
            rollout(promotion, there(Kind.ROLLOUT, useCase.id()), step),
            by,
            against.rollout()));
    ObjectNode limit = budget(useCase.id(), there(Kind.BUDGET, budget), step);
    changes.add(change(Kind.BUDGET, budget, limit, by, against.budget()));
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
    return List.of(
        change(kept, by),
        change(
            Kind.ROLLOUT, useCase, rollout(kept.promotion(), rollout, step), by, rollout.version()),
        change(Kind.BUDGET, budget, budget(useCase, limit, step), by, limit.version()));
  }

  /// Everything is as it was before; closed, if that is asked for.
  List<Change> back(Kept kept, Version useCase, boolean closing, By by) {
    Before before = kept.promotion().carried().orElseThrow().before();
    List<Change> changes = new ArrayList<>();
    changes.add(change(kept, by));
    changes.add(
        change(
            Kind.USE_CASE,
            useCase.id(),
            UseCaseText.takenBack(useCase.body(), before.useCase()),
            by,
            useCase.version()));
    Optional<ObjectNode> rollout =
        closing ? Optional.of(closed(useCase.id(), before.rollout())) : before.rollout();
    restore(changes, Kind.ROLLOUT, useCase.id(), rollout, by);
    restore(changes, Kind.BUDGET, before.budgetId(), before.budget(), by);
    if (before.budget().isEmpty()) {
      raisesOf(before.budgetId()).forEach(raise -> retire(changes, raise, by));
    }
    return changes;
  }

  /// Nobody may call for a use case any more.
  List<Change> closing(String useCase, By by) {
    There rollout = there(Kind.ROLLOUT, useCase);
    return List.of(
        change(Kind.ROLLOUT, useCase, closed(useCase, rollout.body()), by, rollout.version()));
  }

  private static ObjectNode moved(Promotion promotion, Version useCase) {
    UseCase now = UseCaseText.read(useCase.id(), useCase.body());
    return UseCaseText.write(
        promotion.to().reachedBy(now, promotion.allowed().budgetUsdPerMonth()), useCase.body());
  }

  private static ObjectNode closed(String useCase, Optional<ObjectNode> rollout) {
    Optional<Rollout> now = rollout.map(body -> RolloutText.read(useCase, body));
    return RolloutText.write(
        new Rollout(
            useCase,
            now.map(Rollout::share).orElse(Portion.ALL),
            now.map(Rollout::users).orElse(new TreeSet<>()),
            now.map(Rollout::eligible).orElse(Rollout.Eligible.EVERYBODY),
            now.flatMap(Rollout::usersMax),
            true,
            salt(useCase, now),
            true,
            Period.ALWAYS));
  }

  /// What a gate decides holds at once, always and for everybody: only whom a share is stays. Where
  /// a roster lists who is eligible, nobody else may call, and no more than were signed.
  private ObjectNode rollout(Promotion promotion, There there, Step step) {
    String useCase = promotion.useCase();
    Optional<Rollout> now = there.body().map(body -> RolloutText.read(useCase, body));
    SortedSet<String> users =
        promotion
            .listed()
            .<SortedSet<String>>map(TreeSet::new)
            .or(() -> now.map(Rollout::users))
            .orElse(new TreeSet<>());
    boolean listed = listsUsers(useCase);
    return RolloutText.write(
        new Rollout(
            useCase,
            Portion.of(step.share()),
            users,
            listed ? Rollout.Eligible.ROSTER : Rollout.Eligible.EVERYBODY,
            promotion.allowed().users().filter(_ -> listed).map(Carrying::int32),
            promotion.to().isSunset(),
            salt(useCase, now),
            true,
            Period.ALWAYS));
  }

  private static String salt(String useCase, Optional<Rollout> now) {
    return now.map(Rollout::salt).orElse(useCase);
  }

  private boolean listsUsers(String useCase) {
    return there(Kind.ROSTER, useCase)
        .body()
        .map(body -> RosterText.read(useCase, body).eligible())
        .filter(Roster.Eligible.Listed.class::isInstance)
        .isPresent();
  }

  private static int int32(long users) {
    return Math.clamp(users, 0, Integer.MAX_VALUE);
  }

  /// The budget there is with another limit, or one of a month for the use case.
  private static ObjectNode budget(String useCase, There there, Step step) {
    ObjectNode body = there.body().map(ObjectNode::deepCopy).orElseGet(() -> ofMonth(useCase));
    body.remove("limit");
    return body.put("limit_usd", step.budgetUsdPerMonth().toPlainString());
  }

  private static ObjectNode ofMonth(String useCase) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("where").addObject().put("tag", "use_case").putArray("in").add(useCase);
    return body.put("window", "month UTC");
  }

  private List<Version> raisesOf(String budget) {
    return books.facts().current(Kind.RAISE).stream()
        .filter(raise -> !raise.retired())
        .filter(raise -> raise.body().path("budget").asText().equals(budget))
        .toList();
  }

  private void restore(
      List<Change> changes, Kind kind, String id, Optional<ObjectNode> body, By by) {
    There there = there(kind, id);
    if (body.isPresent()) {
      changes.add(change(kind, id, body.get(), by, there.version()));
      return;
    }
    there.latest().filter(it -> !it.retired()).ifPresent(it -> retire(changes, it, by));
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

  /// The latest version, retired or not; 0 = there never was one.
  int version(Kind kind, String id) {
    return there(kind, id).version();
  }

  private There there(Kind kind, String id) {
    return new There(books.facts().current(kind, id));
  }
}
