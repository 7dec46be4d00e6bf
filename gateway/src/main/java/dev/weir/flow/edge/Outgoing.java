package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.flow.refusal.Refusal;

/// The caller's side of a call: its answer, given once. As long as nothing is [#visible], any
/// attempt may give it. When the caller is gone, answering is allowed and does nothing. Owned by
/// the call's event loop.
final class Outgoing {
  private final Caller caller;
  private final Refusals refusals;
  private boolean visible;
  private boolean gone;

  Outgoing(Caller caller, Refusals refusals) {
    this.caller = caller;
    this.refusals = refusals;
  }

  /// Begins a stream.
  void head(int status, Headers headers) {
    visible = true;
    caller.head(status, headers);
  }

  /// False when the caller reads more slowly than this writes.
  boolean write(byte[] bytes) {
    return bytes.length == 0 || caller.write(bytes);
  }

  void end() {
    caller.end();
  }

  void end(int status, Headers headers, byte[] body) {
    visible = true;
    caller.end(status, headers, body);
  }

  void refuse(Refusal refusal) {
    visible = true;
    refusals.answer(refusal);
  }

  /// Ends a stream that cannot go on, so that the caller sees that it is torn.
  void tear(Refusal refusal) {
    refusals.tear(refusal, true);
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

  void callerLeft() {
    gone = true;
  }

  /// Whether the call was told that its caller has left.
  boolean gone() {
    return gone;
  }
}
