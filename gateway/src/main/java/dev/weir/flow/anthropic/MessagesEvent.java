package dev.weir.flow.anthropic;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.dialect.AnthropicUsage;
import org.jspecify.annotations.Nullable;

/// One event of a stream, or a whole body, before it is known to mean something. Members of every
/// type of event together: their names do not collide. What has another form than the wire says is
/// passed over.
final class MessagesEvent {
  String type = "";
  int index;
  String id = "";
  String model = "";
  String stopReason = "";
  String stopSequence = "";
  boolean usage;
  boolean failed;
  final MessagesBlock block = new MessagesBlock();
  @Nullable JsonSlice content;

  private AnthropicUsage figures;

  /// @param figures what was said of usage before
  private MessagesEvent(AnthropicUsage figures) {
    this.figures = figures;
  }

  /// @throws JsonFault if the bytes are no JSON object
  static MessagesEvent read(byte[] json, int from, int to, AnthropicUsage figures)
      throws JsonFault {
    var event = new MessagesEvent(figures);
    try (JsonCursor cursor = JsonCursor.over(json, from, to)) {
      if (!cursor.is(Kind.OBJECT)) {
        throw new JsonFault("an event is an object, was " + cursor.kind(), cursor.start());
      }
      event.members(cursor);
      cursor.requireEnd();
    }
    return event;
  }

  /// All that was said of usage, this event's over what came before.
  AnthropicUsage figures() {
    return figures;
  }

  private void members(JsonCursor cursor) throws JsonFault {
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "type" -> type = cursor.text();
        case "index" -> index = (int) cursor.integer();
        case "id" -> id = cursor.text();
        case "model" -> model = cursor.text();
        case "stop_reason" -> stopReason = cursor.text();
        case "stop_sequence" -> stopSequence = cursor.text();
        case "usage" -> {
          usage |= cursor.is(Kind.OBJECT);
          figures = figures.and(cursor);
        }
        case "error" -> {
          failed |= cursor.is(Kind.OBJECT);
          cursor.skip();
        }
        case "content" -> content = cursor.is(Kind.ARRAY) ? cursor.slice() : skipped(cursor);
        case "message" -> {
          if (cursor.is(Kind.OBJECT)) {
            String outer = type;
            members(cursor);
            type = outer;
          }
        }
        case "delta", "content_block" -> delta(cursor);
        default -> cursor.skip();
      }
    }
  }

  private @Nullable JsonSlice skipped(JsonCursor cursor) throws JsonFault {
    cursor.skip();
    return content;
  }

  /// A delta is of a block, or of the message: then it says why it stopped.
  private void delta(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "stop_reason" -> stopReason = cursor.text();
        case "stop_sequence" -> stopSequence = cursor.text();
        default -> block.member(cursor.name(), cursor);
      }
    }
  }
}
