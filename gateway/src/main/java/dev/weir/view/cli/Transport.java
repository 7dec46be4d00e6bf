package dev.weir.view.cli;

import java.util.Optional;

/// Carries a request to the control plane's API: over HTTP to a running gateway, or in process over
/// a data directory that nobody uses. Used by one thread.
public interface Transport extends AutoCloseable {

  /// A request. The operator's credential is the transport's own business.
  ///
  /// @param path and query, encoded
  /// @param type media type of the body
  record Request(String method, String path, String body, String type) {}

  /// An answer, whatever its status.
  ///
  /// @param incomplete what the answer misses, if anything
  record Reply(int status, String body, Optional<String> incomplete) {}

  /// Where requests go, for messages.
  String destination();

  /// @throws CommandFailure when nobody answers
  Reply send(Request request);

  @Override
  void close();
}
