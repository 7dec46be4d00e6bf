package dev.weir.flow.gemini;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes what is said in one request: `systemInstruction` and `contents`. Empty texts are left
/// out: they say nothing.
final class GenerateTurns {
  private static final String NO_MARKS = "the cache takes no marks there";

  private final JsonOutput out;
  private final Losses losses;
  private final boolean demandsSeals;
  private final Map<String, String> names = new HashMap<>();

  /// @param demandsSeals whether the model refuses a turn whose first call has no seal
  GenerateTurns(JsonOutput out, Losses losses, boolean demandsSeals) {
    this.out = out;
    this.losses = losses;
    this.demandsSeals = demandsSeals;
  }

  void write(List<Turn> turns) {
    system(turns);
    out.array("contents");
    Speech.of(turns, this::keeps).forEach(this::content);
    out.endArray();
  }

  private void system(List<Turn> turns) {
    List<JsonSlice> texts = new ArrayList<>();
    boolean begun = false;
    for (Turn turn : turns) {
      begun |= turn.role() != Role.SYSTEM;
      if (turn.role() != Role.SYSTEM) {
        continue;
      }
      if (begun) {
        losses.lost(Feature.SYSTEM_IN_BETWEEN, turn, "instructions are before all contents there");
      }
      turn.parts().forEach(part -> instruction(part, turn, texts));
    }
    texts.removeIf(JsonSlice::isEmptyString);
    if (!texts.isEmpty()) {
      out.object("systemInstruction").array("parts");
      texts.forEach(text -> out.object().value("text", text).endObject());
      out.endArray().endObject();
    }
  }

  private void instruction(Part part, Turn turn, List<JsonSlice> texts) {
    if (part instanceof Part.Text(JsonSlice text, boolean cached)) {
      markLost(cached, turn);
      texts.add(text);
    } else {
      losses.lost(Feature.DOCUMENT, turn, "instructions are text there");
    }
  }

  private void content(Speech speech) {
    boolean unsealed =
        demandsSeals
            && speech.parts().stream()
                .noneMatch(part -> part instanceof Part.ToolCall call && own(call).isPresent());
    out.object().text("role", speech.role() == Role.USER ? "user" : "model").array("parts");
    for (Part part : speech.parts()) {
      part(part, unsealed);
      unsealed &= !(part instanceof Part.ToolCall);
    }
    out.endArray().endObject();
  }

  /// Whether the wire has words for a part in such a turn.
  private boolean keeps(Turn turn, Part part) {
    return switch (part) {
      case Part.Text(JsonSlice text, boolean cached) -> {
        markLost(cached, turn);
        yield !text.isEmptyString();
      }
      case Part.Picture picture -> {
        markLost(picture.cached(), turn);
        yield keepsPicture(picture, turn);
      }
      case Part.Document document -> {
        markLost(document.cached(), turn);
        yield keepsDocument(document, turn);
      }
      case Part.ToolCall call -> {
        call.seal().ifPresent(seal -> isCarried(seal, turn));
        yield true;
      }
      case Part.ToolResult result -> {
        markLost(result.cached(), turn);
        result.content().forEach(within -> keepsWithin(within, turn));
        yield true;
      }
      case Part.Thought(JsonSlice text, Optional<Seal> seal) ->
          seal.map(its -> isCarried(its, turn)).orElse(!text.isEmptyString());
      case Part.Declined(JsonSlice text) -> {
        losses.lost(Feature.DECLINED, turn, "what the model would not is a plain text there");
        yield !text.isEmptyString();
      }
    };
  }

  private void markLost(boolean mark, Turn turn) {
    if (mark) {
      losses.lost(Feature.TEXT_CACHE_MARK, turn, NO_MARKS);
    }
  }

  private boolean isCarried(Seal seal, Turn turn) {
    if (!GenerateSeals.isOwn(seal)) {
      losses.lost(Feature.THOUGHT_SEAL, turn, "only " + seal.by().code() + " can read its seal");
    }
    return GenerateSeals.isOwn(seal);
  }

  private boolean keepsPicture(Part.Picture picture, Turn turn) {
    if (!picture.detail().isEmpty() && !picture.detail().equals("auto")) {
      losses.lost(Feature.PICTURE_DETAIL, turn, "it is the model's choice there");
    }
    return switch (picture.media()) {
      case Media.Link(String type, _) ->
          isCarried(
              !type.isEmpty(), Feature.PICTURE_LINK, turn, "a link says its file's type there");
      case Media.Inline(String type, _) ->
          isCarried(
              GenerateFile.isPicture(type),
              Feature.PICTURE_TYPE,
              turn,
              "pictures are PNG, JPEG, WebP, HEIC or HEIF there, was " + type);
    };
  }

  private boolean keepsDocument(Part.Document document, Turn turn) {
    if (!document.title().isEmpty()) {
      losses.lost(Feature.DOCUMENT_TITLE, turn, "documents have no title there");
    }
    return switch (document.media()) {
      case Media.Link(String type, _) ->
          isCarried(
              !type.isEmpty(), Feature.DOCUMENT_LINK, turn, "a link says its file's type there");
      case Media.Inline(String type, _) ->
          isCarried(
              GenerateFile.isDocument(type),
              Feature.DOCUMENT_TYPE,
              turn,
              "documents are PDF or text there, was " + type);
    };
  }

  private boolean isCarried(boolean carried, Feature feature, Turn turn, String why) {
    if (!carried) {
      losses.lost(feature, turn, why);
    }
    return carried;
  }

  /// The same within a tool's result.
  private void keepsWithin(Part part, Turn turn) {
    switch (part) {
      case Part.Text(_, boolean cached) -> markLost(cached, turn);
      case Part.Picture _ ->
          isCarried(
              isWritten(part),
              Feature.TOOL_RESULT_PICTURE,
              turn,
              "pictures of a result are PNG, JPEG or WebP there, and no links");
      case Part.Document _ ->
          isCarried(
              isWritten(part),
              Feature.TOOL_RESULT_DOCUMENT,
              turn,
              "documents of a result are PDF or plain text there, and no links");
      case Part.ToolCall _, Part.ToolResult _, Part.Thought _, Part.Declined _ ->
          throw new IllegalStateException("a result is texts, pictures and documents");
    }
  }

  /// Whether it is a file that a result can have.
  private static boolean isWritten(Part part) {
    return switch (part) {
      case Part.Picture(Media.Inline(String type, _), _, _) -> GenerateFile.isPictureOfResult(type);
      case Part.Document(Media.Inline(String type, _), _, _) ->
          GenerateFile.isDocumentOfResult(type);
      case Part.Picture _, Part.Document _, Part.Text _ -> false;
      case Part.ToolCall _, Part.ToolResult _, Part.Thought _, Part.Declined _ -> false;
    };
  }

  /// @param unsealed whether a call needs the word that its model was another
  private void part(Part part, boolean unsealed) {
    out.object();
    switch (part) {
      case Part.Text(JsonSlice text, _) -> out.value("text", text);
      case Part.Declined(JsonSlice text) -> out.value("text", text);
      case Part.Picture picture -> media(picture.media());
      case Part.Document document -> media(document.media());
      case Part.ToolCall call -> call(call, unsealed);
      case Part.ToolResult result -> result(result);
      case Part.Thought(JsonSlice text, Optional<Seal> seal) -> {
        out.value("text", text);
        if (!text.isEmptyString()) {
          out.flag("thought", true);
        }
        seal.ifPresent(its -> out.value("thoughtSignature", its.value()));
      }
    }
    out.endObject();
  }

  private void media(Media media) {
    switch (media) {
      case Media.Inline(String type, JsonSlice data) ->
          out.object("inlineData").text("mimeType", type).value("data", data).endObject();
      case Media.Link(String type, JsonSlice url) ->
          out.object("fileData").text("mimeType", type).value("fileUri", url).endObject();
    }
  }

  private static Optional<Seal> own(Part.ToolCall call) {
    return call.seal().filter(GenerateSeals::isOwn);
  }

  private void call(Part.ToolCall call, boolean unsealed) {
    names.put(call.id(), call.name());
    GenerateCall.write(call.id(), call.name(), call.arguments(), out);
    Optional<Seal> own = own(call);
    if (own.isPresent()) {
      out.value("thoughtSignature", own.get().value());
    } else if (unsealed) {
      out.text("thoughtSignature", GenerateSeals.NOT_OURS);
    }
  }

  /// The wire names the tool again. A result of no call has none: it is named by its id.
  private void result(Part.ToolResult result) {
    String named = result.name().isEmpty() ? result.call() : result.name();
    out.object("functionResponse").text("id", result.call());
    out.text("name", names.getOrDefault(result.call(), named));
    List<JsonSlice> texts = new ArrayList<>();
    for (Part part : result.content()) {
      if (part instanceof Part.Text(JsonSlice text, _)) {
        texts.add(text);
      }
    }
    GenerateResponse.write(texts, result.failed(), out);
    List<Part> files = result.content().stream().filter(GenerateTurns::isWritten).toList();
    if (!files.isEmpty()) {
      out.array("parts");
      files.forEach(file -> part(file, false));
      out.endArray();
    }
    out.endObject();
  }
}
