package dev.weir.view.cli;

import java.io.IOException;
import java.io.Writer;
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
  record Reply(int status, String body, Optional<String> incomplete) {
    private static final int OK_BELOW = 300;

    public boolean isSuccess() {
      return status < OK_BELOW;
    }
  }

  /// Where requests go, for messages.
  String destination();

  /// @throws CommandFailure when nobody answers
  Reply send(Request request);

  /// The same for an answer of any length: what a success says is written to `out` as it comes, and
  /// is not in the reply.
  ///
  /// @throws CommandFailure when nobody answers, or not to the end
  /// @throws IOException when `out` takes no more
  Reply send(Request request, Writer out) throws IOException;

  @Override
  void close();
}
