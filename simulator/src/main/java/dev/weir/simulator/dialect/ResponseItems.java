package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.script.Part;
import dev.weir.simulator.script.Plan;

/// The output items of OpenAI's Responses wire, empty as they are added and whole as they are done.
///
/// A thought is an item of reasoning: its text is the summary, its seal the encrypted content.
final class ResponseItems {
  private final Plan plan;
  private final Identity identity;

  ResponseItems(Plan plan, Identity identity) {
    this.plan = plan;
    this.identity = identity;
  }

  ArrayNode whole() {
    ArrayNode output = Json.array();
    for (int i = 0; i < plan.parts().size(); i++) {
      output.add(done(i));
    }
    return output;
  }

  String id(int index) {
    String prefix =
        switch (plan.parts().get(index)) {
          case Part.Thought _ -> "rs_";
          case Part.Words _ -> "msg_";
          case Part.ToolCall _ -> "fc_";
        };
    return Ids.hex(prefix, 50, identity.row() + index * 1_000_003L);
  }

  /// The item as it is when it begins.
  ObjectNode added(int index) {
    return item(index, "in_progress", false);
  }

  ObjectNode done(int index) {
    return item(index, "completed", true);
  }

  private ObjectNode item(int index, String status, boolean whole) {
    ObjectNode item = Json.object().put("id", id(index));
    switch (plan.parts().get(index)) {
      case Part.Thought(var text) -> {
        item.put("type", "reasoning").put("encrypted_content", Ids.seal(identity.row()));
        ArrayNode summary = item.putArray("summary");
        if (whole) {
          summary.add(summary(text.whole()));
        }
      }
      case Part.Words(var text) -> {
        item.put("type", "message").put("status", status);
        ArrayNode content = item.putArray("content");
        if (whole) {
          content.add(content(text.whole()));
        }
        item.put("role", "assistant");
      }
      case Part.ToolCall(var name, var text) ->
          item.put("type", "function_call")
              .put("status", status)
              .put("arguments", whole ? text.whole() : "")
              .put("call_id", OpenAiFields.toolCallId(identity, 0, index))
              .put("name", name);
    }
    return item;
  }

  static ObjectNode summary(String text) {
    return Json.object().put("type", "summary_text").put("text", text);
  }

  static ObjectNode content(String text) {
    ObjectNode content = Json.object().put("type", "output_text");
    content.putArray("annotations");
    content.putArray("logprobs");
    return content.put("text", text);
  }
}
