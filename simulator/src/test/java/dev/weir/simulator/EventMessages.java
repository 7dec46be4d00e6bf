package dev.weir.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/// Reads AWS's binary event stream after its specification, checksums and all.
final class EventMessages {
  private EventMessages() {}

  record Message(Map<String, String> headers, String payload) {
    /// The value of a header; empty when there is none of that name.
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /// @throws AssertionError when a length or a checksum is wrong
  static List<Message> read(byte[] stream) {
    var messages = new ArrayList<Message>();
    ByteBuffer in = ByteBuffer.wrap(stream);
    while (in.hasRemaining()) {
      int start = in.position();
      int total = in.getInt();
      int headerBytes = in.getInt();
      check(stream, start, 8, in.getInt());
      int headersEnd = in.position() + headerBytes;
      var headers = new LinkedHashMap<String, String>();
      while (in.position() < headersEnd) {
        String name = text(in, in.get(), true);
        if (in.get() != 7) {
          throw new AssertionError("header " + name + " is no text");
        }
        headers.put(name, text(in, in.getShort(), false));
      }
      String payload = text(in, start + total - 4 - headersEnd, false);
      check(stream, start, total - 4, in.getInt());
      messages.add(new Message(headers, payload));
    }
    return messages;
  }

  private static String text(ByteBuffer in, int length, boolean ascii) {
    var bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, ascii ? US_ASCII : UTF_8);
  }

  private static void check(byte[] stream, int from, int length, int told) {
    var crc = new CRC32();
    crc.update(stream, from, length);
    if ((int) crc.getValue() != told) {
      throw new AssertionError("checksum of " + length + " bytes from " + from + " is wrong");
    }
  }
}
