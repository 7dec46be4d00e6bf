package dev.weir.base.wire;

import java.util.function.Consumer;

/// Takes a whole body for one event, given when the body has ended; an empty one is none. A body
/// that comes in one piece is not copied. One thread.
final class WholeReader implements EventReader {
  private final int bytesMax;
  private final Consumer<WireEvent> sink;
  private byte[] body = {};
  private boolean overlong;

  /// @param bytesMax longest body read
  WholeReader(int bytesMax, Consumer<WireEvent> sink) {
    this.bytesMax = bytesMax;
    this.sink = sink;
  }

  @Override
  public void feed(byte[] chunk) {
    overlong |= (long) body.length + chunk.length > bytesMax;
    if (!overlong) {
      body = body.length == 0 ? chunk : EventReader.joined(body, chunk);
    }
  }

  @Override
  public void end() {
    if (overlong || body.length == 0) {
      return;
    }
    WireEvent event = new WireEvent();
    event.begin(body, 0);
    event.data(0, body.length);
    event.to = body.length;
    sink.accept(event);
  }

  @Override
  public boolean overlong() {
    return overlong;
  }

  /// Any bytes are events of this framing.
  @Override
  public boolean broken() {
    return false;
  }
}
