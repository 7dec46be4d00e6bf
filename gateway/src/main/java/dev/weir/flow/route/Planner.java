package dev.weir.flow.route;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// Flattens a route into the targets of one call, in the order they are to be tried. Pure: the same
/// call goes the same way, on every gateway, but for pools, whose order is that of the room their
/// targets have.
public final class Planner {
  private Planner() {}

  /// One target, and how it was come by.
  ///
  /// @param path the positions of fallbacks, the names of arms and the positions of cases on the
  ///   way: `2.a`
  public record Choice(Target target, String path) {}

  /// How crowded a target is: the lowest of a pool is tried first.
  @FunctionalInterface
  public interface Crowd {
    /// Where all have the same room.
    Crowd NONE = _ -> 0;

    double at(Target target);
  }

  /// @param name the route's
  /// @param draw a number that is each call's own, all values equally likely
  public static List<Choice> plan(String name, Route route, Traits call, long draw, Crowd crowd) {
    List<Choice> choices = new ArrayList<>();
    new Walk(name, call, draw, crowd, choices).over(route, "", false);
    return List.copyOf(choices);
  }

  private record Walk(String name, Traits call, long draw, Crowd crowd, List<Choice> into) {

    /// @param unproven whether targets without a proof are none
    void over(Route route, String path, boolean unproven) {
      switch (route) {
        case Route.To to -> {
          boolean twice = into.stream().anyMatch(each -> each.target().equals(to.target()));
          if (!twice && !(unproven && to.proof().isEmpty())) {
            into.add(new Choice(to.target(), path));
          }
        }
        case Route.Split split -> {
          Route.Arm arm = drawn(split, path);
          over(arm.route(), below(path, arm.name()), unproven);
        }
        case Route.Fallback fallback -> {
          for (int i = 0; i < fallback.order().size(); i++) {
            boolean proof = unproven || (fallback.proofRequired() && i > 0);
            over(fallback.order().get(i), below(path, Integer.toString(i + 1)), proof);
          }
        }
        case Route.Pool pool -> over(pool, path, unproven);
        case Route.When when -> over(when, path, unproven);
      }
    }

    /// Among equals the draw decides who is first, so that they get equal shares.
    private void over(Route.Pool pool, String path, boolean unproven) {
      int members = pool.members().size();
      int first = Lot.drawn(name + '\0' + path, "", draw, Collections.nCopies(members, 1));
      List<Member> order = new ArrayList<>();
      for (int i = 0; i < members; i++) {
        int at = (first + i) % members;
        Route.To to = pool.members().get(at);
        order.add(new Member(at + 1, to, crowd.at(to.target())));
      }
      order.sort(Comparator.comparingDouble(Member::crowd));
      order.forEach(each -> over(each.to, below(path, Integer.toString(each.number)), unproven));
    }

    private void over(Route.When when, String path, boolean unproven) {
      for (int i = 0; i < when.cases().size(); i++) {
        if (when.cases().get(i).condition().holds(call)) {
          over(when.cases().get(i).route(), below(path, Integer.toString(i + 1)), unproven);
          return;
        }
      }
      over(when.otherwise(), below(path, "otherwise"), unproven);
    }

    private Route.Arm drawn(Route.Split split, String path) {
      String value = split.by().isEmpty() ? "" : call.tag(split.by());
      List<Integer> weights = split.arms().stream().map(Route.Arm::weight).toList();
      return split.arms().get(Lot.drawn(name + '\0' + path, value, draw, weights));
    }
  }

  /// Of a pool.
  ///
  /// @param number its position, from 1 on
  private record Member(int number, Route.To to, double crowd) {}

  private static String below(String path, String part) {
    return path.isEmpty() ? part : path + "." + part;
  }
}
