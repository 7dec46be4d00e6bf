package dev.weir.flow.name;

import dev.weir.flow.name.PromptModule.Role;
import java.util.ArrayList;
import java.util.List;

/// A prompt whose holes are filled. Texts are as they stand inside JSON strings.
///
/// @param system empty if the prompt has no system text
/// @param turns before the caller's, no two of one role in a row
record Wording(String system, List<Turn> turns) {
  /// What stands between the texts of two modules of one role: a blank line.
  static final String BETWEEN = "\\n\\n";

  /// @param role user or assistant
  record Turn(Role role, String text) {}

  Wording {
    turns = List.copyOf(turns);
  }

  static Wording of(Frozen prompt, Values values) {
    List<Turn> all = new ArrayList<>();
    for (Block block : prompt.blocks()) {
      String text = filled(block, values);
      if (!all.isEmpty() && all.getLast().role() == block.role()) {
        all.add(new Turn(block.role(), all.removeLast().text() + BETWEEN + text));
      } else {
        all.add(new Turn(block.role(), text));
      }
    }
    boolean system = all.getFirst().role() == Role.SYSTEM;
    return new Wording(
        system ? all.getFirst().text() : "", system ? all.subList(1, all.size()) : all);
  }

  private static String filled(Block block, Values values) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : block.pieces()) {
      text.append(
          switch (piece) {
            case Piece.Literal literal -> literal.quoted();
            case Piece.Hole hole -> values.quoted(hole.variable());
          });
    }
    return text.toString();
  }
}
