package dev.weir.base.wire;

import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts a stream of bytes, split anywhere, into server-sent events.
///
/// Lines end with LF, CR LF or CR; an event ends with its blank line. Every byte of the stream
/// belongs to exactly one event, so that events can be forwarded as they came. An event that lies
/// within one chunk is seen in place; one that spans chunks is copied once. A CR that ends a chunk
/// is undecided until the next byte, because an LF may belong to it. One thread.
public final class SseReader implements EventReader {
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final int eventBytesMax;
  private final Consumer<WireEvent> sink;
  private final WireEvent event = new WireEvent();

  private byte[] carry = new byte[0];
  private int carried;

  // Offsets into the bytes being scanned, kept relative to the event's start between chunks.
  private int lineAt;
  private int scanAt;
  private boolean atStreamStart = true;
  private boolean overlong;

  public SseReader(int eventBytesMax, Consumer<WireEvent> sink) {
    this.eventBytesMax = eventBytesMax;
    this.sink = sink;
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

  /// Whether an event has begun and not ended.
  public boolean isWithinEvent() {
    return carried > 0;
  }

  /// The bytes of the event that has begun and not ended. They are given up: only for the end of
  /// reading.
  public byte[] takePending() {
    byte[] rest = Arrays.copyOf(carry, carried);
    carried = 0;
    return rest;
  }

  /// Takes the next bytes of the stream. They are not kept unless an event spans chunks, and then
  /// copied.
  @Override
  public void feed(byte[] chunk) {
    if (overlong || chunk.length == 0) {
      return;
    }
    if (carried == 0) {
      int rest = scan(chunk, chunk.length);
      keep(chunk, rest, chunk.length);
      return;
    }
    ensure(carried + chunk.length);
    System.arraycopy(chunk, 0, carry, carried, chunk.length);
    carried += chunk.length;
    int rest = scan(carry, carried);
    int left = carried - rest;
    System.arraycopy(carry, rest, carry, 0, left);
    rebase(rest);
    carried = left;
    overlong = carried > eventBytesMax;
  }

  /// Ends the stream: what is left is one last event, as most clients take it, even without its
  /// blank line.
  @Override
  public void end() {
    if (overlong || carried == 0) {
      return;
    }
    int end = carried;
    carried = 0;
    event.bytes = carry;
    if (lineAt < end) {
      boolean cr = carry[end - 1] == '\r';
      line(carry, lineAt, cr ? end - 1 : end);
    }
    dispatch(end);
    lineAt = 0;
    scanAt = 0;
  }

  private void keep(byte[] chunk, int from, int to) {
    rebase(from);
    carried = to - from;
    overlong = carried > eventBytesMax;
    if (carried > 0) {
      ensure(carried);
      System.arraycopy(chunk, from, carry, 0, carried);
    }
  }

  private void rebase(int eventStart) {
    lineAt -= eventStart;
    scanAt -= eventStart;
  }

  private void ensure(int length) {
    if (carry.length < length) {
      carry = Arrays.copyOf(carry, Math.max(length, 2 * carry.length));
    }
  }

  /// Dispatches the events that end before `to`; returns where the unfinished one starts.
  private int scan(byte[] bytes, int to) {
    int start = 0;
    if (scanAt == 0) {
      event.begin(bytes, 0);
    } else {
      event.bytes = bytes;
    }
    int i = scanAt;
    while (i < to) {
      byte b = bytes[i];
      if (b != '\n' && b != '\r') {
        i++;
        continue;
      }
      int next = i + 1;
      if (b == '\r') {
        if (next == to) {
          break;
        }
        next += bytes[next] == '\n' ? 1 : 0;
      }
      if (line(bytes, lineAt, i)) {
        dispatch(next);
        start = next;
        event.begin(bytes, start);
      }
      lineAt = next;
      i = next;
    }
    scanAt = i;
    event.from = 0;
    rebaseEvent(start);
    return start;
  }

  /// Fields already seen of the unfinished event move with its bytes.
  private void rebaseEvent(int start) {
    event.dataFrom -= start;
    event.dataTo -= start;
    event.nameFrom -= start;
    event.nameTo -= start;
  }

  private void dispatch(int end) {
    event.to = end;
    sink.accept(event);
  }

  /// Reads a line; true if it is blank.
  private boolean line(byte[] bytes, int from, int to) {
    int start = from;
    if (atStreamStart) {
      atStreamStart = false;
      start += Scan.startsWith(bytes, from, to, BOM) ? BOM.length : 0;
    }
    if (start == to) {
      return true;
    }
    if (Scan.startsWith(bytes, start, to, "data")) {
      int value = value(bytes, start + 4, to);
      if (value >= 0) {
        event.data(value, to);
      }
    } else if (Scan.startsWith(bytes, start, to, "event")) {
      int value = value(bytes, start + 5, to);
      if (value >= 0) {
        event.nameFrom = value;
        event.nameTo = to;
      }
    }
    return false;
  }

  /// Where a field's value starts behind its name; −1 if the name goes on.
  private static int value(byte[] bytes, int at, int to) {
    if (at == to) {
      return to;
    }
    if (bytes[at] != ':') {
      return -1;
    }
    return at + 1 < to && bytes[at + 1] == ' ' ? at + 2 : at + 1;
  }
}
