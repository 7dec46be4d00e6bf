package dev.weir.flow.dialect;

import java.util.Optional;

/// Passes everything on.
final class Untouched implements AnswerEdit {
  private static final byte[] NOTHING = {};

  @Override
  public AnswerEdit then(AnswerEdit next) {
    return next;
  }

  @Override
  public Head head(Head theirs) {
    return theirs;
  }

  @Override
  public byte[] chunk(byte[] chunk) {
    return chunk;
  }

  @Override
  public byte[] end() {
    return NOTHING;
  }

  @Override
  public byte[] torn() {
    return NOTHING;
  }

  @Override
  public byte[] whole(byte[] body) {
    return body;
  }

  @Override
  public byte[] error(int status, byte[] body) {
    return body;
  }

  @Override
  public Optional<Broken> broken() {
    return Optional.empty();
  }
}
