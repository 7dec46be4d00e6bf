package dev.weir.flow.upstream;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Sending;

/// The way to the providers, from one event loop.
public interface Upstream {

  /// Sends one attempt; the sink is told on the loop, after this method has returned.
  Sending send(Attempt attempt, AnswerSink sink);
}
