package dev.weir.base.wire;

import java.util.function.Consumer;

/// How the body of an answer is cut into events.
public enum Framing {
  /// Not at all: the whole body is one.
  NONE("", ""),
  /// Server-sent events.
  SSE("text/event-stream", ""),
  /// AWS's binary messages.
  EVENT_STREAM("application/vnd.amazon.eventstream", ""),
  /// A JSON document each line.
  LINES("application/x-ndjson", "application/stream+json");

  private final String type;
  private final String alsoCalled;

  Framing(String type, String alsoCalled) {
    this.type = type;
    this.alsoCalled = alsoCalled;
  }

  /// The one that a `content-type` stands for, whatever its parameters; `NONE` if it is not known
  /// here, or empty.
  public static Framing of(String contentType) {
    for (Framing framing : values()) {
      if (begins(contentType, framing.type) || begins(contentType, framing.alsoCalled)) {
        return framing;
      }
    }
    return NONE;
  }

  private static boolean begins(String contentType, String type) {
    return !type.isEmpty() && contentType.regionMatches(true, 0, type, 0, type.length());
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
