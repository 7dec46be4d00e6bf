package dev.weir.base.http;

/// A request under way. Every method may be called from any thread and at any time; after the
/// answer's end they do nothing.
public interface Sending {
  /// Gives the request up: nothing more is told to the sink, and a connection with an incomplete
  /// answer is closed; of one with HTTP/2, its stream.
  void cancel();

  /// Stops reading, so that the upstream is slowed down by TCP, or by its stream's window. What is
  /// already read may still come, at most the engine's small buffer, or that window.
  void pause();

  void resume();
}
