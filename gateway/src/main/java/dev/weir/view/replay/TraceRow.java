package dev.weir.view.replay;

import java.time.Duration;

/// One recorded request: when, and how long.
///
/// @param at since the trace's first request
/// @param input tokens, those read from a cache included
/// @param cached input tokens that an unlimited prefix cache would have held
/// @param output tokens
record TraceRow(Duration at, int input, int cached, int output) {
  TraceRow {
    if (at.isNegative() || input < 1 || output < 0 || cached < 0 || cached > input) {
      throw new IllegalArgumentException(
          "a request comes at or after the first one, has 1 or more input tokens, no more cached"
              + " ones, and output: was %s, %d, %d, %d".formatted(at, input, cached, output));
    }
  }
}
