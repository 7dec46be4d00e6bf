package dev.weir.view.glance;

import dev.weir.view.page.Line;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which gate a use case stands before.
public final class GateAhead {
  private static final List<String> STAGES =
      List.of("idea", "poc", "beta", "soft_launch", "production", "sunset");

  private GateAhead() {}

  /// The one that leads to the closest stage still ahead; a gate to the stage that it has, or to
  /// another audience, is not on the way.
  ///
  /// @param gates of one use case, as the API lists them
  /// @param stage that it has; empty = an idea
  public static Optional<Line> of(List<Line> gates, String stage) {
    return gates.stream()
        .filter(gate -> step(gate.text("to")) > Math.max(step(stage), 0))
        .min(Comparator.comparingInt(gate -> step(gate.text("to"))));
  }

  /// The stage after one, whether or not there is a gate to it.
  public static String after(String stage) {
    return STAGES.get(Math.min(Math.max(step(stage), 0) + 1, STAGES.size() - 1));
  }

  /// Whether a gate is about where the use case was: nobody looks at its lights any more.
  public static boolean isPassed(Line gate, String stage) {
    int to = step(gate.text("to"));
    return to >= 0 && to < Math.max(step(stage), 0);
  }

  private static int step(String stage) {
    return STAGES.indexOf(stage);
  }
}
