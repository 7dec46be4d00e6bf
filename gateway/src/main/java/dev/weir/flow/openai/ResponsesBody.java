package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.dialect.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `response` object: a whole answer, or what an event says of one.
final class ResponsesBody {
  private static final JsonSlice UNSAID = JsonSlice.of("{\"message\":\"the provider gave up\"}");

  private String id = "";
  private String model = "";
  private String status = "";
  private String reason = "";
  private boolean hasOutput;
  private final List<JsonSlice> output = new ArrayList<>();
  private Optional<JsonSlice> error = Optional.empty();
  private Optional<Usage> usage = Optional.empty();

  private ResponsesBody() {}

  static ResponsesBody read(JsonSlice slice) throws JsonFault {
    var body = new ResponsesBody();
    try (JsonCursor cursor = JsonCursor.over(slice.bytes(), slice.from(), slice.to())) {
      if (!cursor.is(Kind.OBJECT)) {
        throw new JsonFault("a response is an object, was " + cursor.kind(), cursor.start());
      }
      Walk.anyMembers(cursor, body::member);
      cursor.requireEnd();
    }
    return body;
  }

  private void member(String name, JsonCursor cursor) throws JsonFault {
    switch (name) {
      case "id" -> id = cursor.text();
      case "model" -> model = cursor.text();
      case "status" -> status = cursor.text();
      case "output" -> {
        hasOutput = cursor.is(Kind.ARRAY);
        Walk.anyElements(cursor, item -> output.add(item.slice()));
      }
      case "error" -> {
        JsonSlice said = cursor.slice();
        error = said.isObject() || said.isString() ? Optional.of(said) : Optional.empty();
      }
      case "incomplete_details" ->
          Walk.anyMembers(
              cursor,
              (member, value) -> {
                if (member.equals("reason")) {
                  reason = value.text();
                } else {
                  value.skip();
                }
              });
      case "usage" -> usage = UsageMembers.RESPONSES.read(cursor);
      default -> cursor.skip();
    }
  }

  String id() {
    return id;
  }

  String model() {
    return model;
  }

  /// Of an answer that is made in the background.
  boolean isUnfinished() {
    return status.equals("queued") || status.equals("in_progress");
  }

  /// Why it is not complete; empty if it is.
  String reason() {
    return reason;
  }

  boolean hasOutput() {
    return hasOutput;
  }

  List<JsonSlice> output() {
    return output;
  }

  Optional<Usage> usage() {
    return usage;
  }

  /// What it says that went wrong.
  Optional<JsonSlice> error() {
    boolean failed = status.equals("failed") || status.equals("cancelled");
    return failed ? error.or(() -> Optional.of(UNSAID)) : error;
  }

  Stop stop(boolean callsTools) {
    return switch (reason) {
      case "" -> callsTools ? Stop.TOOL : Stop.END;
      case "max_output_tokens", "max_tokens" -> Stop.LENGTH;
      case "content_filter" -> Stop.FILTERED;
      default -> Stop.OTHER;
    };
  }
}
