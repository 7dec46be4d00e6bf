package dev.weir.flow.route;

import dev.weir.flow.cohort.Draw;
import java.util.List;

/// Draws one of several by weight. Pure: the same draw gives the same one, on every gateway.
public final class Lot {
  private Lot() {}

  /// The index of one of the weights. Equal values draw equally, here and elsewhere; two lots of
  /// different names draw apart from each other.
  ///
  /// @param name the lot's own
  /// @param value what decides; empty = each draw for itself
  /// @param draw a number that is each call's own, all values equally likely
  /// @param weights 0 or above, one of them above 0
  public static int drawn(String name, String value, long draw, List<Integer> weights) {
    long place = Draw.of(name, value);
    long bits = value.isEmpty() ? Draw.spread(place ^ Draw.spread(draw)) : place;
    return Draw.index(bits, weights);
  }
}
