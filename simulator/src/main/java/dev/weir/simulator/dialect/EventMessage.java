package dev.weir.simulator.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.util.zip.CRC32;

/// A message of AWS's binary event stream (`application/vnd.amazon.eventstream`).
///
/// Total length, length of the headers, CRC-32 of both; headers; payload; CRC-32 of all before it.
/// Numbers are big-endian. A header is its name's length, its name, type 7 (text), its value's
/// length in two bytes, its value.
final class EventMessage {
  private static final int PRELUDE = 12;
  private static final int CRC = 4;
  private static final byte TEXT = 7;

  private EventMessage() {}

  /// An event of a stream.
  static Buffer event(String type, byte[] payload) {
    Buffer headers = Buffer.buffer();
    header(headers, ":event-type", type);
    header(headers, ":content-type", "application/json");
    header(headers, ":message-type", "event");
    return message(headers, payload);
  }

  /// What a stream says when it fails.
  static Buffer exception(String type, byte[] payload) {
    Buffer headers = Buffer.buffer();
    header(headers, ":exception-type", type);
    header(headers, ":content-type", "application/json");
    header(headers, ":message-type", "exception");
    return message(headers, payload);
  }

  /// The same message with the first half of its payload, checksums and lengths correct.
  static Buffer halved(Buffer message) {
    int headersEnd = PRELUDE + message.getInt(4);
    int payload = message.length() - CRC - headersEnd;
    return message(
        message.getBuffer(PRELUDE, headersEnd),
        message.getBytes(headersEnd, headersEnd + payload / 2));
  }

  private static void header(Buffer headers, String name, String value) {
    byte[] bytes = value.getBytes(UTF_8);
    headers
        .appendByte((byte) name.length())
        .appendString(name)
        .appendByte(TEXT)
        .appendShort((short) bytes.length)
        .appendBytes(bytes);
  }

  private static Buffer message(Buffer headers, byte[] payload) {
    Buffer message =
        Buffer.buffer()
            .appendInt(PRELUDE + headers.length() + payload.length + CRC)
            .appendInt(headers.length());
    message.appendInt(crc(message)).appendBuffer(headers).appendBytes(payload);
    return message.appendInt(crc(message));
  }

  private static int crc(Buffer bytes) {
    var crc = new CRC32();
    crc.update(bytes.getBytes());
    return (int) crc.getValue();
  }
}
