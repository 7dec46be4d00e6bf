package dev.weir.flow.route;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A small tree of targets: what the calls for a name may go to, and in which order. Immutable.
public sealed interface Route {
  int DEPTH_MAX = 4;
  int TARGETS_MAX = 32;
  int ARMS_MAX = 100;

  /// One target.
  ///
  /// @param proof names the evidence that the prompts of this route work there
  record To(Target target, Optional<String> proof) implements Route {
    public To {
      if (proof.isPresent() && proof.get().isEmpty()) {
        throw new IllegalArgumentException("'proof' of %s is empty".formatted(target));
      }
    }
  }

  /// Each call goes one arm's way, and no other's.
  ///
  /// @param by the tag whose value decides, so that equal values go the same way; empty = each call
  ///   for itself, as does one without the tag
  record Split(List<Arm> arms, String by) implements Route {
    public Split {
      arms = List.copyOf(arms);
      Set<String> names = new HashSet<>();
      long weight = 0;
      for (Arm arm : arms) {
        weight += arm.weight();
        if (!names.add(arm.name())) {
          throw new IllegalArgumentException("arm '%s' is there twice".formatted(arm.name()));
        }
      }
      if (arms.isEmpty() || arms.size() > ARMS_MAX || weight == 0) {
        throw new IllegalArgumentException(
            "'split' needs 1 to %d arms, one of a weight above 0, was %d of weight %d together"
                .formatted(ARMS_MAX, arms.size(), weight));
      }
    }
  }

  /// The first is tried first, then the next.
  ///
  /// @param proofRequired whether those behind the first are candidates only with a proof
  record Fallback(List<Route> order, boolean proofRequired) implements Route {
    public Fallback {
      order = List.copyOf(order);
      if (order.isEmpty()) {
        throw new IllegalArgumentException("'fallback' needs one or more routes");
      }
    }
  }

  /// Targets that are one to callers, such as keys or regions of one vendor: the one with the most
  /// room is tried first, then the others by theirs.
  record Pool(List<To> members) implements Route {
    public Pool {
      members = List.copyOf(members);
      if (members.isEmpty()) {
        throw new IllegalArgumentException("'pool' needs one or more targets");
      }
    }
  }

  /// The first case whose condition holds.
  record When(List<Case> cases, Route otherwise) implements Route {
    public When {
      cases = List.copyOf(cases);
      if (cases.isEmpty()) {
        throw new IllegalArgumentException("'when' needs one or more cases");
      }
    }
  }

  /// @param name unique within its split
  /// @param weight its share of the sum of all; 0 = nobody, for now
  record Arm(String name, int weight, Route route) {
    private static final int WEIGHT_MAX = 1_000_000;

    public Arm {
      if (!name.matches("[A-Za-z0-9_-]{1,40}")) {
        throw new IllegalArgumentException(
            "an arm's name is 1 to 40 letters, digits, '_' and '-', was '%s'".formatted(name));
      }
      if (weight < 0 || weight > WEIGHT_MAX) {
        throw new IllegalArgumentException(
            "arm '%s': weight must be 0 to %d, was %d".formatted(name, WEIGHT_MAX, weight));
      }
    }
  }

  record Case(Condition condition, Route route) {}

  /// Reads the form that [#json] writes.
  ///
  /// @throws IllegalArgumentException naming the field that is unknown, missing or out of range
  static Route parse(byte[] json) {
    Route route = RouteReader.read(json);
    route.requireLimits();
    return route;
  }

  /// Its only form.
  default byte[] json() {
    return RouteWriter.write(this);
  }

  /// Every target in it.
  default Set<Target> targets() {
    Set<Target> targets = new TreeSet<>((one, other) -> one.toString().compareTo(other.toString()));
    below().forEach(route -> targets.addAll(route.targets()));
    if (this instanceof To to) {
      targets.add(to.target());
    }
    return targets;
  }

  private List<Route> below() {
    return switch (this) {
      case To _ -> List.of();
      case Split split -> split.arms().stream().map(Arm::route).toList();
      case Fallback fallback -> fallback.order();
      case Pool pool -> List.copyOf(pool.members());
      case When when -> {
        List<Route> routes = new ArrayList<>();
        when.cases().forEach(each -> routes.add(each.route()));
        routes.add(when.otherwise());
        yield routes;
      }
    };
  }

  private int depth() {
    return 1 + below().stream().mapToInt(Route::depth).max().orElse(0);
  }

  private int leaves() {
    return this instanceof To ? 1 : below().stream().mapToInt(Route::leaves).sum();
  }

  private void requireLimits() {
    if (depth() > DEPTH_MAX) {
      throw new IllegalArgumentException(
          "a route is at most %d deep, was %d".formatted(DEPTH_MAX, depth()));
    }
    if (leaves() > TARGETS_MAX) {
      throw new IllegalArgumentException(
          "a route has at most %d targets, was %d".formatted(TARGETS_MAX, leaves()));
    }
  }
}
