package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.request.Call;
import dev.weir.simulator.request.Provider;
import dev.weir.simulator.script.Part;
import dev.weir.simulator.script.Plan;
import org.jspecify.annotations.Nullable;

/// What Gemini's whole answers and its chunks share.
///
/// Thoughts are counted beside the candidates' tokens, not among them; both Gemini and Vertex
/// repeat the usage in every chunk, and only the last block is the answer's.
final class GeminiFields {
  private final Call call;
  private final Plan plan;
  private final Identity identity;

  GeminiFields(Call call, Plan plan, Identity identity) {
    this.call = call;
    this.plan = plan;
    this.identity = identity;
  }

  /// An answer, or a chunk of one, around its candidates.
  ObjectNode around(ArrayNode candidates, @Nullable ObjectNode usage) {
    ObjectNode root = Json.object();
    root.set("candidates", candidates);
    if (usage != null) {
      root.set("usageMetadata", usage);
    }
    root.put("modelVersion", plan.model());
    if (call.provider() == Provider.VERTEX) {
      root.put("createTime", identity.created().toString());
    }
    return root.put("responseId", identity.responseId());
  }

  ObjectNode candidate(int index, ArrayNode parts, boolean last) {
    ObjectNode candidate = Json.object();
    ObjectNode content = candidate.putObject("content");
    content.set("parts", parts);
    content.put("role", "model");
    if (last) {
      candidate.put("finishReason", finishReason(plan));
    }
    return candidate.put("index", index);
  }

  /// The usage after so many visible tokens of all candidates.
  ObjectNode usage(Usage usage, long candidates) {
    ObjectNode block = Json.object().put("promptTokenCount", usage.input());
    if (candidates > 0) {
      block.put("candidatesTokenCount", candidates);
    }
    if (usage.cacheRead() > 0) {
      block.put("cachedContentTokenCount", usage.cacheRead());
    }
    block.put("totalTokenCount", usage.input() + candidates + usage.reasoning());
    if (call.provider() == Provider.VERTEX) {
      block.put("trafficType", "ON_DEMAND");
    }
    details(block, "promptTokensDetails", usage.input());
    if (usage.cacheRead() > 0) {
      details(block, "cacheTokensDetails", usage.cacheRead());
    }
    if (usage.reasoning() > 0) {
      block.put("thoughtsTokenCount", usage.reasoning());
    }
    if (call.provider() == Provider.GEMINI) {
      block.put("serviceTier", plan.tier().equals("default") ? "standard" : plan.tier());
    }
    return block;
  }

  static void details(ObjectNode block, String name, long tokens) {
    block.putArray(name).addObject().put("modality", "TEXT").put("tokenCount", tokens);
  }

  /// A whole part.
  ///
  /// @param sealed whether the seal of the thoughts before it goes with it
  ObjectNode part(Part part, boolean sealed) {
    ObjectNode node = Json.object();
    switch (part) {
      case Part.Thought(var text) -> node.put("text", text.whole()).put("thought", true);
      case Part.Words(var text) -> node.put("text", text.whole());
      case Part.ToolCall(var name, var text) -> {
        ObjectNode functionCall = node.putObject("functionCall").put("name", name);
        functionCall.set("args", Json.objectIn(text.whole()));
      }
    }
    return sealed ? seal(node) : node;
  }

  ObjectNode seal(ObjectNode part) {
    return part.put("thoughtSignature", Ids.seal(identity.row()));
  }

  private static String finishReason(Plan plan) {
    return switch (plan.finish()) {
      // Also for calls of functions.
      case STOP, TOOL -> "STOP";
      case LIMIT -> "MAX_TOKENS";
      case FILTER -> "SAFETY";
    };
  }
}
