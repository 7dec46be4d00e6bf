package dev.weir.flow.anthropic;

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
import java.util.Set;

/// Reads what is said in one request: texts, or lists of content blocks.
final class MessagesContent {
  static final String OWN = "only Anthropic's messages have it";

  /// What a list of blocks may hold and a conversation has too.
  private static final Set<String> IN_SYSTEM = Set.of("text");

  private static final Set<String> IN_RESULT = Set.of("text", "image", "document");
  private static final Set<String> IN_MESSAGE =
      Set.of(
          "text", "image", "document", "tool_use", "tool_result", "thinking", "redacted_thinking");

  private static final JsonSlice EMPTY = JsonSlice.quoted("");

  private final Losses losses;

  MessagesContent(Losses losses) {
    this.losses = losses;
  }

  List<Part> system(JsonCursor cursor) throws JsonFault {
    return parts(cursor, "system.", IN_SYSTEM, -1);
  }

  Turn turn(JsonCursor cursor, int at) throws JsonFault {
    cursor.require(Kind.OBJECT);
    String role = "";
    List<Part> parts = List.of();
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "role" -> role = cursor.text();
        case "content" -> parts = parts(cursor, MessagesFields.CONTENT, IN_MESSAGE, at);
        default -> unknown("messages." + cursor.name(), at, cursor);
      }
    }
    return switch (role) {
      case "user" -> new Turn(Role.USER, parts, at);
      case "assistant" -> new Turn(Role.ASSISTANT, parts, at);
      case "system" -> new Turn(Role.SYSTEM, texts(parts, at), at);
      default ->
          throw new JsonFault(
              "'role' of message %d must be user or assistant".formatted(at), cursor.start());
    };
  }

  /// Instructions are texts, wherever they stand.
  private List<Part> texts(List<Part> parts, int at) {
    List<Part> texts = parts.stream().filter(Part.Text.class::isInstance).toList();
    if (texts.size() < parts.size()) {
      losses.lost(MessagesFields.CONTENT + "system", at, "instructions are texts elsewhere");
    }
    return texts;
  }

  private void unknown(String field, int at, JsonCursor cursor) throws JsonFault {
    losses.lost(field, at, OWN);
    cursor.skip();
  }

  /// A text, or a list of blocks.
  private List<Part> parts(JsonCursor cursor, String path, Set<String> known, int at)
      throws JsonFault {
    if (cursor.is(Kind.STRING)) {
      return List.of(new Part.Text(cursor.slice(), false));
    }
    List<Part> parts = new ArrayList<>();
    cursor.require(Kind.ARRAY);
    while (cursor.nextElement()) {
      JsonSlice block = cursor.slice(Kind.OBJECT);
      String type = typeOf(block);
      if (known.contains(type)) {
        block(type, block, path, at).ifPresent(read -> add(parts, read));
      } else {
        losses.lost(path + type, at, OWN);
      }
    }
    return parts;
  }

  /// A thought that is nothing but another wire's seal, right behind a tool's call, is that call's:
  /// so the answer was written.
  private static void add(List<Part> parts, Part part) {
    if (part instanceof Part.Thought(JsonSlice text, Optional<Seal> seal)
        && text.isEmptyString()
        && seal.filter(by -> by.by() != Wire.ANTHROPIC_MESSAGES).isPresent()
        && !parts.isEmpty()
        && parts.getLast() instanceof Part.ToolCall call
        && call.seal().isEmpty()) {
      parts.removeLast();
      parts.add(new Part.ToolCall(call.id(), call.name(), call.arguments(), seal));
      return;
    }
    parts.add(part);
  }

  private static String typeOf(JsonSlice block) throws JsonFault {
    try (JsonCursor cursor = JsonCursor.over(block.bytes(), block.from(), block.to())) {
      while (cursor.nextMember()) {
        if (cursor.name().equals("type")) {
          return cursor.text();
        }
        cursor.skip();
      }
    }
    return "";
  }

  private Optional<Part> block(String type, JsonSlice block, String path, int at) throws JsonFault {
    String prefix = type.equals("text") ? path : path + type + ".";
    try (JsonCursor cursor = JsonCursor.over(block.bytes(), block.from(), block.to())) {
      return new Block(prefix, at).read(type, cursor);
    }
  }

  /// Reads a mark that the prompt up to here is worth caching.
  static boolean mark(String path, JsonCursor cursor, Losses losses, int at) throws JsonFault {
    cursor.require(Kind.OBJECT);
    while (cursor.nextMember()) {
      boolean usual =
          switch (cursor.name()) {
            case "type" -> cursor.text().equals("ephemeral");
            case "ttl" -> cursor.is(Kind.NULL) || cursor.text().equals("5m");
            default -> false;
          };
      if (!usual) {
        losses.lost(path + "cache_control." + cursor.name(), at, OWN);
      }
      cursor.skip();
    }
    return true;
  }

  /// One block being read. Members of all kinds of blocks together: their names do not collide.
  private final class Block {
    private final String path;
    private final int at;
    private final List<String> ignored = new ArrayList<>();
    private JsonSlice text = EMPTY;
    private JsonSlice seal = EMPTY;
    private JsonSlice input = JsonSlice.of("{}");
    private String id = "";
    private String name = "";
    private String title = "";
    private List<Part> content = List.of();
    private boolean failed;
    private boolean cached;
    private MessagesSource source = MessagesSource.NONE;

    private Block(String path, int at) {
      this.path = path;
      this.at = at;
    }

    private Optional<Part> read(String type, JsonCursor cursor) throws JsonFault {
      while (cursor.nextMember()) {
        if (!cursor.is(Kind.NULL)) {
          member(cursor.name(), cursor);
        }
      }
      return part(type);
    }

    private void member(String member, JsonCursor cursor) throws JsonFault {
      switch (member) {
        case "type" -> cursor.skip();
        case "text", "thinking" -> text = cursor.slice(Kind.STRING);
        case "signature", "data" -> seal = cursor.slice(Kind.STRING);
        case "id", "tool_use_id" -> id = cursor.text();
        case "name" -> name = cursor.text();
        case "input" -> input = cursor.slice(Kind.OBJECT);
        case "title" -> title = cursor.text();
        case "is_error" -> failed = cursor.flag();
        case "content" -> content = parts(cursor, path + "content.", IN_RESULT, at);
        case "source" -> source = MessagesSource.read(cursor);
        case "cache_control" -> {
          cached = mark(path, cursor, losses, at);
          ignored.add("cache_control");
        }
        default -> other(member, cursor);
      }
    }

    private void other(String member, JsonCursor cursor) throws JsonFault {
      JsonSlice value = cursor.slice();
      boolean says =
          switch (member) {
            case "citations" -> !value.json().matches("\\[\\s*]|\\{\"enabled\":\\s*false}");
            case "caller" -> !value.json().matches("\\{\\s*\"type\":\\s*\"direct\"\\s*}");
            default -> true;
          };
      if (says) {
        losses.lost(path + member, at, OWN);
      }
    }

    private Optional<Part> part(String type) {
      return switch (type) {
        case "text" -> Optional.of(new Part.Text(text, cached));
        case "tool_result" -> Optional.of(new Part.ToolResult(id, "", content, failed, cached));
        case "tool_use" -> {
          unmarked();
          yield Optional.of(new Part.ToolCall(id, name, input, Optional.empty()));
        }
        case "thinking" -> {
          unmarked();
          yield Optional.of(new Part.Thought(text, sealed(seal)));
        }
        case "redacted_thinking" -> {
          unmarked();
          yield Optional.of(new Part.Thought(EMPTY, Optional.of(MessagesSeals.redacted(seal))));
        }
        default -> file(type);
      };
    }

    /// A mark on a part that a conversation cannot mark.
    private void unmarked() {
      if (!ignored.isEmpty()) {
        losses.lost(path + "cache_control", at, "a text before or behind it can be marked");
      }
    }

    private Optional<Seal> sealed(JsonSlice signature) {
      return signature.isEmptyString()
          ? Optional.empty()
          : Optional.of(Seal.of(signature, Wire.ANTHROPIC_MESSAGES));
    }

    /// A picture or a document.
    private Optional<Part> file(String type) {
      if (source.media().isEmpty()) {
        losses.lost(path + "source." + source.type(), at, OWN);
        return Optional.empty();
      }
      return source
          .media()
          .map(media ->
              type.equals("image")
                  ? new Part.Picture(media, "", cached)
                  : new Part.Document(media, title, cached));
    }
  }
}
