package dev.weir.base.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Cuts a stream of AWS's binary event messages (`application/vnd.amazon.eventstream`). The name of
/// an event is its type, of an exception the exception's, of an error its code; the data is the
/// payload. Events of the type `chunk` hold those of a model's own wire: their data is what their
/// `bytes` say in base 64. A message that lies within one chunk is not copied. One thread.
///
/// AWS's library checks and decodes each message; where it ends is its first four bytes.
final class EventStreamReader implements EventReader {
  /// Lengths, their checksum, the message's checksum.
  private static final int LENGTH_MIN = 16;

  private static final int PRELUDE = 12;
  private static final int CHECKSUM = 4;
  private static final String PACKED = "chunk";
  private static final String PACKED_BYTES = "bytes";

  private final int eventBytesMax;
  private final Consumer<WireEvent> sink;
  private final WireEvent event = new WireEvent();
  private byte[] carry = {};
  private int carried;
  private boolean overlong;
  private boolean broken;

  /// @param eventBytesMax longest message read
  EventStreamReader(int eventBytesMax, Consumer<WireEvent> sink) {
    this.eventBytesMax = eventBytesMax;
    this.sink = sink;
  }

  @Override
  public void feed(byte[] chunk) {
    if (overlong || broken) {
      return;
    }
    if (carried == 0) {
      int rest = scan(chunk, chunk.length);
      carry = Arrays.copyOfRange(chunk, rest, chunk.length);
      carried = carry.length;
      return;
    }
    if (carry.length < carried + chunk.length) {
      carry = Arrays.copyOf(carry, Math.max(carried + chunk.length, 2 * carry.length));
    }
    System.arraycopy(chunk, 0, carry, carried, chunk.length);
    carried += chunk.length;
    int rest = scan(carry, carried);
    carried -= rest;
    System.arraycopy(carry, rest, carry, 0, carried);
  }

  /// A message that is cut off is none: its checksum comes last.
  @Override
  public void end() {
    broken |= carried > 0 && !overlong;
  }

  @Override
  public boolean overlong() {
    return overlong;
  }

  @Override
  public boolean broken() {
    return broken;
  }

  /// Gives the messages that end before `to`; returns where the unfinished one starts.
  private int scan(byte[] bytes, int to) {
    int at = 0;
    while (to - at >= Integer.BYTES && !overlong && !broken) {
      int length = ByteBuffer.wrap(bytes, at, Integer.BYTES).getInt();
      broken = length < LENGTH_MIN;
      overlong = length > eventBytesMax;
      if (broken || overlong || to - at < length) {
        return at;
      }
      message(bytes, at, at + length);
      at += length;
    }
    return at;
  }

  private void message(byte[] bytes, int from, int to) {
    Map<String, HeaderValue> headers;
    try {
      headers = Message.decode(ByteBuffer.wrap(bytes, from, to - from)).getHeaders();
    } catch (IllegalArgumentException | BufferUnderflowException _) {
      broken = true;
      return;
    }
    event.begin(bytes, from);
    event.to = to;
    int headersLength = ByteBuffer.wrap(bytes, from + Integer.BYTES, Integer.BYTES).getInt();
    event.data(from + PRELUDE + headersLength, to - CHECKSUM);
    switch (text(headers, ":message-type")) {
      case "exception" -> event.says(text(headers, ":exception-type"), true);
      case "error" -> {
        event.says(text(headers, ":error-code"), true);
        event.insteadOfData(message(text(headers, ":error-message")));
      }
      default -> event(text(headers, ":event-type"));
    }
    if (!broken) {
      sink.accept(event);
    }
  }

  private void event(String type) {
    event.says(type, false);
    if (type.equals(PACKED)) {
      unpack();
    }
  }

  private void unpack() {
    try (JsonCursor cursor = JsonCursor.over(event.bytes(), event.dataFrom(), event.dataTo())) {
      String base64 = "";
      boolean isObject = cursor.is(JsonCursor.Kind.OBJECT);
      while (isObject && cursor.nextMember()) {
        if (cursor.name().equals(PACKED_BYTES)) {
          base64 = cursor.text();
        } else {
          cursor.skip();
        }
      }
      event.insteadOfData(Base64.getDecoder().decode(base64));
      broken = base64.isEmpty();
    } catch (JsonFault | IllegalArgumentException _) {
      broken = true;
    }
  }

  private static byte[] message(String text) {
    return new JsonOutput().object().text("message", text).endObject().bytes();
  }

  private static String text(Map<String, HeaderValue> headers, String name) {
    HeaderValue value = headers.get(name);
    try {
      return value == null ? "" : value.getString();
    } catch (IllegalStateException _) { // of another type than a text
      return "";
    }
  }
}
