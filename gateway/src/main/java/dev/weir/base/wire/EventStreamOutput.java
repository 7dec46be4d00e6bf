package dev.weir.base.wire;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Writes messages of AWS's binary event streams, their payloads JSON.
public final class EventStreamOutput {
  /// The `content-type` of a stream of them.
  public static final String TYPE = "application/vnd.amazon.eventstream";

  private static final HeaderValue JSON = HeaderValue.fromString("application/json");
  private static final HeaderValue EVENT = HeaderValue.fromString("event");
  private static final HeaderValue EXCEPTION = HeaderValue.fromString("exception");

  private EventStreamOutput() {}

  /// @param type of the event: `contentBlockDelta`
  public static void event(String type, byte[] json, ByteArrayOutputStream to) {
    write(":event-type", type, EVENT, json, to);
  }

  /// @param type of the exception: `throttlingException`
  public static void exception(String type, byte[] json, ByteArrayOutputStream to) {
    write(":exception-type", type, EXCEPTION, json, to);
  }

  private static void write(
      String header, String type, HeaderValue kind, byte[] json, ByteArrayOutputStream to) {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(header, HeaderValue.fromString(type));
    headers.put(":content-type", JSON);
    headers.put(":message-type", kind);
    new Message(headers, json).encode(to);
  }
}
