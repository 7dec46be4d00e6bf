package dev.weir.flow.anthropic;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Media;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Speech;
import dev.weir.flow.conversation.Turn;
import dev.weir.flow.dialect.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes what is said in one request: `system` and `messages`.
///
/// Empty texts are left out: the wire refuses them.
final class MessagesTurns {
  private static final Set<String> PICTURES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
  private static final String PDF = "application/pdf";

  private final JsonOutput out;
  private final Losses losses;

  MessagesTurns(JsonOutput out, Losses losses) {
    this.out = out;
    this.losses = losses;
  }

  static void mark(JsonOutput out) {
    out.object("cache_control").text("type", "ephemeral").endObject();
  }

  void write(List<Turn> turns) {
    system(turns);
    out.array("messages");
    Speech.of(turns, this::keeps).forEach(this::message);
    out.endArray();
  }

  private void system(List<Turn> turns) {
    List<Part.Text> texts = new ArrayList<>();
    boolean begun = false;
    for (Turn turn : turns) {
      begun |= turn.role() != Role.SYSTEM;
      if (turn.role() != Role.SYSTEM) {
        continue;
      }
      if (begun) {
        losses.lost(Feature.SYSTEM_IN_BETWEEN, turn, "instructions are before all messages there");
      }
      for (Part part : turn.parts()) {
        if (part instanceof Part.Text text) {
          texts.add(text);
        } else {
          unfit(part, turn);
        }
      }
    }
    texts.removeIf(text -> text.text().isEmptyString());
    if (texts.size() == 1 && !texts.getFirst().cached()) {
      out.value("system", texts.getFirst().text());
    } else if (!texts.isEmpty()) {
      out.array("system");
      texts.forEach(text -> text(text.text(), text.cached()));
      out.endArray();
    }
  }

  private void message(Speech speech) {
    List<Part> parts = speech.parts();
    out.object().text("role", speech.role() == Role.USER ? "user" : "assistant");
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Text text && !text.cached()) {
      out.value("content", text.text());
    } else {
      out.array("content");
      parts.forEach(this::part);
      out.endArray();
    }
    out.endObject();
  }

  /// Whether the wire has words for a part in such a turn.
  private boolean keeps(Turn turn, Part part) {
    return switch (part) {
      case Part.Text(JsonSlice text, _) -> !text.isEmptyString();
      case Part.Picture picture -> keepsPicture(picture, turn, Feature.PICTURE_TYPE);
      case Part.Document document -> keepsDocument(document, turn, Feature.DOCUMENT_TYPE);
      case Part.ToolCall call -> {
        if (call.seal().isPresent()) {
          losses.lost(Feature.THOUGHT_SEAL, turn, "a call has no seal there");
        }
        yield true;
      }
      case Part.ToolResult result -> {
        result.content().forEach(within -> keepsWithin(within, turn));
        yield true;
      }
      case Part.Thought(_, Optional<Seal> seal) -> keepsThought(seal, turn);
      case Part.Declined(JsonSlice text) -> {
        losses.lost(Feature.DECLINED, turn, "what the model would not is a plain text there");
        yield !text.isEmptyString();
      }
    };
  }

  private boolean keepsPicture(Part.Picture picture, Turn turn, Feature type) {
    if (turn.role() == Role.ASSISTANT) {
      losses.lost(Feature.PICTURE_OF_ASSISTANT, turn, "only the user shows pictures there");
      return false;
    }
    if (!picture.detail().isEmpty() && !picture.detail().equals("auto")) {
      losses.lost(Feature.PICTURE_DETAIL, turn, "it is the model's choice there");
    }
    if (picture.media() instanceof Media.Inline(String mime, _) && !PICTURES.contains(mime)) {
      losses.lost(type, turn, "pictures are JPEG, PNG, GIF or WebP there, was " + mime);
      return false;
    }
    return true;
  }

  private boolean keepsDocument(Part.Document document, Turn turn, Feature type) {
    if (turn.role() == Role.ASSISTANT) {
      losses.lost(Feature.DOCUMENT, turn, "only the user shows documents there");
      return false;
    }
    if (document.media() instanceof Media.Inline inline && !isReadable(inline)) {
      losses.lost(type, turn, "documents are PDF or plain text there, was " + inline.type());
      return false;
    }
    return true;
  }

  private static boolean isReadable(Media.Inline document) {
    return document.type().equals(PDF)
        || (document.type().equals(MessagesSource.PLAIN_TEXT)
            && MessagesSource.decoded(document.data()).isPresent());
  }

  private boolean keepsThought(Optional<Seal> seal, Turn turn) {
    if (seal.isEmpty()) {
      losses.lost(Feature.THOUGHT, turn, "a thought without its seal is refused there");
      return false;
    }
    if (seal.get().by() != Wire.ANTHROPIC_MESSAGES) {
      losses.lost(
          Feature.THOUGHT_SEAL, turn, "only " + seal.get().by().code() + " can read its seal");
      return false;
    }
    return true;
  }

  /// The same within a tool's result.
  private boolean keepsWithin(Part part, Turn turn) {
    return switch (part) {
      case Part.Text(JsonSlice text, _) -> !text.isEmptyString();
      case Part.Picture picture -> keepsPicture(picture, turn, Feature.TOOL_RESULT_PICTURE);
      case Part.Document document -> keepsDocument(document, turn, Feature.TOOL_RESULT_DOCUMENT);
      case Part.ToolCall _, Part.ToolResult _, Part.Thought _, Part.Declined _ ->
          throw new IllegalStateException("a result is texts, pictures and documents");
    };
  }

  private void unfit(Part part, Turn turn) {
    switch (part) {
      case Part.Picture _ -> losses.lost(Feature.PICTURE, turn, "instructions are text there");
      case Part.Document _ -> losses.lost(Feature.DOCUMENT, turn, "instructions are text there");
      case Part.Text _, Part.ToolCall _, Part.ToolResult _, Part.Thought _, Part.Declined _ ->
          throw new IllegalStateException("instructions are texts, pictures and documents");
    }
  }

  private void part(Part part) {
    switch (part) {
      case Part.Text(JsonSlice text, boolean cached) -> text(text, cached);
      case Part.Declined(JsonSlice text) -> text(text, false);
      case Part.Picture(Media media, _, boolean cached) -> {
        out.object().text("type", "image");
        source(media);
        end(cached);
      }
      case Part.Document(Media media, String title, boolean cached) -> {
        out.object().text("type", "document");
        source(media);
        if (!title.isEmpty()) {
          out.text("title", title);
        }
        end(cached);
      }
      case Part.ToolCall call -> {
        out.object().text("type", "tool_use").text("id", id(call.id())).text("name", call.name());
        out.value("input", call.arguments());
        end(false);
      }
      case Part.ToolResult result -> result(result);
      case Part.Thought(JsonSlice text, Optional<Seal> seal) -> thought(text, seal.orElseThrow());
    }
  }

  private void end(boolean cached) {
    if (cached) {
      mark(out);
    }
    out.endObject();
  }

  private void text(JsonSlice text, boolean cached) {
    out.object().text("type", "text").value("text", text);
    end(cached);
  }

  /// Ids of other wires have letters that this one refuses. Call and result are changed alike.
  private static String id(String id) {
    return id.replaceAll("[^a-zA-Z0-9_-]", "_");
  }

  private void thought(JsonSlice text, Seal seal) {
    if (MessagesSeals.isRedacted(seal)) {
      out.object().text("type", "redacted_thinking").text("data", MessagesSeals.data(seal));
    } else {
      out.object().text("type", "thinking").value("thinking", text);
      out.value("signature", seal.value());
    }
    out.endObject();
  }

  private void result(Part.ToolResult result) {
    out.object().text("type", "tool_result").text("tool_use_id", id(result.call()));
    List<Part> content = result.content().stream().filter(MessagesTurns::isWritten).toList();
    if (content.size() == 1 && content.getFirst() instanceof Part.Text text && !text.cached()) {
      out.value("content", text.text());
    } else if (!content.isEmpty()) {
      out.array("content");
      content.forEach(this::part);
      out.endArray();
    }
    if (result.failed()) {
      out.flag("is_error", true);
    }
    end(result.cached());
  }

  private static boolean isWritten(Part part) {
    return switch (part) {
      case Part.Text(JsonSlice text, _) -> !text.isEmptyString();
      case Part.Picture(Media.Inline(String mime, _), _, _) -> PICTURES.contains(mime);
      case Part.Document(Media.Inline inline, _, _) -> isReadable(inline);
      case Part.Picture _, Part.Document _ -> true;
      case Part.ToolCall _, Part.ToolResult _, Part.Thought _, Part.Declined _ -> false;
    };
  }

  private void source(Media media) {
    out.object("source");
    switch (media) {
      case Media.Link(_, JsonSlice url) -> out.text("type", "url").value("url", url);
      case Media.Inline(String mime, JsonSlice data) -> {
        if (mime.equals(MessagesSource.PLAIN_TEXT)) {
          out.text("type", "text").text("media_type", mime);
          out.text("data", MessagesSource.decoded(data).orElseThrow());
        } else {
          out.text("type", "base64").text("media_type", mime).value("data", data);
        }
      }
    }
    out.endObject();
  }
}
