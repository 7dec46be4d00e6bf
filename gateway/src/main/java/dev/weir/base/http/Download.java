package dev.weir.base.http;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One request whose answer is wanted whole, up to a bound. Nothing is redirected.
public final class Download implements AnswerSink {
  private final CountDownLatch known = new CountDownLatch(1);
  private final int bytesMax;

  /// Owned by the loop until the answer is known.
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  private int status;
  private Headers headers = Headers.EMPTY;
  private volatile Answer answer = new Answer.Broken("it did not answer");

  /// What came of it.
  public sealed interface Answer {
    /// All of it, whatever its status says.
    @SuppressWarnings("ArrayRecordComponent") // a body is read, never compared
    record Whole(int status, Headers headers, byte[] body) implements Answer {}

    /// Its body goes beyond the bound.
    record TooLong(int bytesMax) implements Answer {}

    /// No answer came, or not to its end.
    record Broken(String problem) implements Answer {}
  }

  /// What is waited for.
  ///
  /// @param bytes most of a body
  /// @param within from sending until its end
  public record Bounds(int bytes, Duration within) {}

  private Download(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// Blocks until the answer is there whole, or cannot be.
  public static Answer of(HttpClient client, Loop loop, OutboundRequest request, Bounds bounds)
      throws InterruptedException {
    Download download = new Download(bounds.bytes());
    Sending sending = client.send(loop, request, download);
    try {
      return download.known.await(bounds.within().toMillis(), TimeUnit.MILLISECONDS)
          ? download.answer
          : new Answer.Broken("it did not answer whole within " + bounds.within());
    } finally {
      sending.cancel();
    }
  }

  @Override
  public void head(int told, Headers with) {
    status = told;
    headers = with;
  }

  @Override
  public void chunk(byte[] bytes) {
    if (body.size() + bytes.length > bytesMax) {
      tell(new Answer.TooLong(bytesMax));
    } else {
      body.writeBytes(bytes);
    }
  }

  @Override
  public void end() {
    tell(new Answer.Whole(status, headers, body.toByteArray()));
  }

  @Override
  public void failed(Failure failure) {
    tell(new Answer.Broken(failure.kind() + ": " + failure.detail()));
  }

  private void tell(Answer told) {
    if (known.getCount() > 0) {
      answer = told;
      known.countDown();
    }
  }
}
