package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.request.Call;
import dev.weir.simulator.request.Provider;
import dev.weir.simulator.script.Part;
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
    boolean azure = call.provider() == Provider.AZURE;
    ArrayNode choices = root.putArray("choices");
    for (int i = 0; i < plan.choices(); i++) {
      ObjectNode choice = choices.addObject().put("index", i);
      choice.set("message", message(plan, identity, i));
      choice.putNull("logprobs");
      if (call.logprobs()) {
        logprobs(plan, choice);
      }
      choice.put("finish_reason", OpenAiFields.finishReason(plan));
      if (azure) {
        choice.set("content_filter_results", AzureFilter.results());
      }
    }
    if (azure) {
      AzureFilter.prompt(root);
    }
    Usage usage = plan.reported();
    if (usage != null) {
      OpenAiFields.chatUsage(root, usage);
    }
    root.put("service_tier", plan.tier()).put("system_fingerprint", OpenAiFields.FINGERPRINT);
    return Buffer.buffer(Json.indented(root) + "\n");
  }

  private static void logprobs(Plan plan, ObjectNode choice) {
    for (Part part : plan.parts()) {
      if (part instanceof Part.Words(var text)) {
        choice.set("logprobs", OpenAiFields.logprobs(text, 0, text.tokens()));
      }
    }
  }

  private static ObjectNode message(Plan plan, Identity identity, int choice) {
    ObjectNode message = Json.object().put("role", "assistant").putNull("content");
    int calls = 0;
    for (Part part : plan.parts()) {
      switch (part) {
        case Part.Thought(var text) -> {
          message.put("reasoning_content", text.whole());
          message.putArray("reasoning_details").add(OpenAiFields.sealed(identity, text.whole()));
        }
        case Part.Words(var text) -> message.put("content", text.whole());
        case Part.ToolCall(var name, var text) -> {
          ObjectNode call = message.withArray("/tool_calls").addObject();
          call.put("id", OpenAiFields.toolCallId(identity, choice, calls++));
          call.put("type", "function");
          call.putObject("function").put("name", name).put("arguments", text.whole());
        }
      }
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
    var text = new StringBuilder();
    plan.parts().forEach(part -> text.append(part.text().whole()));
    ArrayNode choices = root.putArray("choices");
    for (int i = 0; i < plan.choices(); i++) {
      choices
          .addObject()
          .put("text", text.toString())
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
