package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;

/// OpenAI's unstreamed answers, indented as the provider indents them.
final class OpenAiBodies {
  private OpenAiBodies() {}

  static Buffer chat(Call call, Plan plan, Identity identity) {
    ObjectNode root =
        Json.object()
            .put("id", identity.responseId())
            .put("object", "chat.completion")
            .put("created", identity.createdSeconds())
            .put("model", plan.model());
    ArrayNode choices = root.putArray("choices");
    String text = plan.text().whole();
    for (int i = 0; i < plan.choices(); i++) {
      ObjectNode choice = choices.addObject().put("index", i);
      choice.set("message", message(plan, identity, text, i));
      if (call.logprobs() && plan.tool() == null) {
        choice.set("logprobs", OpenAiFields.logprobs(plan, 0, plan.text().tokens()));
      } else {
        choice.putNull("logprobs");
      }
      choice.put("finish_reason", OpenAiFields.finishReason(plan));
    }
    Usage usage = plan.reported();
    if (usage != null) {
      OpenAiFields.chatUsage(root, usage);
    }
    root.put("service_tier", plan.tier()).put("system_fingerprint", OpenAiFields.FINGERPRINT);
    return Buffer.buffer(Json.indented(root) + "\n");
  }

  private static ObjectNode message(Plan plan, Identity identity, String text, int choice) {
    ObjectNode message = Json.object().put("role", "assistant");
    String tool = plan.tool();
    if (tool == null) {
      message.put("content", text);
    } else {
      message.putNull("content");
      ObjectNode toolCall = message.putArray("tool_calls").addObject();
      toolCall.put("id", OpenAiFields.toolCallId(identity, choice)).put("type", "function");
      toolCall.putObject("function").put("name", tool).put("arguments", text);
    }
    message.putNull("refusal");
    message.putArray("annotations");
    return message;
  }

  static Buffer completion(Plan plan, Identity identity) {
    ObjectNode root =
        Json.object()
            .put("id", identity.responseId())
            .put("object", "text_completion")
            .put("created", identity.createdSeconds())
            .put("model", plan.model());
    ArrayNode choices = root.putArray("choices");
    String text = plan.text().whole();
    for (int i = 0; i < plan.choices(); i++) {
      choices
          .addObject()
          .put("text", text)
          .put("index", i)
          .putNull("logprobs")
          .put("finish_reason", OpenAiFields.finishReason(plan));
    }
    Usage usage = plan.reported();
    if (usage != null) {
      OpenAiFields.plainUsage(root, usage);
    }
    return Buffer.buffer(Json.indented(root) + "\n");
  }
}
