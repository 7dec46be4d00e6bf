package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.ToolChoice;
import dev.weir.flow.conversation.Tools;
import java.util.Optional;

/// Reads the tools of a chat request, and which must be used.
final class ChatTools {
  static final JsonSlice NO_ARGUMENTS = JsonSlice.of("{\"type\":\"object\",\"properties\":{}}");

  private ChatTools() {}

  static void tool(JsonCursor cursor, RequestDraft draft) throws JsonFault {
    var function = new FunctionDraft("tools.function", draft);
    String[] type = {"function"};
    boolean[] cached = {false};
    Walk.members(
        "tools",
        cursor,
        (name, value) -> {
          switch (name) {
            case "type" -> type[0] = Walk.text(name, value);
            case "function" -> Walk.members(name, value, function::member);
            case "cache_control" -> cached[0] = CacheMark.read("tools.", value, -1, draft);
            default -> {
              if (type[0].equals("function")) {
                draft.lost("tools." + name, value);
              } else {
                value.skip(); // lost with the tool
              }
            }
          }
        });
    if (type[0].equals("function")) {
      draft.tools.add(function.tool(cached[0]));
    } else {
      draft.losses.lost("tools." + type[0], "the tool is the provider's own");
    }
  }

  static void choice(JsonCursor cursor, RequestDraft draft) throws JsonFault {
    if (cursor.is(Kind.STRING)) {
      word(cursor.text(), draft);
      return;
    }
    String[] type = {""};
    String[] named = {""};
    Walk.members(
        "tool_choice",
        cursor,
        (name, value) -> {
          switch (name) {
            case "type" -> type[0] = Walk.text(name, value);
            case "function" ->
                Walk.members(name, value, (_, its) -> named[0] = Walk.text("name", its));
            case "name" -> named[0] = Walk.text(name, value);
            default -> value.skip(); // lost with the choice
          }
        });
    if (type[0].equals("function") && !named[0].isEmpty()) {
      draft.choice = new ToolChoice.One(named[0]);
    } else {
      draft.losses.lost("tool_choice." + type[0], RequestDraft.NO_WORD);
    }
  }

  private static void word(String word, RequestDraft draft) {
    switch (word) {
      case "auto" -> draft.choice = ToolChoice.Auto.AUTO;
      case "none" -> draft.choice = ToolChoice.None.NONE;
      case "required", "any" -> draft.choice = ToolChoice.Any.ANY;
      default -> draft.losses.lost("tool_choice." + word, RequestDraft.NO_WORD);
    }
  }

  /// A function being read: both wires describe it by the same members. Owned by one reading.
  static final class FunctionDraft {
    private final String path;
    private final RequestDraft draft;
    private String name = "";
    private Optional<JsonSlice> description = Optional.empty();
    private JsonSlice schema = NO_ARGUMENTS;
    private Optional<Boolean> strict = Optional.empty();

    FunctionDraft(String path, RequestDraft draft) {
      this.path = path;
      this.draft = draft;
    }

    void member(String member, JsonCursor cursor) throws JsonFault {
      switch (member) {
        case "name" -> name = Walk.text(member, cursor);
        case "description" -> description = Optional.of(Walk.string(member, cursor));
        case "parameters" -> schema = Walk.object(member, cursor);
        case "strict" -> strict = Optional.of(Walk.flag(member, cursor));
        default -> draft.lost(path + "." + member, cursor);
      }
    }

    Tools.Tool tool(boolean cached) throws JsonFault {
      if (name.isEmpty()) {
        throw new JsonFault("'%s.name' is missing".formatted(path), 0);
      }
      return new Tools.Tool(name, description, schema, strict, cached);
    }
  }
}
