package dev.weir.flow.bedrock;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Turn;
import dev.weir.flow.dialect.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what is said in one request: lists of blocks, each an object with one member that says
/// what it is.
final class ConverseContent {
  static final String OWN = "only Bedrock's Converse has it";

  private static final JsonSlice EMPTY = JsonSlice.quoted("");
  private static final String SYSTEM = "system.";

  private final Losses losses;

  ConverseContent(Losses losses) {
    this.losses = losses;
  }

  List<Part> system(JsonCursor cursor) throws JsonFault {
    return parts(cursor, SYSTEM, -1);
  }

  Turn turn(JsonCursor cursor, int at) throws JsonFault {
    cursor.require(Kind.OBJECT);
    String role = "";
    List<Part> parts = List.of();
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "role" -> role = cursor.text();
        case "content" -> parts = parts(cursor, ConverseFields.CONTENT, at);
        default -> unknown("messages." + cursor.name(), at, cursor);
      }
    }
    return switch (role) {
      case "user" -> new Turn(Role.USER, parts, at);
      case "assistant" -> new Turn(Role.ASSISTANT, withoutResults(parts, at), at);
      default ->
          throw new JsonFault(
              "'role' of message %d must be user or assistant".formatted(at), cursor.start());
    };
  }

  /// What a tool gave is said by the user; by the assistant, if Bedrock itself used the tool.
  private List<Part> withoutResults(List<Part> parts, int at) {
    List<Part> said = parts.stream().filter(part -> !(part instanceof Part.ToolResult)).toList();
    if (said.size() < parts.size()) {
      losses.lost(ConverseFields.CONTENT + "toolResult", at, "it is of a tool of Bedrock's");
    }
    return said;
  }

  private void unknown(String field, int at, JsonCursor cursor) throws JsonFault {
    losses.lost(field, at, OWN);
    cursor.skip();
  }

  private List<Part> parts(JsonCursor cursor, String path, int at) throws JsonFault {
    List<Part> parts = new ArrayList<>();
    cursor.require(Kind.ARRAY);
    while (cursor.nextElement()) {
      cursor.require(Kind.OBJECT);
      while (cursor.nextMember()) {
        if (!cursor.is(Kind.NULL)) {
          block(cursor.name(), cursor, parts, path, at);
        }
      }
    }
    return parts;
  }

  private void block(String kind, JsonCursor cursor, List<Part> parts, String path, int at)
      throws JsonFault {
    boolean says = !path.equals(SYSTEM);
    boolean result = path.endsWith("toolResult.content.");
    switch (kind) {
      case "text" -> parts.add(new Part.Text(cursor.slice(Kind.STRING), false));
      case "cachePoint" -> {
        mark(path, cursor, losses, at);
        cached(parts, path, at);
      }
      case "image", "document" -> {
        if (says) {
          file(kind, cursor, path + kind + ".", at).ifPresent(parts::add);
        } else {
          unknown(path + kind, at, cursor);
        }
      }
      case "json" -> {
        if (result) {
          parts.add(new Part.Text(cursor.slice().asString(), false));
        } else {
          unknown(path + kind, at, cursor);
        }
      }
      case "toolUse", "toolResult", "reasoningContent" -> {
        if (says && !result) {
          exchange(kind, cursor, path + kind + ".", at).ifPresent(part -> add(parts, part));
        } else {
          unknown(path + kind, at, cursor);
        }
      }
      default -> unknown(path + kind, at, cursor);
    }
  }

  private Optional<Part> exchange(String kind, JsonCursor cursor, String path, int at)
      throws JsonFault {
    return switch (kind) {
      case "toolUse" -> toolUse(cursor, path, at);
      case "toolResult" -> Optional.of(toolResult(cursor, path, at));
      default -> Optional.of(thought(cursor, path, at));
    };
  }

  /// A thought that is nothing but another wire's seal, right behind a tool's call, is that call's:
  /// so the answer was written.
  private static void add(List<Part> parts, Part part) {
    if (part instanceof Part.Thought(JsonSlice text, Optional<Seal> seal)
        && text.isEmptyString()
        && seal.filter(by -> by.by() != Wire.BEDROCK_CONVERSE).isPresent()
        && !parts.isEmpty()
        && parts.getLast() instanceof Part.ToolCall call
        && call.seal().isEmpty()) {
      parts.removeLast();
      parts.add(new Part.ToolCall(call.id(), call.name(), call.arguments(), seal));
      return;
    }
    parts.add(part);
  }

  /// Reads a mark that the prompt up to here is worth caching.
  static void mark(String path, JsonCursor cursor, Losses losses, int at) throws JsonFault {
    cursor.require(Kind.OBJECT);
    while (cursor.nextMember()) {
      boolean usual =
          switch (cursor.name()) {
            case "type" -> cursor.text().equals("default");
            case "ttl" -> cursor.is(Kind.NULL) || cursor.text().equals("5m");
            default -> false;
          };
      if (!usual) {
        losses.lost(path + "cachePoint." + cursor.name(), at, OWN);
      }
      cursor.skip();
    }
  }

  /// Marks the part before the mark.
  private void cached(List<Part> parts, String path, int at) {
    Optional<Part> marked =
        parts.isEmpty()
            ? Optional.empty()
            : switch (parts.getLast()) {
              case Part.Text(JsonSlice text, _) -> Optional.of(new Part.Text(text, true));
              case Part.Picture picture ->
                  Optional.of(new Part.Picture(picture.media(), picture.detail(), true));
              case Part.Document document ->
                  Optional.of(new Part.Document(document.media(), document.title(), true));
              case Part.ToolResult result ->
                  Optional.of(
                      new Part.ToolResult(
                          result.call(), result.name(), result.content(), result.failed(), true));
              case Part.ToolCall _, Part.Thought _, Part.Declined _ -> Optional.empty();
            };
    if (marked.isEmpty()) {
      losses.lost(path + "cachePoint", at, "no text, file or result is before it");
      return;
    }
    parts.removeLast();
    parts.add(marked.get());
  }

  private Optional<Part> file(String kind, JsonCursor cursor, String path, int at)
      throws JsonFault {
    cursor.require(Kind.OBJECT);
    String format = "";
    String name = "";
    ConverseSource source = ConverseSource.NONE;
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "format" -> format = cursor.text();
        case "name" -> name = cursor.text();
        case "source" -> source = ConverseSource.read(cursor);
        default -> other(path, cursor, at);
      }
    }
    if (source.data().isEmpty()) {
      losses.lost(path + "source." + source.kind(), at, OWN);
      return Optional.empty();
    }
    var media = source.media(Formats.mime(format));
    return Optional.of(
        kind.equals("image")
            ? new Part.Picture(media, "", false)
            : new Part.Document(media, name, false));
  }

  /// Citations that are not asked for say nothing.
  private void other(String path, JsonCursor cursor, int at) throws JsonFault {
    String name = cursor.name();
    JsonSlice value = cursor.slice();
    boolean silent =
        name.equals("citations") && value.json().matches("\\{\\s*\"enabled\"\\s*:\\s*false\\s*}");
    if (!silent) {
      losses.lost(path + name, at, OWN);
    }
  }

  private Optional<Part> toolUse(JsonCursor cursor, String path, int at) throws JsonFault {
    cursor.require(Kind.OBJECT);
    String id = "";
    String name = "";
    String type = "";
    JsonSlice input = JsonSlice.of("{}");
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "toolUseId" -> id = cursor.text();
        case "name" -> name = cursor.text();
        case "type" -> type = cursor.text();
        case "input" -> input = cursor.slice(Kind.OBJECT);
        default -> unknown(path + cursor.name(), at, cursor);
      }
    }
    if (!type.isEmpty() && !type.equals("tool_use")) {
      losses.lost(path + type, at, "it is a tool of Bedrock's");
      return Optional.empty();
    }
    return Optional.of(new Part.ToolCall(id, name, input, Optional.empty()));
  }

  private Part toolResult(JsonCursor cursor, String path, int at) throws JsonFault {
    cursor.require(Kind.OBJECT);
    String id = "";
    boolean failed = false;
    List<Part> content = List.of();
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "toolUseId" -> id = cursor.text();
        case "status" -> failed = cursor.text().equals("error");
        case "content" -> content = parts(cursor, path + "content.", at);
        default -> unknown(path + cursor.name(), at, cursor);
      }
    }
    return new Part.ToolResult(id, "", content, failed, false);
  }

  private Part thought(JsonCursor cursor, String path, int at) throws JsonFault {
    cursor.require(Kind.OBJECT);
    Part.Thought thought = new Part.Thought(EMPTY, Optional.empty());
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "redactedContent" ->
            thought =
                new Part.Thought(
                    EMPTY, Optional.of(ConverseSeals.redacted(cursor.slice(Kind.STRING))));
        case "reasoningText" -> thought = reasoningText(cursor, path, at);
        default -> unknown(path + cursor.name(), at, cursor);
      }
    }
    return thought;
  }

  private Part.Thought reasoningText(JsonCursor cursor, String path, int at) throws JsonFault {
    cursor.require(Kind.OBJECT);
    JsonSlice text = EMPTY;
    Optional<Seal> seal = Optional.empty();
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "text" -> text = cursor.slice(Kind.STRING);
        case "signature" -> {
          JsonSlice signature = cursor.slice(Kind.STRING);
          seal =
              signature.isEmptyString()
                  ? Optional.empty()
                  : Optional.of(Seal.of(signature, Wire.BEDROCK_CONVERSE));
        }
        default -> unknown(path + "reasoningText." + cursor.name(), at, cursor);
      }
    }
    return new Part.Thought(text, seal);
  }
}
