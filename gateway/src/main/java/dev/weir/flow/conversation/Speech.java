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
    List<Part> said = new ArrayList<>();
    Role side = Role.USER;
    for (Turn turn : turns) {
      if (turn.role() == Role.SYSTEM) {
        continue;
      }
      List<Part> parts = turn.parts().stream().filter(part -> carried.test(turn, part)).toList();
      if (!parts.isEmpty() && turn.role() != side) {
        end(side, said, speeches);
        side = turn.role();
      }
      said.addAll(parts);
    }
    end(side, said, speeches);
    return speeches;
  }

  private static void end(Role side, List<Part> said, List<Speech> speeches) {
    if (!said.isEmpty()) {
      speeches.add(new Speech(side, resultsFirst(said)));
      said.clear();
    }
  }

  private static List<Part> resultsFirst(List<Part> parts) {
    return Stream.concat(
            parts.stream().filter(Part.ToolResult.class::isInstance),
            parts.stream().filter(part -> !(part instanceof Part.ToolResult)))
        .toList();
  }
}
