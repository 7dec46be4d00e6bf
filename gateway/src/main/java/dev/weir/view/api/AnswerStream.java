package dev.weir.view.api;

import dev.weir.base.http.Exchange;
import dev.weir.base.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/// An answer sent as it is made, a part at a time: the next part is sent when the client has taken
/// the one before. One that is no longer than a part is sent whole, with its length. Used by one
/// thread, which blocks while the client is slow.
final class AnswerStream extends OutputStream {
  private static final int PART_BYTES = 64 * 1024;

  private final Exchange exchange;
  private final int status;
  private final Headers headers;
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private final Semaphore writable = new Semaphore(0);
  private boolean begun;

  AnswerStream(Exchange exchange, int status, Headers headers) {
    this.exchange = exchange;
    this.status = status;
    this.headers = headers;
  }

  /// Whether the client has been told anything.
  boolean isBegun() {
    return begun;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    part.write(bytes, from, length);
    if (part.size() >= PART_BYTES) {
      send();
    }
  }

  private void send() throws IOException {
    if (!begun) {
      begun = true;
      exchange.head(status, headers);
      exchange.onWritable(writable::release);
      exchange.onGone(writable::release);
    }
    byte[] bytes = part.toByteArray();
    part.reset();
    exchange
        .loop()
        .execute(() -> {
          if (exchange.write(bytes)) {
            writable.release();
          }
        });
    try {
      writable.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the gateway is stopping");
    }
    if (exchange.isGone()) {
      throw new IOException("the client has left");
    }
  }

  /// All is written.
  void complete() throws IOException {
    if (!begun) {
      exchange.end(status, headers, part.toByteArray());
      return;
    }
    if (part.size() > 0) {
      send();
    }
    exchange.end();
  }
}
