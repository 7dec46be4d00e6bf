package dev.weir.view.shape;

import java.util.Optional;

/// What is said where there is nothing yet: why, and what fills it.
///
/// @param title that there is nothing, in a few words
/// @param text one sentence: what would be here, and how it gets here
/// @param command that fills it, as typed in a terminal
/// @param link that fills it
public record EmptyState(String title, String text, Optional<String> command, Optional<Link> link) {
  public static EmptyState of(String title, String text) {
    return new EmptyState(title, text, Optional.empty(), Optional.empty());
  }

  public EmptyState typed(String line) {
    return new EmptyState(title, text, Optional.of(line), link);
  }

  public EmptyState opening(Link where) {
    return new EmptyState(title, text, command, Optional.of(where));
  }
}
