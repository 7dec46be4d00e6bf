package dev.weir.flow.health;

import java.time.Duration;

/// What an attempt says of its target.
public sealed interface Result {

  /// @param took to the first token of a stream, to the end of any other answer
  record Well(Duration took) implements Result {}

  record Badly() implements Result {}

  /// Nothing: its caller left, or was at fault, or was told to come later.
  record Unsaid() implements Result {}
}
