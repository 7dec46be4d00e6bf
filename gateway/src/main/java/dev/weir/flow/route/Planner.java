package dev.weir.flow.route;

import java.util.ArrayList;
import java.util.List;

/// Flattens a route into the targets of one call, in the order they are to be tried. Pure: the same
/// call goes the same way, on every gateway.
public final class Planner {
  private Planner() {}

  /// One target, and how it was come by.
  ///
  /// @param path the positions of fallbacks, the names of arms and the positions of cases on the
  ///   way: `2.a`
  public record Choice(Target target, String path) {}

  /// @param name the route's
  /// @param draw a number that is each call's own, all values equally likely
  public static List<Choice> plan(String name, Route route, Traits call, long draw) {
    List<Choice> choices = new ArrayList<>();
    new Walk(name, call, draw, choices).over(route, "", false);
    return List.copyOf(choices);
  }

  private record Walk(String name, Traits call, long draw, List<Choice> into) {

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
        case Route.When when -> over(when, path, unproven);
      }
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

  private static String below(String path, String part) {
    return path.isEmpty() ? part : path + "." + part;
  }
}
