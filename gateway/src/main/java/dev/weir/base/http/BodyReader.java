package dev.weir.base.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads one request body whole, up to a limit.
///
/// A body over the limit is read on and thrown away, up to four times the limit: a client that is
/// still sending when the connection closes would see a reset instead of the answer.
final class BodyReader {
  /// A declared length is a claim: no more than this is allocated before bytes have come.
  private static final int FIRST_CAPACITY_MAX = 64 * 1024;

  private static final int FIRST_CAPACITY_UNDECLARED = 1_024;
  private static final long THROWN_AWAY = 4;

  private final int bytesMax;
  private final Consumer<byte[]> whole;
  private final Consumer<Breach> breached;
  private final Runnable progressed;
  private Bytes body;
  private long seen;
  private boolean delivered;

  /// @param whole told of the body, unless `breached` is told; one of them, once
  /// @param progressed told whenever bytes come
  BodyReader(int bytesMax, Consumer<byte[]> whole, Consumer<Breach> breached, Runnable progressed) {
    this.bytesMax = bytesMax;
    this.whole = whole;
    this.breached = breached;
    this.progressed = progressed;
    this.body = new Bytes(0);
  }

  void read(HttpServerRequest request) {
    body = new Bytes(firstCapacity(request.getHeader("content-length")));
    request.handler(this::add);
    request.endHandler(_ -> end());
  }

  private static int firstCapacity(@Nullable String declared) {
    if (declared == null) {
      return FIRST_CAPACITY_UNDECLARED;
    }
    return (int) Math.min(Long.parseLong(declared), FIRST_CAPACITY_MAX);
  }

  private void add(Buffer chunk) {
    if (delivered) {
      return;
    }
    progressed.run();
    seen += chunk.length();
    if (seen <= bytesMax) {
      body.add(Bytes.of(chunk));
      return;
    }
    body = new Bytes(0);
    if (seen > THROWN_AWAY * bytesMax) {
      end();
    }
  }

  private void end() {
    if (seen > bytesMax) {
      breach(tooLarge(bytesMax));
    } else if (!delivered) {
      delivered = true;
      whole.accept(body.take());
    }
  }

  /// Gives the body up.
  void breach(Breach breach) {
    if (!delivered) {
      delivered = true;
      body = new Bytes(0);
      breached.accept(breach);
    }
  }

  static Breach tooLarge(int bytesMax) {
    return new Breach(
        Breach.Kind.BODY_TOO_LARGE,
        "the request body is larger than the limit of %,d bytes".formatted(bytesMax));
  }
}
