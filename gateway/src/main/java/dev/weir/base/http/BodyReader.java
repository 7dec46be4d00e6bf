package dev.weir.base.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// Reads one request body whole, up to a limit.
///
/// A body over the limit is read on and thrown away, up to as much again: a client that is still
/// sending when the connection closes would see a reset instead of the answer.
final class BodyReader {
  /// A declared length is a claim: no more than this is allocated before bytes have come.
  private static final int FIRST_CAPACITY_MAX = 64 * 1024;

  private static final int FIRST_CAPACITY_UNDECLARED = 1_024;

  private final HttpServerRequest request;
  private final int bytesMax;
  private final ServerConnection connection;
  private Bytes body;
  private long seen;
  private boolean delivered;

  BodyReader(HttpServerRequest request, int bytesMax, ServerConnection connection) {
    this.request = request;
    this.bytesMax = bytesMax;
    this.connection = connection;
    this.body = new Bytes(firstCapacity(request.getHeader("content-length")));
  }

  private static int firstCapacity(@Nullable String declared) {
    if (declared == null) {
      return FIRST_CAPACITY_UNDECLARED;
    }
    return (int) Math.min(Long.parseLong(declared), FIRST_CAPACITY_MAX);
  }

  void read(Receiver receiver) {
    request.handler(chunk -> add(chunk, receiver));
    request.endHandler(_ -> deliver(receiver));
  }

  private void add(Buffer chunk, Receiver receiver) {
    connection.progressed();
    seen += chunk.length();
    if (seen <= bytesMax) {
      body.add(Bytes.of(chunk));
      return;
    }
    body = new Bytes(0);
    if (seen > 2L * bytesMax) {
      deliver(receiver);
    }
  }

  private void deliver(Receiver receiver) {
    if (!delivered) {
      delivered = true;
      connection.received();
      receiver.complete(body.take(), seen > bytesMax);
    }
  }

  /// Told once, when the body is complete or known to be too large.
  @FunctionalInterface
  interface Receiver {
    void complete(byte[] body, boolean tooLarge);
  }
}
