package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.script.Part;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;

/// Converse's unstreamed answers: members in the order of the alphabet, the model not named.
final class ConverseBodies {
  private ConverseBodies() {}

  static Buffer message(Plan plan, Identity identity) {
    ObjectNode root = Json.object();
    root.putObject("metrics").put("latencyMs", ConverseFields.latencyMillis(plan));
    ObjectNode message = root.putObject("output").putObject("message");
    ArrayNode content = message.putArray("content");
    for (int i = 0; i < plan.parts().size(); i++) {
      content.add(block(plan.parts().get(i), identity, i));
    }
    message.put("role", "assistant");
    root.put("stopReason", ConverseFields.stopReason(plan));
    Usage usage = plan.reported();
    if (usage != null) {
      root.set("usage", ConverseFields.usage(usage));
    }
    return Buffer.buffer(Json.compact(root));
  }

  private static ObjectNode block(Part part, Identity identity, int index) {
    ObjectNode block = Json.object();
    switch (part) {
      case Part.Thought(var text) ->
          block
              .putObject("reasoningContent")
              .putObject("reasoningText")
              .put("signature", Ids.seal(identity.row()))
              .put("text", text.whole());
      case Part.Words(var text) -> block.put("text", text.whole());
      case Part.ToolCall(var name, var text) -> {
        ObjectNode toolUse = block.putObject("toolUse");
        toolUse.set("input", Json.objectIn(text.whole()));
        toolUse.put("name", name).put("toolUseId", ConverseFields.toolUseId(identity, index));
      }
    }
    return block;
  }
}
