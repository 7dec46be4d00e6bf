package dev.weir.flow.books;

import java.time.Instant;
import java.util.Set;

/// Which changes are looked for, over all things.
///
/// @param kinds of the things that were changed
/// @param who part of the name or id of who made it, in any case; empty = anybody
/// @param from the first instant
/// @param to the first instant that is too late
public record Trail(Set<Kind> kinds, String who, Instant from, Instant to) {
  public Trail {
    kinds = Set.copyOf(kinds);
  }

  /// One change, without what the thing became by it.
  ///
  /// @param position over all things, in the order of the changes
  /// @param name of the thing, as it is called since; empty where it has none but its id
  public record Step(
      long position,
      Kind kind,
      String id,
      String name,
      int version,
      Instant at,
      String who,
      String why,
      boolean retired) {}
}
