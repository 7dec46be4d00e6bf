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

/// Writes turns as chat messages: results of tools are messages of their own, before what else the
/// user said with them.
final class ChatMessages {
  private static final String NO_MARKS = "chat's cache takes no marks";

  private final JsonOutput out;
  private final Losses losses;

  ChatMessages(JsonOutput out, Losses losses) {
    this.out = out;
    this.losses = losses;
  }

  void write(Turn turn) {
    if (turn.role() == Role.ASSISTANT) {
      assistant(turn);
      return;
    }
    List<Part> rest = new ArrayList<>();
    for (Part part : turn.parts()) {
      if (part instanceof Part.ToolResult result) {
        result(result, turn);
      } else {
        rest.add(part);
      }
    }
    if (!rest.isEmpty() || turn.parts().isEmpty()) {
      out.object().text("role", turn.role() == Role.SYSTEM ? "system" : "user");
      content(rest, turn);
      out.endObject();
    }
  }

  private void result(Part.ToolResult result, Turn turn) {
    if (result.failed()) {
      losses.lost(Feature.TOOL_RESULT_FAILED, turn, "a result in chat neither fails nor succeeds");
    }
    markLost(result.cached(), turn);
    List<Part> texts = new ArrayList<>();
    for (Part part : result.content()) {
      switch (part) {
        case Part.Text text -> texts.add(text);
        case Part.Picture _ ->
            losses.lost(Feature.TOOL_RESULT_PICTURE, turn, "results in chat are texts");
        case Part.Document _ ->
            losses.lost(Feature.TOOL_RESULT_DOCUMENT, turn, "results in chat are texts");
        case Part.ToolCall _, Part.ToolResult _, Part.Thought _, Part.Declined _ ->
            throw new IllegalArgumentException(
                "a tool gives texts, pictures and documents, was " + part.getClass());
      }
    }
    out.object().text("role", "tool").text("tool_call_id", result.call());
    content(texts, turn);
    out.endObject();
  }

  private void assistant(Turn turn) {
    List<Part> said = new ArrayList<>();
    List<Part.ToolCall> calls = new ArrayList<>();
    List<Part.Thought> thoughts = new ArrayList<>();
    Optional<JsonSlice> refusal = Optional.empty();
    for (Part part : turn.parts()) {
      switch (part) {
        case Part.ToolCall call -> calls.add(call);
        case Part.Thought thought -> thoughts.add(thought);
        case Part.Declined(JsonSlice text) -> refusal = Optional.of(text);
        case Part.Text _, Part.ToolResult _ -> said.add(part);
        case Part.Picture _, Part.Document _ ->
            losses.lost(Feature.PICTURE_OF_ASSISTANT, turn, "in chat the assistant shows nothing");
      }
    }
    out.object().text("role", "assistant");
    if (said.isEmpty()) {
      out.nothing("content");
    } else {
      content(said, turn);
    }
    refusal.ifPresent(text -> out.value("refusal", text));
    thoughts(thoughts, turn);
    calls(calls, turn);
    out.endObject();
  }

  /// Of a thought chat knows only what came with a seal of its own.
  private void thoughts(List<Part.Thought> thoughts, Turn turn) {
    List<Part.Thought> own = new ArrayList<>();
    for (Part.Thought thought : thoughts) {
      if (thought.seal().filter(ChatMessages::isOwn).isPresent()) {
        own.add(thought);
      } else if (thought.text().isEmptyString()) {
        losses.lost(Feature.THOUGHT_SEAL, turn, "it is another provider's seal");
      } else {
        losses.lost(Feature.THOUGHT, turn, "chat takes no thoughts back");
      }
    }
    if (!own.isEmpty()) {
      out.array("reasoning_details");
      own.forEach(thought ->
          ReasoningDetail.write(thought.text(), thought.seal().orElseThrow().value().text(), out));
      out.endArray();
    }
  }

  private static boolean isOwn(Seal seal) {
    return seal.by() == Wire.OPENAI_CHAT;
  }

  private void calls(List<Part.ToolCall> calls, Turn turn) {
    if (calls.isEmpty()) {
      return;
    }
    out.array("tool_calls");
    for (Part.ToolCall call : calls) {
      out.object().text("id", call.id()).text("type", "function").object("function");
      out.text("name", call.name()).value("arguments", call.arguments().asString()).endObject();
      call.seal()
          .ifPresent(seal -> {
            if (isOwn(seal)) {
              sealed(seal.value(), out);
            } else {
              losses.lost(Feature.THOUGHT_SEAL, turn, "it is another provider's seal");
            }
          });
      out.endObject();
    }
    out.endArray();
  }

  /// As Google's own compatible endpoint has it.
  static void sealed(JsonSlice seal, JsonOutput out) {
    out.object("extra_content")
        .object("google")
        .value("thought_signature", seal)
        .endObject()
        .endObject();
  }

  /// One text alone is a string, as clients usually send it.
  private void content(List<Part> parts, Turn turn) {
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(JsonSlice text, boolean mark)) {
      markLost(mark, turn);
      out.value("content", text);
      return;
    }
    if (parts.isEmpty()) {
      out.text("content", "");
      return;
    }
    out.array("content");
    parts.forEach(part -> part(part, turn));
    out.endArray();
  }

  private void part(Part part, Turn turn) {
    switch (part) {
      case Part.Text(JsonSlice text, boolean mark) -> {
        markLost(mark, turn);
        out.object().text("type", "text").value("text", text).endObject();
      }
      case Part.Picture(Media media, String detail, boolean mark) -> {
        markLost(mark, turn);
        out.object().text("type", "image_url").object("image_url");
        DataUrl.write("url", media, out);
        if (!detail.isEmpty()) {
          out.text("detail", detail);
        }
        out.endObject().endObject();
      }
      case Part.Document document -> document(document, turn);
      case Part.ToolCall _, Part.ToolResult _, Part.Thought _, Part.Declined _ ->
          throw new IllegalArgumentException("no part of a user's turn: " + part.getClass());
    }
  }

  private void document(Part.Document document, Turn turn) {
    markLost(document.cached(), turn);
    if (document.media() instanceof Media.Link) {
      losses.lost(Feature.DOCUMENT_LINK, turn, "files in chat are sent, not linked");
      return;
    }
    out.object().text("type", "file").object("file");
    DataUrl.write("file_data", document.media(), out);
    out.text("filename", document.title().isEmpty() ? "document" : document.title());
    out.endObject().endObject();
  }

  private void markLost(boolean mark, Turn turn) {
    if (mark) {
      losses.lost(Feature.TEXT_CACHE_MARK, turn, NO_MARKS);
    }
  }
}
