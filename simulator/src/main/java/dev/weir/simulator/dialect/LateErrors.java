package dev.weir.simulator.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.request.Asked;
import io.vertx.core.buffer.Buffer;

/// How a stream that began well says that it failed.
final class LateErrors {
  private LateErrors() {}

  /// The bytes after so many frames; for one JSON array they close it.
  static Buffer after(Asked asked, long row, int frames) {
    var failure = Failure.late(asked.provider(), row);
    ObjectNode tree = ErrorBodies.tree(failure);
    return switch (asked.endpoint()) {
      case RESPONSE -> Buffer.buffer(response(failure, frames));
      case GENERATE -> Buffer.buffer(google(tree, asked.events(), frames));
      case MESSAGE -> Buffer.buffer("event: error\ndata: " + Json.compact(tree) + "\n\n");
      case CONVERSE, INVOKE ->
          EventMessage.exception("modelStreamErrorException", Json.compact(tree).getBytes(UTF_8));
      case CHAT,
          COMPLETION,
          EMBEDDING,
          OPENAI_MODELS,
          TOKEN_COUNT,
          ANTHROPIC_MODELS,
          EMBED,
          EMBED_BATCH,
          CONTENT_COUNT ->
          Buffer.buffer("data: " + Json.compact(tree) + "\n\n");
    };
  }

  private static String google(ObjectNode tree, boolean events, int frames) {
    return events
        ? "data: " + Json.spaced(tree) + "\r\n\r\n"
        : (frames == 0 ? "[" : ",\r\n") + Json.indented(tree) + "\n]";
  }

  // Two events, the error and the response that failed by it; every frame before took one number.
  private static String response(Failure failure, int frames) {
    ObjectNode told = Json.object().put("type", "error").put("sequence_number", frames);
    told.putObject("error")
        .put("type", "server_error")
        .put("code", "server_error")
        .put("message", failure.message())
        .putNull("param");
    ObjectNode failed = Json.object().put("type", "response.failed");
    failed.put("sequence_number", frames + 1);
    failed
        .putObject("response")
        .put("id", Ids.hex("resp_", 50, failure.row()))
        .put("object", "response")
        .put("status", "failed")
        .putObject("error")
        .put("code", "server_error")
        .put("message", failure.message());
    return event("error", told) + event("response.failed", failed);
  }

  private static String event(String name, ObjectNode payload) {
    return "event: " + name + "\ndata: " + Json.compact(payload) + "\n\n";
  }
}
