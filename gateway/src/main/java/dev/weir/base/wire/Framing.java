package dev.weir.base.wire;

import java.util.function.Consumer;

/// How the body of an answer is cut into events.
public enum Framing {
  /// Not at all: the whole body is one.
  NONE(""),
  /// Server-sent events.
  SSE("text/event-stream"),
  /// AWS's binary messages.
  EVENT_STREAM("application/vnd.amazon.eventstream");

  private final String type;

  Framing(String type) {
    this.type = type;
  }

  /// The one that a `content-type` stands for, whatever its parameters; `NONE` if it is not known
  /// here, or empty.
  public static Framing of(String contentType) {
    for (Framing framing : values()) {
      int length = framing.type.length();
      if (length > 0 && contentType.regionMatches(true, 0, framing.type, 0, length)) {
        return framing;
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
    };
  }
}
