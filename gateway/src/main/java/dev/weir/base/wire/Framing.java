package dev.weir.base.wire;

import java.util.Map;
import java.util.function.Consumer;

/// How the body of an answer is cut into events.
public enum Framing {
  /// Not at all: the whole body is one.
  NONE,
  /// Server-sent events.
  SSE,
  /// AWS's binary messages.
  EVENT_STREAM,
  /// A JSON document each line.
  LINES;

  private static final Map<String, Framing> TYPES =
      Map.of(
          "text/event-stream", SSE,
          "application/vnd.amazon.eventstream", EVENT_STREAM,
          "application/x-ndjson", LINES,
          "application/stream+json", LINES,
          "application/x-jsonl", LINES,
          "application/jsonl", LINES);

  /// The one that a `content-type` stands for, whatever its parameters; `NONE` if it is not known
  /// here, or empty.
  public static Framing of(String contentType) {
    for (Map.Entry<String, Framing> known : TYPES.entrySet()) {
      String type = known.getKey();
      if (contentType.regionMatches(true, 0, type, 0, type.length())) {
        return known.getValue();
      }
    }
    return NONE;
  }

  /// @param eventBytesMax longest event read
  public EventReader reader(int eventBytesMax, Consumer<WireEvent> sink) {
    return switch (this) {
      case NONE -> new WholeReader(eventBytesMax, sink);
      case SSE -> new SseReader(eventBytesMax, sink);
      case EVENT_STREAM -> new EventStreamReader(eventBytesMax, sink);
      case LINES -> new LineReader(eventBytesMax, sink);
    };
  }
}
