package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.script.Part;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;

/// Anthropic's unstreamed answers, and the fields its streams share with them.
final class AnthropicBodies {
  private AnthropicBodies() {}

  static Buffer message(Plan plan, Identity identity) {
    ObjectNode root =
        Json.object()
            .put("model", plan.model())
            .put("id", identity.responseId())
            .put("type", "message")
            .put("role", "assistant");
    ArrayNode content = root.putArray("content");
    for (int i = 0; i < plan.parts().size(); i++) {
      content.add(block(plan.parts().get(i), identity, i));
    }
    root.put("stop_reason", stopReason(plan)).putNull("stop_sequence");
    Usage usage = plan.reported();
    if (usage != null) {
      root.set("usage", usage(plan, usage, usage.output()));
    }
    return Buffer.buffer(Json.compact(root));
  }

  static Buffer tokenCount(Plan plan) {
    Usage usage = plan.reported();
    return Buffer.buffer(
        Json.compact(Json.object().put("input_tokens", usage == null ? 0 : usage.input())));
  }

  /// The usage block: input without what came from or went into a cache.
  static ObjectNode usage(Plan plan, Usage usage, long output) {
    ObjectNode block =
        Json.object()
            .put("input_tokens", usage.freshInput())
            .put("cache_creation_input_tokens", usage.cacheWrite())
            .put("cache_read_input_tokens", usage.cacheRead());
    block
        .putObject("cache_creation")
        .put("ephemeral_5m_input_tokens", usage.cacheWrite5m())
        .put("ephemeral_1h_input_tokens", usage.cacheWrite1h());
    return block
        .put("output_tokens", output)
        .put("service_tier", tier(plan))
        .put("inference_geo", "not_available");
  }

  static String stopReason(Plan plan) {
    return switch (plan.finish()) {
      case STOP -> "end_turn";
      case LIMIT -> "max_tokens";
      case TOOL -> "tool_use";
      case FILTER -> "refusal";
    };
  }

  static String toolUseId(Identity identity, int index) {
    return Ids.letters("toolu_01", 22, identity.row() + index * 1_000_003L);
  }

  // Of a call broken off by the limit the provider sends what parses, an empty object.
  private static ObjectNode block(Part part, Identity identity, int index) {
    return switch (part) {
      case Part.Thought(var text) ->
          Json.object()
              .put("type", "thinking")
              .put("thinking", text.whole())
              .put("signature", Ids.seal(identity.row()));
      case Part.Words(var text) -> Json.object().put("type", "text").put("text", text.whole());
      case Part.ToolCall(var name, var text) -> {
        ObjectNode block =
            Json.object()
                .put("type", "tool_use")
                .put("id", toolUseId(identity, index))
                .put("name", name);
        block.set("input", Json.objectIn(text.whole()));
        yield block;
      }
    };
  }

  // The provider's neutral tier has another name than OpenAI's.
  private static String tier(Plan plan) {
    return plan.tier().equals("default") ? "standard" : plan.tier();
  }
}
