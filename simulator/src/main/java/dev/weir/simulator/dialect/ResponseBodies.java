package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.request.Call;
import dev.weir.simulator.script.Finish;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;

/// The `response` object of OpenAI's Responses wire, whole and in progress.
final class ResponseBodies {
  private final Call call;
  private final Plan plan;
  private final Identity identity;

  ResponseBodies(Call call, Plan plan, Identity identity) {
    this.call = call;
    this.plan = plan;
    this.identity = identity;
  }

  static Buffer whole(Call call, Plan plan, Identity identity) {
    ObjectNode root =
        new ResponseBodies(call, plan, identity).done(new ResponseItems(plan, identity).whole());
    return Buffer.buffer(Json.indented(root) + "\n");
  }

  /// The response before its first item, as the first two events carry it.
  ObjectNode inProgress() {
    return response("in_progress", Json.array());
  }

  ObjectNode done(ArrayNode output) {
    return response(isIncomplete() ? "incomplete" : "completed", output);
  }

  boolean isIncomplete() {
    return plan.finish() == Finish.LIMIT || plan.finish() == Finish.FILTER;
  }

  private ObjectNode response(String status, ArrayNode output) {
    boolean running = status.equals("in_progress");
    ObjectNode root =
        Json.object()
            .put("id", identity.responseId())
            .put("object", "response")
            .put("created_at", identity.createdSeconds())
            .put("status", status)
            .put("background", false);
    if (!running && !call.stream()) {
      root.putObject("billing").put("payer", "developer");
    }
    if (status.equals("completed")) {
      root.put("completed_at", identity.createdSeconds());
    } else {
      root.putNull("completed_at");
    }
    root.putNull("error").put("frequency_penalty", 0.0);
    if (status.equals("incomplete")) {
      String why = plan.finish() == Finish.LIMIT ? "max_output_tokens" : "content_filter";
      root.putObject("incomplete_details").put("reason", why);
    } else {
      root.putNull("incomplete_details");
    }
    root.putNull("instructions");
    long limit = call.wish().tokensMax();
    if (limit < 0) {
      root.putNull("max_output_tokens");
    } else {
      root.put("max_output_tokens", limit);
    }
    root.putNull("max_tool_calls").put("model", plan.model()).set("output", output);
    settings(root, running);
    Usage usage = running ? null : plan.reported();
    if (usage == null) {
      root.putNull("usage");
    } else {
      root.set("usage", usage(usage));
    }
    root.putNull("user").putObject("metadata");
    return root;
  }

  private void settings(ObjectNode root, boolean running) {
    root.put("parallel_tool_calls", true)
        .put("presence_penalty", 0.0)
        .putNull("previous_response_id")
        .putNull("prompt_cache_key")
        .put("prompt_cache_retention", "in_memory");
    root.putObject("reasoning").putNull("effort").putNull("summary");
    root.putNull("safety_identifier")
        .put("service_tier", running ? "auto" : plan.tier())
        .put("store", true)
        .put("temperature", 1.0);
    ObjectNode text = root.putObject("text");
    text.putObject("format").put("type", "text");
    text.put("verbosity", "medium");
    root.put("tool_choice", "auto").putArray("tools");
    root.put("top_logprobs", 0).put("top_p", 1.0).put("truncation", "disabled");
  }

  private static ObjectNode usage(Usage usage) {
    ObjectNode block = Json.object().put("input_tokens", usage.input());
    ObjectNode input = block.putObject("input_tokens_details");
    input.put("cached_tokens", usage.cacheRead());
    if (usage.cacheWrite() > 0) {
      input.put("cache_write_tokens", usage.cacheWrite());
    }
    block.put("output_tokens", usage.output());
    block.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
    return block.put("total_tokens", usage.input() + usage.output());
  }
}
