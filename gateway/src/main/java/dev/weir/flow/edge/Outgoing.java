package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.base.wire.Framing;
import dev.weir.flow.refusal.Refusal;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/// The caller's side of a call: its answer, given once. As long as nothing is [#visible], any
/// attempt may give it; the beginning of a stream can be held until it is worth being seen. When
/// the caller is gone, answering is allowed and does nothing. Owned by the call's event loop.
final class Outgoing {
  /// A stream that begins with more than this and no token is seen all the same.
  private static final int HELD_BYTES_MAX = 64 << 10;

  private final Caller caller;
  private final Refusals refusals;
  private final ByteArrayOutputStream beginning = new ByteArrayOutputStream(0);
  private @Nullable Head held;
  private Headers shown = Headers.EMPTY;
  private Headers told = Headers.EMPTY;
  private boolean visible;
  private int status;
  private boolean gone;

  private record Head(int status, Headers headers) {}

  Outgoing(Caller caller, Refusals refusals) {
    this.caller = caller;
    this.refusals = refusals;
  }

  /// Tells the caller more in the headers of its answer, whatever that will be.
  void tell(Headers more) {
    told = more;
  }

  /// Begins a stream.
  void head(int answered, Headers headers) {
    visible = true;
    status = answered;
    shown = headers.with(told);
    caller.head(answered, shown);
  }

  /// Begins a stream that its caller sees nothing of until it is [released][#release].
  void hold(int status, Headers headers) {
    held = new Head(status, headers);
  }

  /// Whether a stream has begun that its caller has seen nothing of.
  boolean holds() {
    return held != null;
  }

  /// Shows what was held; false when the caller reads more slowly than this writes.
  boolean release() {
    Head head = held;
    if (head == null) {
      return true;
    }
    byte[] bytes = taken();
    head(head.status(), head.headers());
    return write(bytes);
  }

  private byte[] taken() {
    byte[] bytes = beginning.toByteArray();
    beginning.reset();
    held = null;
    return bytes;
  }

  /// Forgets what was held; gives it, if there was something.
  Outcome.@Nullable ErrorAnswer forget() {
    Head head = held;
    return head == null ? null : new Outcome.ErrorAnswer(head.status(), head.headers(), taken());
  }

  /// False when the caller reads more slowly than this writes.
  boolean write(byte[] bytes) {
    if (bytes.length == 0) {
      return true;
    }
    return held == null ? caller.write(bytes) : keep(bytes);
  }

  /// What finds no room is seen early, not lost.
  private boolean keep(byte[] bytes) {
    boolean room = beginning.size() + bytes.length <= HELD_BYTES_MAX && caller.hold(bytes.length);
    beginning.writeBytes(bytes);
    return room || release();
  }

  /// Whether the caller asked to be told the cost at the end of this stream, and the stream can say
  /// it.
  boolean wantsCost() {
    Headers seen = held == null ? shown : held.headers();
    return caller
            .headers()
            .get(WeirHeaders.COST_WANTED)
            .filter(CostComment.WANTED::equals)
            .isPresent()
        && Framing.of(seen.get("content-type").orElse("")) == Framing.SSE
        && seen.get("content-encoding").isEmpty();
  }

  void end() {
    release();
    caller.end();
  }

  void end(int answered, Headers headers, byte[] body) {
    forget();
    visible = true;
    status = answered;
    caller.end(answered, headers.with(told), body);
  }

  void refuse(Refusal refusal) {
    forget();
    visible = true;
    status = Statuses.of(refusal.kind());
    refusals.answer(refusal, told);
  }

  /// Ends a stream that cannot go on, so that the caller sees that it is torn.
  void tear(Refusal refusal) {
    refusals.tear(refusal, true);
  }

  /// The same in words of the caller's wire.
  void tear(byte[] words) {
    caller.write(words);
    caller.abort();
  }

  /// Ends whatever was begun, or refuses where nothing was.
  void breakOff(Refusal refusal) {
    if (visible) {
      caller.abort();
    } else {
      refuse(refusal);
    }
  }

  /// The caller may have seen something of an answer: no other can be given.
  boolean visible() {
    return visible;
  }

  /// What the caller was answered with; 0 = nothing yet.
  int status() {
    return status;
  }

  void callerLeft() {
    gone = true;
    forget();
  }

  /// Whether the call was told that its caller has left.
  boolean gone() {
    return gone;
  }
}
