package dev.weir.flow.openai;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.FrameWriter.Occasion;
import dev.weir.flow.conversation.Seal;
import java.util.List;

/// An answer of chat that is no stream.
final class ChatAnswer {
  private ChatAnswer() {}

  static byte[] write(Gathered answer, Occasion occasion) {
    JsonOutput out =
        new JsonOutput()
            .object()
            .text("id", answer.idOr("chatcmpl-" + occasion.call()))
            .text("object", "chat.completion")
            .number("created", occasion.accepted().getEpochSecond())
            .text("model", answer.modelOr(occasion.asked().model()))
            .array("choices");
    answer.choices().forEach((index, choice) -> choice(index, choice, out));
    out.endArray();
    answer.usage().ifPresent(usage -> UsageMembers.CHAT.write(usage, out));
    return out.endObject().bytes();
  }

  private static void choice(int index, Gathered.Choice choice, JsonOutput out) {
    out.object().number("index", index).object("message").text("role", "assistant");
    joinedOrNothing("content", choice.texts, out);
    joinedOrNothing("refusal", choice.refusals, out);
    thoughts(choice.thoughts, out);
    tools(choice, out);
    out.endObject().nothing("logprobs").text("finish_reason", ChatStop.word(choice.stopped));
    ChatStop.writeNative(choice.stopped, out);
    out.endObject();
  }

  private static void joinedOrNothing(String name, List<JsonSlice> pieces, JsonOutput out) {
    if (pieces.isEmpty()) {
      out.nothing(name);
    } else {
      out.joined(name, pieces);
    }
  }

  private static void thoughts(List<Gathered.Thought> thoughts, JsonOutput out) {
    List<JsonSlice> pieces = thoughts.stream().flatMap(t -> t.pieces.stream()).toList();
    if (!pieces.isEmpty()) {
      out.joined("reasoning_content", pieces);
    }
    if (thoughts.stream().noneMatch(thought -> thought.seal.isPresent())) {
      return;
    }
    out.array("reasoning_details");
    for (Gathered.Thought thought : thoughts) {
      String seal = thought.seal.map(Seal::carried).orElse("");
      ReasoningDetail.write(joined(thought.pieces), seal, out);
    }
    out.endArray();
  }

  static JsonSlice joined(List<JsonSlice> pieces) {
    StringBuilder text = new StringBuilder("\"");
    for (JsonSlice piece : pieces) {
      String json = piece.json();
      text.append(json, 1, json.length() - 1);
    }
    return JsonSlice.of(text.append('"').toString());
  }

  private static void tools(Gathered.Choice choice, JsonOutput out) {
    if (choice.tools.isEmpty()) {
      return;
    }
    out.array("tool_calls");
    for (Gathered.Tool tool : choice.tools.values()) {
      out.object()
          .text("id", tool.id)
          .text("type", "function")
          .object("function")
          .text("name", tool.name)
          .joined("arguments", tool.arguments())
          .endObject();
      tool.seal.ifPresent(seal -> ChatMessages.sealed(JsonSlice.quoted(seal.carried()), out));
      out.endObject();
    }
    out.endArray();
  }
}
