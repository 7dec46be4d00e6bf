package dev.weir.flow.route;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a route's form: an object with one of `target`, `split`, `fallback`, `pool` and `when`,
/// and what belongs to it. Where it stands in an arm or a case, theirs as well. Owned by one
/// reading of one object.
final class RouteReader {
  /// Deeper than any route may be, so that no text can make the reading deep.
  private static final int NESTING_MAX = 16;

  private final Place place;
  private final int depth;
  private final List<Route> kinds = new ArrayList<>();
  private final List<String> named = new ArrayList<>();

  private Optional<Target> target = Optional.empty();
  private Optional<String> proof = Optional.empty();
  private Optional<List<Route.Arm>> arms = Optional.empty();
  private Optional<String> by = Optional.empty();
  private Optional<List<Route>> order = Optional.empty();
  private Optional<Boolean> proofRequired = Optional.empty();
  private Optional<List<Route.To>> members = Optional.empty();
  private Optional<List<Route.Case>> cases = Optional.empty();
  private Optional<Route> otherwise = Optional.empty();
  private Optional<String> arm = Optional.empty();
  private long weight = -1;
  private Optional<Condition> condition = Optional.empty();

  /// What the object stands for besides a route.
  private enum Place {
    ROUTE("target, proof, split, by, fallback, proof_required, pool, when, otherwise"),
    ARM("arm, weight, " + ROUTE.known),
    CASE("if, " + ROUTE.known);

    private final String known;

    Place(String known) {
      this.known = known;
    }
  }

  private RouteReader(Place place, int depth) {
    this.place = place;
    this.depth = depth;
  }

  static Route read(byte[] json) {
    try (JsonCursor cursor = JsonCursor.overUnique(json)) {
      Route route = new RouteReader(Place.ROUTE, 1).over(cursor).route();
      cursor.requireEnd();
      return route;
    } catch (JsonFault fault) {
      throw new IllegalArgumentException(
          "route, byte %d: %s".formatted(fault.position(), fault.getMessage()), fault);
    }
  }

  private RouteReader over(JsonCursor cursor) throws JsonFault {
    Members.require(cursor, Kind.OBJECT, place == Place.ROUTE ? "a route" : "an " + named());
    if (depth > NESTING_MAX) {
      throw new JsonFault("a route is at most %d deep".formatted(Route.DEPTH_MAX), cursor.start());
    }
    while (cursor.nextMember()) {
      String name = cursor.name();
      named.add(name);
      if (!place.known.contains(name) || !member(name, cursor)) {
        throw Members.unknown(cursor, place.known);
      }
    }
    return this;
  }

  private String named() {
    return place == Place.ARM ? "arm" : "item of 'when'";
  }

  private boolean member(String name, JsonCursor cursor) throws JsonFault {
    switch (name) {
      case "target" -> target = Optional.of(Target.parse(Members.text(cursor)));
      case "proof" -> proof = Optional.of(Members.text(cursor));
      case "split" -> arms = Optional.of(each(cursor, Place.ARM, RouteReader::arm));
      case "by" -> by = Optional.of(Members.text(cursor));
      case "fallback" -> order = Optional.of(each(cursor, Place.ROUTE, RouteReader::route));
      case "proof_required" -> proofRequired = Optional.of(Members.flag(cursor));
      case "pool" -> members = Optional.of(each(cursor, Place.ROUTE, RouteReader::member));
      case "when" -> cases = Optional.of(each(cursor, Place.CASE, RouteReader::choice));
      case "otherwise" ->
          otherwise = Optional.of(new RouteReader(Place.ROUTE, depth + 1).over(cursor).route());
      case "arm" -> arm = Optional.of(Members.text(cursor));
      case "weight" -> weight = Members.number(cursor);
      case "if" -> condition = Optional.of(ConditionForm.read(cursor));
      default -> {
        return false;
      }
    }
    return true;
  }

  /// What an object is read as.
  @FunctionalInterface
  private interface As<T> {
    T of(RouteReader read);
  }

  private <T> List<T> each(JsonCursor cursor, Place at, As<T> as) throws JsonFault {
    Members.require(cursor, Kind.ARRAY, "'" + cursor.name() + "'");
    List<T> all = new ArrayList<>();
    while (cursor.nextElement()) {
      all.add(as.of(new RouteReader(at, depth + 1).over(cursor)));
    }
    return all;
  }

  private Route.Arm arm() {
    if (arm.isEmpty() || weight < 0) {
      throw new IllegalArgumentException(
          "an arm needs 'arm' and a 'weight' from 0 on, has %s".formatted(named));
    }
    return new Route.Arm(arm.get(), (int) Math.min(weight, Integer.MAX_VALUE), route());
  }

  private Route.To member() {
    if (route() instanceof Route.To to) {
      return to;
    }
    throw new IllegalArgumentException("a pool has targets only, this one has " + named);
  }

  private Route.Case choice() {
    return new Route.Case(
        condition.orElseThrow(
            () -> new IllegalArgumentException("an item of 'when' needs 'if', has " + named)),
        route());
  }

  private Route route() {
    target.ifPresent(it -> kinds.add(new Route.To(it, proof)));
    arms.ifPresent(it -> kinds.add(new Route.Split(it, by.orElse(""))));
    order.ifPresent(it -> kinds.add(new Route.Fallback(it, proofRequired.orElse(false))));
    members.ifPresent(it -> kinds.add(new Route.Pool(it)));
    cases.ifPresent(it -> kinds.add(new Route.When(it, requiredOtherwise())));
    if (kinds.size() != 1) {
      throw new IllegalArgumentException(
          "a route has one of target, split, fallback, pool, when; this one has %s"
              .formatted(named));
    }
    requireOwn("proof", proof.isPresent(), target.isPresent());
    requireOwn("by", by.isPresent(), arms.isPresent());
    requireOwn("proof_required", proofRequired.isPresent(), order.isPresent());
    requireOwn("otherwise", otherwise.isPresent(), cases.isPresent());
    return kinds.getFirst();
  }

  private Route requiredOtherwise() {
    return otherwise.orElseThrow(
        () -> new IllegalArgumentException("'when' needs 'otherwise', has " + named));
  }

  private void requireOwn(String field, boolean there, boolean owned) {
    if (there && !owned) {
      throw new IllegalArgumentException("'%s' means nothing beside %s".formatted(field, named));
    }
  }
}
