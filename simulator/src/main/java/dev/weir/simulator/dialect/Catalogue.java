package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/// The models the simulator lists; it answers for any other name too.
final class Catalogue {
  private static final List<String> OPENAI =
      List.of(
          "gpt-4.1",
          "gpt-4.1-mini",
          "gpt-4o",
          "gpt-4o-mini",
          "gpt-5",
          "gpt-5-mini",
          "o4-mini",
          "gpt-3.5-turbo-instruct",
          "text-embedding-3-large",
          "text-embedding-3-small");
  private static final List<String> ANTHROPIC =
      List.of(
          "claude-opus-4-5-20251101", "claude-sonnet-4-5-20250929", "claude-haiku-4-5-20251001");
  private static final long CREATED_SECONDS = 1_744_316_542;

  private Catalogue() {}

  static Buffer openAi() {
    ObjectNode root = Json.object().put("object", "list");
    ArrayNode data = root.putArray("data");
    for (String id : OPENAI) {
      data.addObject()
          .put("id", id)
          .put("object", "model")
          .put("created", CREATED_SECONDS)
          .put("owned_by", "system");
    }
    return Buffer.buffer(Json.indented(root) + "\n");
  }

  static Buffer anthropic() {
    ObjectNode root = Json.object();
    ArrayNode data = root.putArray("data");
    for (String id : ANTHROPIC) {
      data.addObject()
          .put("type", "model")
          .put("id", id)
          .put("display_name", id)
          .put("created_at", "2025-09-29T00:00:00Z");
    }
    root.put("has_more", false).put("first_id", ANTHROPIC.getFirst());
    return Buffer.buffer(Json.compact(root.put("last_id", ANTHROPIC.getLast())));
  }
}
