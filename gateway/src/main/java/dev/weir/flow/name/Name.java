package dev.weir.flow.name;

import dev.weir.flow.route.Route;

/// What stands behind a name that was asked for.
public sealed interface Name {

  /// A model's own name, or a configured route's: none of the book.
  record Model() implements Name {}

  record Alias(Route route) implements Name {}

  /// @param label the one that holds it, of those that the name leads to
  record Prompted(Frozen prompt, String label) implements Name {
    /// For the record: `support@7.canary`.
    public String path() {
      return prompt.prompt() + "@" + prompt.version() + "." + label;
    }
  }

  /// A prompt's name without a prompt.
  ///
  /// @param why for the caller
  record Missing(String why) implements Name {}
}
