package dev.weir.base.wire;

import java.util.function.Consumer;

/// How the body of an answer is cut into events.
public enum Framing {
  /// Not at all: the whole body is one.
  NONE,
  /// Server-sent events.
  SSE;

  private static final String EVENTS = "text/event-stream";

  /// The one that a `content-type` stands for, whatever its parameters; `NONE` if it is not known
  /// here, or empty.
  public static Framing of(String contentType) {
    return contentType.regionMatches(true, 0, EVENTS, 0, EVENTS.length()) ? SSE : NONE;
  }

  /// @param eventBytesMax longest event read
  public EventReader reader(int eventBytesMax, Consumer<WireEvent> sink) {
    return switch (this) {
      case NONE -> new WholeReader(eventBytesMax, sink);
      case SSE -> new SseReader(eventBytesMax, sink);
    };
  }
}
