package dev.weir.flow.bedrock;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.dialect.ConverseUsage;
import dev.weir.flow.dialect.UsageReport;
import org.jspecify.annotations.Nullable;

/// One event of a stream, or a whole body, before it is known to mean something. Members of every
/// type of event together: their names do not collide.
final class ConverseEvent {
  int index;
  String stopReason = "";
  UsageReport usage = new UsageReport.Missing();
  final ConverseBlock block = new ConverseBlock();
  @Nullable JsonSlice content;

  /// @throws JsonFault if the bytes are no JSON object
  static ConverseEvent read(byte[] json, int from, int to) throws JsonFault {
    var event = new ConverseEvent();
    try (JsonCursor cursor = JsonCursor.over(json, from, to)) {
      if (!cursor.is(Kind.OBJECT)) {
        throw new JsonFault("an event is an object, was " + cursor.kind(), cursor.start());
      }
      event.members(cursor);
      cursor.requireEnd();
    }
    return event;
  }

  private void members(JsonCursor cursor) throws JsonFault {
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "contentBlockIndex" -> index = (int) cursor.integer();
        case "start", "delta" -> block.read(cursor);
        case "stopReason" -> stopReason = cursor.text();
        case "usage" -> usage = ConverseUsage.read(cursor);
        case "output", "message" -> {
          if (cursor.is(Kind.OBJECT)) {
            members(cursor);
          } else {
            cursor.skip();
          }
        }
        case "content" -> content = cursor.slice();
        default -> cursor.skip();
      }
    }
  }
}
