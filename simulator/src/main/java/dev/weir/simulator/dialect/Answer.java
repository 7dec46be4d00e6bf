package dev.weir.simulator.dialect;

import dev.weir.simulator.fault.Step;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;

/// The wire form of a planned answer.
public sealed interface Answer {
  /// One body.
  record Whole(Buffer body) implements Answer {}

  /// Server-sent events, made while they are sent.
  record Streamed(Iterator<Step> frames) implements Answer {}
}
