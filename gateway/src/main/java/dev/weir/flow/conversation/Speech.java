package dev.weir.flow.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// What one side says until the other one answers, as wires want it where the sides take turns:
/// turns of one side behind one another are one, results of tools come first in it. Instructions
/// are no part of it.
public record Speech(Role role, List<Part> parts) {
  public Speech {
    parts = List.copyOf(parts);
  }

  /// @param carried which parts of which turns are carried at all; a turn without any is left out
  public static List<Speech> of(List<Turn> turns, BiPredicate<Turn, Part> carried) {
    List<Speech> speeches = new ArrayList<>();
    for (Turn turn : turns) {
      if (turn.role() == Role.SYSTEM) {
        continue;
      }
      List<Part> parts = turn.parts().stream().filter(part -> carried.test(turn, part)).toList();
      if (parts.isEmpty()) {
        continue;
      }
      if (!speeches.isEmpty() && speeches.getLast().role == turn.role()) {
        parts = Stream.concat(speeches.removeLast().parts.stream(), parts.stream()).toList();
      }
      speeches.add(new Speech(turn.role(), resultsFirst(parts)));
    }
    return speeches;
  }

  private static List<Part> resultsFirst(List<Part> parts) {
    return Stream.concat(
            parts.stream().filter(Part.ToolResult.class::isInstance),
            parts.stream().filter(part -> !(part instanceof Part.ToolResult)))
        .toList();
  }
}
