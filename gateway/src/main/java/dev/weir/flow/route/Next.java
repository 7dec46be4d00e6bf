package dev.weir.flow.route;

import java.time.Duration;

/// What follows a failed attempt.
public sealed interface Next {

  /// The same target once more.
  record Again(Duration after) implements Next {}

  /// Another target, at once.
  record Onward() implements Next {}

  /// Another target, at once, and only one that takes longer requests.
  record Wider() implements Next {}

  /// Nothing: the caller hears of it.
  record Give() implements Next {}
}
