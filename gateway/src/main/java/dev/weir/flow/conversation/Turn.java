package dev.weir.flow.conversation;

import java.util.List;

/// What one side said at once.
///
/// @param at which element of the caller's list it was, from 0, for losses to name it; −1 if it is
///   in no list
public record Turn(Role role, List<Part> parts, int at) {
  public Turn {
    parts = List.copyOf(parts);
  }
}
