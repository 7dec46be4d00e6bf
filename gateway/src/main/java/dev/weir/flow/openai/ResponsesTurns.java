package dev.weir.flow.openai;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Media;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Turn;
import dev.weir.flow.dialect.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes turns as items: a thought, a call and a result are items of their own.
final class ResponsesTurns {
  private final JsonOutput out;
  private final Losses losses;
  private int messages;

  ResponsesTurns(JsonOutput out, Losses losses) {
    this.out = out;
    this.losses = losses;
  }

  void write(Turn turn) {
    List<Part> said = new ArrayList<>();
    for (Part part : turn.parts()) {
      if (isItem(part)) {
        message(said, turn);
        said.clear();
        item(part, turn);
      } else {
        said.add(part);
      }
    }
    if (!said.isEmpty() || turn.parts().isEmpty()) {
      message(said, turn);
    }
  }

  private static boolean isItem(Part part) {
    return switch (part) {
      case Part.ToolCall _, Part.ToolResult _, Part.Thought _ -> true;
      case Part.Text _, Part.Picture _, Part.Document _, Part.Declined _ -> false;
    };
  }

  private void item(Part part, Turn turn) {
    switch (part) {
      case Part.Thought(JsonSlice text, Optional<Seal> seal) -> thought(text, seal, turn);
      case Part.ToolCall call -> {
        if (call.seal().isPresent()) {
          losses.lost(Feature.THOUGHT_SEAL, turn, "a call has no seal there");
        }
        out.object()
            .text("type", "function_call")
            .text("call_id", call.id())
            .text("name", call.name())
            .value("arguments", call.arguments().asString())
            .endObject();
      }
      case Part.ToolResult result -> result(result, turn);
      case Part.Text _, Part.Picture _, Part.Document _, Part.Declined _ ->
          throw new IllegalArgumentException("no item of its own: " + part.getClass());
    }
  }

  private void thought(JsonSlice text, Optional<Seal> seal, Turn turn) {
    if (seal.isEmpty()) {
      losses.lost(Feature.THOUGHT, turn, "a thought without its seal is refused there");
      return;
    }
    if (seal.get().by() != Wire.OPENAI_RESPONSES) {
      losses.lost(Feature.THOUGHT_SEAL, turn, "only " + seal.get().by().code() + " can read it");
      return;
    }
    out.object().text("type", "reasoning").text("id", ReasoningSeal.id(seal.get()));
    out.array("summary");
    if (!text.isEmptyString()) {
      out.object().text("type", "summary_text").value("text", text).endObject();
    }
    out.endArray().text("encrypted_content", ReasoningSeal.encrypted(seal.get())).endObject();
  }

  private void result(Part.ToolResult result, Turn turn) {
    if (result.failed()) {
      losses.lost(Feature.TOOL_RESULT_FAILED, turn, "a result there neither fails nor succeeds");
    }
    markLost(result.cached(), turn);
    out.object().text("type", "function_call_output").text("call_id", result.call());
    if (result.content().size() == 1
        && result.content().getFirst() instanceof Part.Text(JsonSlice text, boolean cached)) {
      markLost(cached, turn);
      out.value("output", text);
    } else if (result.content().isEmpty()) {
      out.text("output", "");
    } else {
      out.array("output");
      result.content().forEach(part -> part(part, turn));
      out.endArray();
    }
    out.endObject();
  }

  private void message(List<Part> parts, Turn turn) {
    if (parts.isEmpty() && !turn.parts().isEmpty()) {
      return;
    }
    String role =
        switch (turn.role()) {
          case SYSTEM -> "system";
          case USER -> "user";
          case ASSISTANT -> "assistant";
        };
    out.object().text("role", role);
    if (parts.size() == 1
        && parts.getFirst() instanceof Part.Text(JsonSlice text, boolean cached)) {
      markLost(cached, turn);
      out.value("content", text);
    } else {
      if (turn.role() == Role.ASSISTANT) { // in parts it is an item of an answer, which has an id
        out.text("type", "message").text("status", "completed").text("id", "msg_" + messages++);
      }
      out.array("content");
      parts.forEach(part -> part(part, turn));
      out.endArray();
    }
    out.endObject();
  }

  private void part(Part part, Turn turn) {
    boolean answer = turn.role() == Role.ASSISTANT;
    switch (part) {
      case Part.Text(JsonSlice text, boolean cached) -> {
        markLost(cached, turn);
        out.object().text("type", answer ? "output_text" : "input_text").value("text", text);
        if (answer) {
          out.array("annotations").endArray().array("logprobs").endArray();
        }
        out.endObject();
      }
      case Part.Declined(JsonSlice text) ->
          out.object().text("type", "refusal").value("refusal", text).endObject();
      case Part.Picture(Media media, String detail, boolean cached) -> {
        markLost(cached, turn);
        if (answer) {
          losses.lost(Feature.PICTURE_OF_ASSISTANT, turn, "the assistant shows nothing there");
          return;
        }
        out.object().text("type", "input_image");
        DataUrl.write("image_url", media, out);
        out.text("detail", detail.isEmpty() ? "auto" : detail).endObject();
      }
      case Part.Document(Media media, String title, boolean cached) -> {
        markLost(cached, turn);
        if (answer) {
          losses.lost(Feature.PICTURE_OF_ASSISTANT, turn, "the assistant shows nothing there");
          return;
        }
        out.object().text("type", "input_file");
        if (media instanceof Media.Link) {
          DataUrl.write("file_url", media, out);
        } else {
          DataUrl.write("file_data", media, out);
          out.text("filename", title.isEmpty() ? "document" : title);
        }
        out.endObject();
      }
      case Part.ToolCall _, Part.ToolResult _, Part.Thought _ ->
          throw new IllegalArgumentException("an item of its own: " + part.getClass());
    }
  }

  private void markLost(boolean mark, Turn turn) {
    if (mark) {
      losses.lost(Feature.TEXT_CACHE_MARK, turn, "the cache takes no marks there");
    }
  }
}
