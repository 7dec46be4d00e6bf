package dev.weir.flow.conversation;

import java.util.List;
import java.util.Optional;

/// What one side said at once.
///
/// @param at which element of the caller's list it was, from 0, for losses to name it; −1 if it is
///   in no list
public record Turn(Role role, List<Part> parts, int at) {
  public Turn {
    parts = List.copyOf(parts);
  }

  /// What only another side can say, if any is said here.
  public Optional<String> misplaced() {
    return parts.stream().flatMap(part -> misplaced(part).stream()).findFirst();
  }

  private Optional<String> misplaced(Part part) {
    return switch (part) {
      case Part.ToolCall _, Part.Thought _, Part.Declined _ ->
          role == Role.ASSISTANT
              ? Optional.empty()
              : Optional.of("only the assistant calls tools, thinks or declines");
      case Part.ToolResult _ ->
          role == Role.USER ? Optional.empty() : Optional.of("only the user says what tools gave");
      case Part.Text _, Part.Picture _, Part.Document _ -> Optional.empty();
    };
  }
}
