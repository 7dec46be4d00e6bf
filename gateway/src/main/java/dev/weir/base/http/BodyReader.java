package dev.weir.base.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one request body whole, up to a limit of its own and one over all bodies of the listener.
///
/// A body that is not kept is read on and thrown away, up to four times the limit: a client that is
/// still sending when the connection closes would see a reset instead of the answer.
final class BodyReader {
  /// A declared length is a claim: no more than this is allocated before as much has come.
  private static final int BELIEVED_MAX = 64 * 1024;

  private static final int LEAST_UNDECLARED = 1_024;
  private static final long THROWN_AWAY = 4;
  private static final long UNDECLARED = -1;

  private final int bytesMax;
  private final Held held;
  private final Owner owner;
  private long declared = UNDECLARED;

  /// A body of one chunk is taken as it is.
  private byte[] only = Bytes.NONE;

  private @Nullable Bytes many;
  private long capacity;
  private long seen;
  private boolean delivered;

  /// What happens in place of the delivery of a body that is thrown away.
  private @Nullable Runnable instead;

  /// Whose body it is. One of `whole`, `breached` and what `withoutBody` returned is told, once.
  interface Owner {
    void whole(byte[] body);

    void breached(Breach breach);

    /// Told whenever bytes come.
    void progressed();

    /// What happens if the body is not wanted. Asked once, and not for a body that came at once.
    Optional<Runnable> withoutBody();
  }

  BodyReader(int bytesMax, Held held, Owner owner) {
    this.bytesMax = bytesMax;
    this.held = held;
    this.owner = owner;
  }

  void read(HttpServerRequest request) {
    String length = request.getHeader("content-length");
    declared = length == null ? UNDECLARED : Long.parseLong(length);
    request.handler(this::add);
    request.endHandler(_ -> end());
  }

  private void add(Buffer chunk) {
    if (delivered || chunk.length() == 0) {
      return;
    }
    owner.progressed();
    seen += chunk.length();
    if (instead == null) {
      refusal(chunk.length()).ifPresentOrElse(this::throwAway, () -> keep(Bytes.of(chunk)));
    }
    if (seen > THROWN_AWAY * bytesMax) {
      breach(tooLarge(bytesMax));
    }
  }

  /// Why the chunk that came last is not kept, nor what comes behind it.
  private Optional<Runnable> refusal(int length) {
    if (seen > bytesMax || declared > bytesMax) {
      return Optional.of(() -> owner.breached(tooLarge(bytesMax)));
    }
    boolean first = seen == length;
    if (first && seen != declared) {
      Optional<Runnable> unwanted = owner.withoutBody();
      if (unwanted.isPresent()) {
        return unwanted;
      }
    }
    return hasRoom() ? Optional.empty() : Optional.of(() -> owner.breached(overloaded()));
  }

  private boolean hasRoom() {
    if (seen <= capacity) {
      return true;
    }
    long grown = grown();
    if (!held.body(grown - capacity)) {
      return false;
    }
    capacity = grown;
    return true;
  }

  private long grown() {
    if (capacity == 0) {
      return seen;
    }
    if (declared == UNDECLARED) {
      return Math.max(seen, Math.min(bytesMax, Math.max(LEAST_UNDECLARED, 2 * capacity)));
    }
    return Math.max(seen, seen > BELIEVED_MAX ? declared : Math.min(declared, BELIEVED_MAX));
  }

  private void keep(byte[] bytes) {
    if (seen == bytes.length) {
      only = bytes;
      return;
    }
    if (many == null) {
      many = new Bytes((int) capacity);
      many.add(only);
      only = Bytes.NONE;
    }
    many.growTo((int) capacity);
    many.add(bytes);
  }

  private void throwAway(Runnable because) {
    instead = because;
    forget();
    held.dropBody();
  }

  private void forget() {
    only = Bytes.NONE;
    many = null;
  }

  private void end() {
    if (delivered) {
      return;
    }
    delivered = true;
    if (instead != null) {
      instead.run();
      return;
    }
    byte[] body = many == null ? only : many.take();
    forget();
    owner.whole(body);
  }

  /// Gives the body up.
  void breach(Breach breach) {
    if (!delivered) {
      delivered = true;
      forget();
      owner.breached(breach);
    }
  }

  static Breach tooLarge(int bytesMax) {
    return new Breach(
        Breach.Kind.BODY_TOO_LARGE,
        "the request body is larger than the limit of %,d bytes".formatted(bytesMax));
  }

  private static Breach overloaded() {
    return new Breach(
        Breach.Kind.OVERLOADED,
        "the request bodies under way leave no room for this one; it may pass in a moment");
  }
}
