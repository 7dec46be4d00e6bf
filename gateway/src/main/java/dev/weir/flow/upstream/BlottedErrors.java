package dev.weir.flow.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import java.util.Arrays;

/// Passes an answer on; in an error answer, each occurrence of the key it was asked with becomes
/// `*`, also where chunks split it: a provider may repeat the key it rejects. Answers that are no
/// errors pass untouched. Owned by the call's event loop.
final class BlottedErrors implements AnswerSink {
  private static final int ERRORS_FROM = 300;
  private static final byte BLOT = '*';

  private final AnswerSink sink;
  private final byte[] secret;

  /// The end of what was received that may begin the secret.
  private byte[] held = new byte[0];

  private boolean blots;

  BlottedErrors(AnswerSink sink, String secret) {
    this.sink = sink;
    this.secret = secret.getBytes(UTF_8);
  }

  @Override
  public void head(int status, Headers headers) {
    blots = status >= ERRORS_FROM && secret.length > 0;
    sink.head(status, headers);
  }

  @Override
  public void chunk(byte[] bytes) {
    if (!blots) {
      sink.chunk(bytes);
      return;
    }
    byte[] known = Arrays.copyOf(held, held.length + bytes.length);
    System.arraycopy(bytes, 0, known, held.length, bytes.length);
    blot(known);
    int begins = known.length;
    for (int at = Math.max(0, known.length - secret.length + 1); at < begins; at++) {
      begins = beginsAt(known, at) ? at : begins;
    }
    held = Arrays.copyOfRange(known, begins, known.length);
    if (begins > 0) {
      sink.chunk(Arrays.copyOf(known, begins));
    }
  }

  private void blot(byte[] bytes) {
    for (int at = 0; at + secret.length <= bytes.length; at++) {
      if (beginsAt(bytes, at)) {
        Arrays.fill(bytes, at, at + secret.length, BLOT);
      }
    }
  }

  /// Whether the secret, or as much of it as fits, stands there.
  private boolean beginsAt(byte[] bytes, int at) {
    int length = Math.min(secret.length, bytes.length - at);
    return Arrays.equals(bytes, at, at + length, secret, 0, length);
  }

  @Override
  public void end() {
    if (held.length > 0) {
      sink.chunk(held);
    }
    sink.end();
  }

  @Override
  public void failed(Failure failure) {
    sink.failed(failure);
  }
}
