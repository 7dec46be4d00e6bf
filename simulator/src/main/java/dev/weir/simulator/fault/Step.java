package dev.weir.simulator.fault;

import io.vertx.core.buffer.Buffer;

/// What a streamed answer does next.
public sealed interface Step {
  /// Bytes of one event, with the output tokens they carry.
  record Frame(Buffer bytes, int tokens) implements Step {}

  /// Close the connection now.
  record Break() implements Step {}

  /// Write nothing more, keep the connection.
  record Silence() implements Step {}

  /// End properly, although the answer is not complete; the bytes are the dialect's error event.
  record Failure(Buffer bytes) implements Step {}
}
