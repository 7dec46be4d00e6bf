package dev.weir.flow.edge;

import dev.weir.flow.route.Fault;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/// An answer that is kept until it is whole, within its own limit and the room that all answers
/// share; one that comes in one piece is never copied. Owned by its relay.
final class WholeAnswer {
  private static final byte[] NOTHING = {};

  private final Caller caller;
  private final int bytesMax;
  private final String provider;
  private byte[] first = NOTHING;
  private final ByteArrayOutputStream more = new ByteArrayOutputStream(0);

  /// @param provider whose answer it is
  WholeAnswer(Caller caller, int bytesMax, String provider) {
    this.caller = caller;
    this.bytesMax = bytesMax;
    this.provider = provider;
  }

  /// Keeps some more of it, or says why it cannot be kept.
  Optional<Fault> add(byte[] bytes) {
    if (size() + bytes.length > bytesMax) {
      return Optional.of(tooLarge(provider, bytesMax));
    }
    if (!caller.hold(bytes.length)) {
      return Optional.of(
          new Fault(
              Fault.Kind.NO_ROOM,
              "the answers under way leave no room for that of provider %s".formatted(provider)));
    }
    keep(bytes);
    return Optional.empty();
  }

  static Fault tooLarge(String provider, int bytesMax) {
    return new Fault(
        Fault.Kind.TOO_LARGE,
        "the answer of provider %s is longer than %d bytes".formatted(provider, bytesMax));
  }

  private void keep(byte[] bytes) {
    if (first.length == 0) {
      first = bytes;
      return;
    }
    if (more.size() == 0) {
      more.writeBytes(first);
    }
    more.writeBytes(bytes);
  }

  int size() {
    return Math.max(first.length, more.size());
  }

  byte[] bytes() {
    return more.size() == 0 ? first : more.toByteArray();
  }
}
