package dev.weir.flow.bedrock;

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
final class ConverseTools {
  private static final String PATH = "toolConfig.";
  private static final JsonSlice NO_ARGUMENTS = JsonSlice.of("{\"type\":\"object\"}");

  private final Losses losses;
  private final List<Tool> list = new ArrayList<>();
  private ToolChoice choice = ToolChoice.Unstated.UNSTATED;

  ConverseTools(Losses losses) {
    this.losses = losses;
  }

  Tools tools() {
    return new Tools(list, choice, Optional.empty());
  }

  void config(JsonCursor cursor) throws JsonFault {
    cursor.require(Kind.OBJECT);
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "tools" -> {
          cursor.require(Kind.ARRAY);
          while (cursor.nextElement()) {
            tool(cursor);
          }
        }
        case "toolChoice" -> choice(cursor);
        default -> unknown(cursor.name(), cursor);
      }
    }
  }

  private void unknown(String member, JsonCursor cursor) throws JsonFault {
    losses.lost(PATH + member, ConverseContent.OWN);
    cursor.skip();
  }

  /// A tool, or a mark that the prompt up to the tool before it is worth caching.
  private void tool(JsonCursor cursor) throws JsonFault {
    cursor.require(Kind.OBJECT);
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "toolSpec" -> spec(cursor);
        case "cachePoint" -> {
          ConverseContent.mark(PATH + "tools.", cursor, losses, -1);
          if (list.isEmpty()) {
            losses.lost(PATH + "tools.cachePoint", "there is no tool before it");
          } else {
            Tool last = list.removeLast();
            list.add(new Tool(last.name(), last.description(), last.schema(), last.strict(), true));
          }
        }
        default -> unknown("tools." + cursor.name(), cursor);
      }
    }
  }

  private void spec(JsonCursor cursor) throws JsonFault {
    cursor.require(Kind.OBJECT);
    String name = "";
    Optional<JsonSlice> description = Optional.empty();
    JsonSlice schema = NO_ARGUMENTS;
    Optional<Boolean> strict = Optional.empty();
    while (cursor.nextMember()) {
      if (cursor.is(Kind.NULL)) {
        continue;
      }
      switch (cursor.name()) {
        case "name" -> name = cursor.text();
        case "description" -> description = Optional.of(cursor.slice(Kind.STRING));
        case "strict" -> strict = Optional.of(cursor.flag());
        case "inputSchema" -> schema = schema(cursor, schema);
        default -> unknown("tools.toolSpec." + cursor.name(), cursor);
      }
    }
    list.add(new Tool(name, description, schema, strict, false));
  }

  private JsonSlice schema(JsonCursor cursor, JsonSlice otherwise) throws JsonFault {
    cursor.require(Kind.OBJECT);
    JsonSlice schema = otherwise;
    while (cursor.nextMember()) {
      if (cursor.name().equals("json")) {
        schema = cursor.slice(Kind.OBJECT);
      } else {
        unknown("tools.toolSpec.inputSchema." + cursor.name(), cursor);
      }
    }
    return schema;
  }

  private void choice(JsonCursor cursor) throws JsonFault {
    cursor.require(Kind.OBJECT);
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "auto" -> choice = ToolChoice.Auto.AUTO;
        case "any" -> choice = ToolChoice.Any.ANY;
        case "tool" -> {
          cursor.require(Kind.OBJECT);
          while (cursor.nextMember()) {
            if (cursor.name().equals("name")) {
              choice = new ToolChoice.One(cursor.text());
            } else {
              unknown("toolChoice.tool." + cursor.name(), cursor);
            }
          }
        }
        default -> losses.lost(PATH + "toolChoice." + cursor.name(), ConverseContent.OWN);
      }
      cursor.skip();
    }
  }
}
