package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what is said in one request: contents, each a role and a list of parts.
final class GenerateContent {
  static final String OWN = "only Gemini has it";

  private static final String SYSTEM = "systemInstruction.";
  private static final JsonSlice NO_ARGUMENTS = JsonSlice.of("{}");

  private final Losses losses;
  private final CallIds ids = new CallIds();

  GenerateContent(Losses losses) {
    this.losses = losses;
  }

  /// Instructions are texts; whose role they have does not matter.
  Turn system(JsonCursor cursor) throws JsonFault {
    List<Part> parts = new ArrayList<>();
    GenerateWalk.members(
        cursor,
        (name, value) -> {
          switch (name) {
            case "parts" -> GenerateWalk.each(value, part -> instruction(part, parts));
            case "role" -> value.skip();
            default -> unknown(SYSTEM + name, -1, value);
          }
        });
    return new Turn(Role.SYSTEM, parts, -1);
  }

  private void instruction(JsonCursor cursor, List<Part> parts) throws JsonFault {
    GenerateWalk.members(
        cursor,
        (name, value) -> {
          if (name.equals("text")) {
            parts.add(new Part.Text(value.slice(Kind.STRING), false));
          } else {
            unknown(SYSTEM + "parts." + name, -1, value);
          }
        });
  }

  Turn turn(JsonCursor cursor, int at) throws JsonFault {
    int from = cursor.start();
    var parts = new GenerateParts();
    String[] role = {""};
    GenerateWalk.members(
        cursor,
        (name, value) -> {
          switch (name) {
            case "role" -> role[0] = value.text();
            case "parts" -> GenerateWalk.each(value, part -> part(part, at, parts));
            default -> unknown("contents." + name, at, value);
          }
        });
    return switch (role[0]) {
      case "user", "function", "tool", "" -> new Turn(Role.USER, parts.list(), at);
      case "model" -> new Turn(Role.ASSISTANT, parts.list(), at);
      default ->
          throw new JsonFault("'role' of content %d must be user or model".formatted(at), from);
    };
  }

  private void unknown(String field, int at, JsonCursor cursor) throws JsonFault {
    losses.lost(field, at, OWN);
    cursor.skip();
  }

  private void part(JsonCursor cursor, int at, GenerateParts parts) throws JsonFault {
    var draft = new GenerateParts.Draft();
    GenerateWalk.members(
        cursor,
        (name, value) -> {
          switch (name) {
            case "text" -> draft.text = Optional.of(value.slice(Kind.STRING));
            case "thought" -> draft.thought = value.flag();
            case "thoughtSignature" -> draft.seal = GenerateSeals.read(value.slice(Kind.STRING));
            case "inlineData", "fileData" ->
                draft.part = media(GenerateFields.PARTS, name, value, at);
            case "functionCall" -> draft.call = Optional.of(call(value, at));
            case "functionResponse" -> draft.part = Optional.of(result(value, at));
            default -> unknown(GenerateFields.PARTS + name, at, value);
          }
        });
    parts.add(draft);
  }

  /// @param kind `inlineData` or `fileData`
  private Optional<Part> media(String path, String kind, JsonCursor cursor, int at)
      throws JsonFault {
    var file = new GenerateFile();
    GenerateWalk.members(
        cursor,
        (name, value) -> {
          if (!file.member(name, value)) {
            unknown(path + kind + "." + name, at, value);
          }
        });
    if (file.isKeptByGoogle()) {
      losses.lost(path + kind + ".fileUri", at, "the file is known to Google alone");
      return Optional.empty();
    }
    Optional<Part> part = file.part();
    if (part.isEmpty()) {
      losses.lost(
          path + kind + ".mimeType",
          at,
          "no other wire has such files: '%s'".formatted(file.type()));
    } else if (part.get() instanceof Part.Picture && !file.title().isEmpty()) {
      losses.lost(path + kind + ".displayName", at, "pictures have no title elsewhere");
    }
    return part;
  }

  private Part.ToolCall call(JsonCursor cursor, int at) throws JsonFault {
    String path = GenerateFields.PARTS + "functionCall.";
    String[] id = {""};
    String[] called = {""};
    JsonSlice[] arguments = {NO_ARGUMENTS};
    GenerateWalk.members(
        cursor,
        (name, value) -> {
          switch (name) {
            case "id" -> id[0] = value.text();
            case "name" -> called[0] = value.text();
            case "args" -> arguments[0] = value.slice(Kind.OBJECT);
            default -> unknown(path + name, at, value);
          }
        });
    return new Part.ToolCall(
        ids.called(id[0], called[0]), called[0], arguments[0], Optional.empty());
  }

  private Part result(JsonCursor cursor, int at) throws JsonFault {
    String path = GenerateFields.PARTS + "functionResponse.";
    String[] id = {""};
    String[] called = {""};
    List<Part> content = new ArrayList<>();
    GenerateResponse[] response = {GenerateResponse.NOTHING};
    GenerateWalk.members(
        cursor,
        (name, value) -> {
          switch (name) {
            case "id" -> id[0] = value.text();
            case "name" -> called[0] = value.text();
            case "response" -> response[0] = GenerateResponse.read(value.slice(Kind.OBJECT));
            case "parts" ->
                GenerateWalk.each(value, part -> file(path + "parts.", part, at, content));
            default -> unknown(path + name, at, value);
          }
        });
    content.addAll(0, response[0].parts());
    return new Part.ToolResult(
        ids.answered(id[0], called[0]), called[0], content, response[0].failed(), false);
  }

  /// A part of a result.
  private void file(String path, JsonCursor cursor, int at, List<Part> content) throws JsonFault {
    GenerateWalk.members(
        cursor,
        (name, value) -> {
          switch (name) {
            case "inlineData", "fileData" -> media(path, name, value, at).ifPresent(content::add);
            default -> unknown(path + name, at, value);
          }
        });
  }
}
