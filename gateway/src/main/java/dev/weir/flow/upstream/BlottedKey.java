package dev.weir.flow.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Passes an answer on; where a provider repeats the key it was asked with, each of its characters
/// becomes `*`: in a header, in the body of an error answer, and in any other body from a chunk
/// that has a member `"error"` to the next chunk that ends a line, as the error event of a stream
/// does. All else passes untouched, and costs one look for that member. Owned by the call's event
/// loop.
final class BlottedKey implements AnswerSink {
  private static final int ERRORS_FROM = 300;
  private static final byte BLOT = '*';

  private final AnswerSink sink;
  private final String text;
  private final byte[] secret;
  private final ErrorMark mark = new ErrorMark();

  /// The end of what was received that may begin the secret.
  private byte[] held = new byte[0];

  private boolean isError;
  private boolean withinError;
  private boolean shown;

  /// Has each of these secrets blotted.
  static AnswerSink of(AnswerSink sink, List<String> secrets) {
    AnswerSink blotted = sink;
    for (String secret : secrets) {
      blotted = new BlottedKey(blotted, secret);
    }
    return blotted;
  }

  BlottedKey(AnswerSink sink, String secret) {
    this.sink = sink;
    this.text = secret;
    this.secret = secret.getBytes(UTF_8);
  }

  @Override
  public void head(int status, Headers headers) {
    isError = status >= ERRORS_FROM;
    headers.forEach((_, value) -> shown |= secret.length > 0 && value.contains(text));
    sink.head(status, shown ? blotted(headers) : headers);
  }

  private Headers blotted(Headers headers) {
    List<String> fields = new ArrayList<>();
    headers.forEach((name, value) -> {
      fields.add(name);
      fields.add(value.replace(text, "*".repeat(text.length())));
    });
    return Headers.of(fields.toArray(String[]::new));
  }

  @Override
  public void chunk(byte[] bytes) {
    if (secret.length == 0 || bytes.length == 0 || !mayShow(bytes)) {
      sink.chunk(bytes);
      return;
    }
    withinError = bytes[bytes.length - 1] != '\n';
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

  private boolean mayShow(byte[] bytes) {
    boolean marked = mark.isIn(bytes); // of every chunk: the mark may be split
    return isError || marked || withinError;
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
    return bytes[at] == secret[0] && Arrays.equals(bytes, at, at + length, secret, 0, length);
  }

  @Override
  public void end() {
    release();
    sink.end();
  }

  @Override
  public void failed(Failure failure) {
    release();
    sink.failed(failure);
  }

  private void release() {
    if (held.length > 0) {
      byte[] last = held;
      held = new byte[0];
      sink.chunk(last);
    }
  }
}
