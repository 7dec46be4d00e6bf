package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import java.time.Duration;
import java.util.concurrent.Executor;

/// The side of a call that asked. Every method is called on the call's own event loop.
interface Caller {
  String method();

  /// The path as sent, without its query.
  String path();

  /// What follows the `?`, or empty.
  String query();

  Headers headers();

  byte[] body();

  /// Counts bytes of a body that was made from the caller's and is kept as long; false if the
  /// bodies of all calls together are too many.
  boolean holdMade(int bytes);

  /// Counts bytes of an answer that is held until it is whole; false if all calls together hold too
  /// many.
  boolean hold(int bytes);

  /// The body, and what is held of the answer, stay counted until the action returned is run; any
  /// thread may.
  Runnable keep();

  /// The event loop of this call.
  Executor loop();

  /// Runs the task on the loop after the delay, unless the returned action is run first.
  Runnable schedule(Duration delay, Runnable task);

  void head(int status, Headers headers);

  /// Returns false when the caller reads more slowly than this writes.
  boolean write(byte[] bytes);

  void end();

  void end(int status, Headers headers, byte[] body);

  /// Ends a torn answer, so that the caller sees that it is torn.
  void abort();

  void onWritable(Runnable task);

  /// Runs the task once if the caller leaves before the end; soon, if it has left already.
  void onGone(Runnable task);

  /// Runs the task once, when the caller has the whole answer or has left.
  void onOver(Runnable task);

  /// Whether the caller has left.
  boolean isGone();
}
