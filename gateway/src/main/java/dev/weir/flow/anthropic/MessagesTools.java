package dev.weir.flow.anthropic;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.ToolChoice;
import dev.weir.flow.conversation.Tools;
import dev.weir.flow.conversation.Tools.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the tools of one request.
final class MessagesTools {
  private static final JsonSlice NO_ARGUMENTS = JsonSlice.of("{\"type\":\"object\"}");

  private final Losses losses;
  private final List<Tool> list = new ArrayList<>();
  private ToolChoice choice = ToolChoice.Unstated.UNSTATED;
  private Optional<Boolean> parallel = Optional.empty();

  MessagesTools(Losses losses) {
    this.losses = losses;
  }

  Tools tools() {
    return new Tools(list, choice, parallel);
  }

  void list(JsonCursor cursor) throws JsonFault {
    cursor.require(Kind.ARRAY);
    while (cursor.nextElement()) {
      tool(cursor);
    }
  }

  private void tool(JsonCursor cursor) throws JsonFault {
    cursor.require(Kind.OBJECT);
    String type = "";
    String name = "";
    Optional<JsonSlice> description = Optional.empty();
    JsonSlice schema = NO_ARGUMENTS;
    Optional<Boolean> strict = Optional.empty();
    boolean cached = false;
    List<String> unknown = new ArrayList<>();
    while (cursor.nextMember()) {
      if (cursor.is(Kind.NULL)) {
        continue;
      }
      switch (cursor.name()) {
        case "type" -> type = cursor.text();
        case "name" -> name = cursor.text();
        case "description" -> description = Optional.of(cursor.slice(Kind.STRING));
        case "input_schema" -> schema = cursor.slice(Kind.OBJECT);
        case "strict" -> strict = Optional.of(cursor.flag());
        case "cache_control" -> cached = MessagesContent.mark("tools.", cursor, losses, -1);
        case "defer_loading", "eager_input_streaming" -> {
          if (cursor.flag()) {
            unknown.add(cursor.name());
          }
        }
        default -> {
          unknown.add(cursor.name());
          cursor.skip();
        }
      }
    }
    if (!type.isEmpty() && !type.equals("custom")) {
      losses.lost("tools." + type, "it is a tool of Anthropic's");
      return;
    }
    unknown.forEach(member -> losses.lost("tools." + member, MessagesContent.OWN));
    list.add(new Tool(name, description, schema, strict, cached));
  }

  void choice(JsonCursor cursor) throws JsonFault {
    cursor.require(Kind.OBJECT);
    String type = "";
    String name = "";
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "type" -> type = cursor.text();
        case "name" -> name = cursor.text();
        case "disable_parallel_tool_use" -> parallel = Optional.of(!cursor.flag());
        default -> {
          losses.lost("tool_choice." + cursor.name(), MessagesContent.OWN);
          cursor.skip();
        }
      }
    }
    switch (type) {
      case "auto" -> choice = ToolChoice.Auto.AUTO;
      case "any" -> choice = ToolChoice.Any.ANY;
      case "none" -> choice = ToolChoice.None.NONE;
      case "tool" -> choice = new ToolChoice.One(name);
      default -> losses.lost("tool_choice.type", MessagesContent.OWN);
    }
  }
}
