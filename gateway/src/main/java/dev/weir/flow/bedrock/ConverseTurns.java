package dev.weir.flow.bedrock;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Writes what is said in one request: `system` and `messages`. Empty texts are left out: the wire
/// refuses them.
final class ConverseTurns {
  private static final int ID_MAX = 64;

  private final JsonOutput out;
  private final Losses losses;
  private final boolean claude;
  private final Set<String> documents = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /// @param claude whether the model is one of Anthropic's, which wants its thoughts sealed and its
  ///   ids plain
  ConverseTurns(JsonOutput out, Losses losses, boolean claude) {
    this.out = out;
    this.losses = losses;
    this.claude = claude;
  }

  static void mark(JsonOutput out) {
    out.object().object("cachePoint").text("type", "default").endObject().endObject();
  }

  void write(List<Turn> turns) {
    system(turns);
    out.array("messages");
    for (Speech speech : Speech.of(turns, this::keeps)) {
      out.object().text("role", speech.role() == Role.USER ? "user" : "assistant");
      out.array("content");
      speech.parts().forEach(this::part);
      out.endArray().endObject();
    }
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
          losses.lost(Feature.DOCUMENT, turn, "instructions are text there");
        }
      }
    }
    texts.removeIf(text -> text.text().isEmptyString());
    if (!texts.isEmpty()) {
      out.array("system");
      texts.forEach(this::part);
      out.endArray();
    }
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
    switch (picture.media()) {
      case Media.Link _ -> losses.lost(Feature.PICTURE_LINK, turn, "pictures are bytes there");
      case Media.Inline(String mime, _) -> {
        if (Formats.ofPicture(mime).isEmpty()) {
          losses.lost(type, turn, "pictures are PNG, JPEG, GIF or WebP there, was " + mime);
        }
      }
    }
    return isWritten(picture);
  }

  private boolean keepsDocument(Part.Document document, Turn turn, Feature type) {
    if (turn.role() == Role.ASSISTANT) {
      losses.lost(Feature.DOCUMENT, turn, "only the user shows documents there");
      return false;
    }
    switch (document.media()) {
      case Media.Link _ -> losses.lost(Feature.DOCUMENT_LINK, turn, "documents are bytes there");
      case Media.Inline(String mime, _) -> {
        if (Formats.ofDocument(mime).isEmpty()) {
          losses.lost(type, turn, "it is no type of document there: " + mime);
        }
      }
    }
    if (!name(document.title()).equals(document.title())) {
      losses.lost(
          Feature.DOCUMENT_TITLE,
          turn,
          "a name is letters, digits, single spaces, hyphens and brackets there");
    }
    return isWritten(document);
  }

  private boolean keepsThought(Optional<Seal> seal, Turn turn) {
    if (seal.isEmpty()) {
      if (claude) {
        losses.lost(Feature.THOUGHT, turn, "a thought without its seal is refused there");
      }
      return !claude;
    }
    if (seal.get().by() != Wire.BEDROCK_CONVERSE) {
      losses.lost(
          Feature.THOUGHT_SEAL, turn, "only " + seal.get().by().code() + " can read its seal");
      return false;
    }
    return true;
  }

  /// The same within a tool's result.
  private void keepsWithin(Part part, Turn turn) {
    switch (part) {
      case Part.Picture picture -> keepsPicture(picture, turn, Feature.TOOL_RESULT_PICTURE);
      case Part.Document document -> keepsDocument(document, turn, Feature.TOOL_RESULT_DOCUMENT);
      case Part.Text _, Part.ToolCall _, Part.ToolResult _, Part.Thought _, Part.Declined _ -> {}
    }
  }

  private static boolean isWritten(Part part) {
    return switch (part) {
      case Part.Text(JsonSlice text, _) -> !text.isEmptyString();
      case Part.Picture(Media.Inline(String mime, _), _, _) -> Formats.ofPicture(mime).isPresent();
      case Part.Document(Media.Inline(String mime, _), _, _) ->
          Formats.ofDocument(mime).isPresent();
      case Part.Picture _, Part.Document _ -> false;
      case Part.ToolCall _, Part.ToolResult _, Part.Thought _, Part.Declined _ -> false;
    };
  }

  private void part(Part part) {
    switch (part) {
      case Part.Text(JsonSlice text, boolean cached) -> text(text, cached);
      case Part.Declined(JsonSlice text) -> text(text, false);
      case Part.Picture(Media media, _, boolean cached) -> {
        out.object().object("image");
        inline(media, Optional.empty());
        end(cached);
      }
      case Part.Document(Media media, String title, boolean cached) -> {
        out.object().object("document");
        inline(media, Optional.of(free(name(title))));
        end(cached);
      }
      case Part.ToolCall call -> {
        out.object().object("toolUse").text("toolUseId", id(call.id())).text("name", call.name());
        out.value("input", call.arguments());
        end(false);
      }
      case Part.ToolResult result -> result(result);
      case Part.Thought(JsonSlice text, Optional<Seal> seal) -> thought(text, seal);
    }
  }

  private void end(boolean cached) {
    out.endObject().endObject();
    if (cached) {
      mark(out);
    }
  }

  private void text(JsonSlice text, boolean cached) {
    out.object().value("text", text).endObject();
    if (cached) {
      mark(out);
    }
  }

  private void inline(Media media, Optional<String> name) {
    if (media instanceof Media.Inline(String mime, JsonSlice data)) {
      Optional<String> format = name.isEmpty() ? Formats.ofPicture(mime) : Formats.ofDocument(mime);
      out.text("format", format.orElseThrow());
      name.ifPresent(text -> out.text("name", text));
      out.object("source").value("bytes", data).endObject();
    }
  }

  /// A name that the wire takes.
  private static String name(String title) {
    return title.replaceAll("[^A-Za-z0-9 \\-()\\[\\]]", "-").replaceAll(" {2,}", " ");
  }

  /// The wire refuses two documents of one name, and one without.
  private String free(String name) {
    String wanted = name.isEmpty() ? "Document" : name;
    String free = wanted;
    while (!documents.add(free)) {
      free = "%s (%d)".formatted(wanted, numbers.merge(wanted, 2, (was, _) -> was + 1));
    }
    return free;
  }

  /// Ids of other wires have letters, and lengths, that Anthropic's models refuse. Call and result
  /// are changed alike.
  private String id(String id) {
    if (!claude) {
      return id;
    }
    String letters = id.replaceAll("[^a-zA-Z0-9_-]", "_");
    return letters.substring(Math.max(0, letters.length() - ID_MAX));
  }

  private void thought(JsonSlice text, Optional<Seal> seal) {
    out.object().object("reasoningContent");
    if (seal.filter(ConverseSeals::isRedacted).isPresent()) {
      out.text("redactedContent", ConverseSeals.data(seal.get()));
    } else {
      out.object("reasoningText").value("text", text);
      seal.ifPresent(signed -> out.value("signature", signed.value()));
      out.endObject();
    }
    end(false);
  }

  private void result(Part.ToolResult result) {
    out.object().object("toolResult").text("toolUseId", id(result.call())).array("content");
    result.content().stream().filter(ConverseTurns::isWritten).forEach(this::part);
    out.endArray();
    if (result.failed()) {
      out.text("status", "error");
    }
    end(result.cached());
  }
}
