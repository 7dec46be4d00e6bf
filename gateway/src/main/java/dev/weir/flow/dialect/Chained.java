package dev.weir.flow.dialect;

import java.util.Arrays;
import java.util.Optional;

/// One edit after the other: what the first makes of an answer is the second's. One thread.
record Chained(AnswerEdit first, AnswerEdit second) implements AnswerEdit {
  @Override
  public Head head(Head theirs) {
    return second.head(first.head(theirs));
  }

  @Override
  public byte[] chunk(byte[] chunk) {
    return second.chunk(first.chunk(chunk));
  }

  @Override
  public byte[] end() {
    return joined(second.chunk(first.end()), second.end());
  }

  @Override
  public byte[] torn() {
    return joined(second.chunk(first.torn()), second.torn());
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Override
  public byte[] whole(byte[] body) {
    return second.whole(first.whole(body));
  }

  @Override
  public byte[] error(int status, byte[] body) {
    return second.error(status, first.error(status, body));
  }

  /// What broke the first is said in its words unless the second has its own.
  @Override
  public Optional<Broken> broken() {
    return second.broken().or(first::broken);
  }
}
