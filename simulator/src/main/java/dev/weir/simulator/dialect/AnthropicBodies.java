package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.script.Lexicon;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

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
    ObjectNode block = root.putArray("content").addObject();
    String tool = plan.tool();
    if (tool == null) {
      block.put("type", "text").put("text", plan.text().whole());
    } else {
      block.put("type", "tool_use").put("id", toolUseId(identity)).put("name", tool);
      block.set("input", toolInput(plan.text()));
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

  static @Nullable String stopReason(Plan plan) {
    if (plan.cutByLimit()) {
      return "max_tokens";
    }
    return plan.tool() == null ? "end_turn" : "tool_use";
  }

  static String toolUseId(Identity identity) {
    return Ids.letters("toolu_01", 22, identity.row());
  }

  // The provider's neutral tier has another name than OpenAI's.
  private static String tier(Plan plan) {
    return plan.tier().equals("default") ? "standard" : plan.tier();
  }

  // A call broken off by the limit has no complete input; the provider then sends what parses, an
  // empty object.
  private static ObjectNode toolInput(Lexicon.Text text) {
    ObjectNode input = Json.object();
    if (text.tokens() >= Lexicon.toolTokensMin()) {
      input.put("input", text.between(3, text.tokens() - 1));
    }
    return input;
  }
}
