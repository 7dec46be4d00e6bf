package dev.weir.simulator.dialect;

import dev.weir.simulator.request.Asked;
import io.vertx.core.buffer.Buffer;

/// How the frames of a stream are told apart.
public enum Framing {
  /// Server-sent events with line feeds.
  EVENTS("text/event-stream; charset=utf-8"),
  /// Server-sent events with carriage returns and line feeds.
  EVENTS_CRLF("text/event-stream"),
  /// The elements of one JSON array.
  JSON_ARRAY("application/json; charset=UTF-8"),
  /// AWS's binary messages.
  MESSAGES("application/vnd.amazon.eventstream");

  private final String contentType;

  Framing(String contentType) {
    this.contentType = contentType;
  }

  /// How a request's answer would be framed if it streams.
  public static Framing of(Asked asked) {
    return switch (asked.endpoint()) {
      case GENERATE -> asked.events() ? EVENTS_CRLF : JSON_ARRAY;
      case CONVERSE, INVOKE -> MESSAGES;
      case CHAT,
          COMPLETION,
          EMBEDDING,
          RESPONSE,
          OPENAI_MODELS,
          MESSAGE,
          TOKEN_COUNT,
          ANTHROPIC_MODELS,
          EMBED,
          EMBED_BATCH,
          CONTENT_COUNT ->
          EVENTS;
    };
  }

  public String contentType() {
    return contentType;
  }

  /// Half of a frame, framed like a whole one: its payload does not parse.
  Buffer broken(Buffer frame) {
    return switch (this) {
      case EVENTS -> half(frame).appendString("\n\n");
      case EVENTS_CRLF -> half(frame).appendString("\r\n\r\n");
      case JSON_ARRAY -> half(frame);
      case MESSAGES -> EventMessage.halved(frame);
    };
  }

  private static Buffer half(Buffer frame) {
    return Buffer.buffer(frame.length() / 2 + 4).appendBuffer(frame, 0, frame.length() / 2);
  }
}
