package dev.weir.flow.edge;

import java.time.Duration;

/// What an attempt may do to its caller because of others that could follow.
///
/// @param another whether another target is left: what is no answer is then a failure, and is not
///   passed on
/// @param holds whether the beginning of a stream waits for its first token
/// @param firstToken longest time until then; zero = no limit of its own
record Patience(boolean another, boolean holds, Duration firstToken) {
  /// No other follows.
  static final Patience NONE = new Patience(false, false, Duration.ZERO);
}
