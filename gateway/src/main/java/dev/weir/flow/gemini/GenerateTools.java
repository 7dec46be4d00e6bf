package dev.weir.flow.gemini;

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
import java.util.Locale;
import java.util.Optional;

/// Reads the tools of one request: functions in one or several lists, and how they are to be
/// called. The mode `VALIDATED` holds calls to their schemas, which elsewhere each tool says.
final class GenerateTools {
  private static final String DECLARATION = "tools.functionDeclarations.";
  private static final JsonSlice NO_ARGUMENTS =
      JsonSlice.of("{\"type\":\"object\",\"properties\":{}}");

  private final Losses losses;
  private final List<Tool> list = new ArrayList<>();
  private final List<String> allowed = new ArrayList<>();
  private String mode = "";

  GenerateTools(Losses losses) {
    this.losses = losses;
  }

  void tool(JsonCursor cursor) throws JsonFault {
    GenerateWalk.members(
        cursor,
        (name, value) -> {
          if (name.equals("functionDeclarations")) {
            GenerateWalk.each(value, this::declaration);
          } else {
            losses.lost("tools." + name, "it is a tool of Google's");
            value.skip();
          }
        });
  }

  private void declaration(JsonCursor cursor) throws JsonFault {
    int from = cursor.start();
    String[] called = {""};
    List<JsonSlice> description = new ArrayList<>();
    List<JsonSlice> schemas = new ArrayList<>();
    GenerateWalk.members(
        cursor,
        (name, value) -> {
          switch (name) {
            case "name" -> called[0] = value.text();
            case "description" -> description.add(value.slice(Kind.STRING));
            case "parameters" -> schemas.add(GenerateSchema.json(value.slice(Kind.OBJECT)));
            case "parametersJsonSchema" -> schemas.add(value.slice(Kind.OBJECT));
            case "behavior" -> unless("BLOCKING", DECLARATION + name, value);
            default -> unknown(DECLARATION + name, value);
          }
        });
    if (called[0].isEmpty()) {
      throw new JsonFault("'%sname' is missing".formatted(DECLARATION), from);
    }
    if (schemas.size() > 1) {
      throw new JsonFault(
          "'parameters' and 'parametersJsonSchema' of '%s' are both given".formatted(called[0]),
          from);
    }
    JsonSlice schema = schemas.isEmpty() ? NO_ARGUMENTS : schemas.getFirst();
    list.add(
        new Tool(called[0], description.stream().findFirst(), schema, Optional.empty(), false));
  }

  private void unknown(String field, JsonCursor cursor) throws JsonFault {
    losses.lost(field, GenerateContent.OWN);
    cursor.skip();
  }

  /// A member whose usual value says nothing.
  private void unless(String usual, String field, JsonCursor cursor) throws JsonFault {
    String value = cursor.text();
    if (!value.equals(usual) && !value.equals("UNSPECIFIED")) {
      losses.lost(field, GenerateContent.OWN);
    }
  }

  void config(JsonCursor cursor) throws JsonFault {
    GenerateWalk.members(
        cursor,
        (name, value) -> {
          if (name.equals("functionCallingConfig")) {
            GenerateWalk.members(value, this::calling);
          } else {
            unknown("toolConfig." + name, value);
          }
        });
  }

  private void calling(String name, JsonCursor cursor) throws JsonFault {
    switch (name) {
      case "mode" -> mode = cursor.text().toUpperCase(Locale.ROOT);
      case "allowedFunctionNames" -> GenerateWalk.each(cursor, value -> allowed.add(value.text()));
      case "streamFunctionCallArguments" -> {
        if (cursor.flag()) {
          losses.lost(GenerateFields.CALLING + name, GenerateContent.OWN);
        }
      }
      default -> unknown(GenerateFields.CALLING + name, cursor);
    }
  }

  Tools tools() {
    boolean strict = mode.equals("VALIDATED");
    List<Tool> tools = strict ? list.stream().map(GenerateTools::strict).toList() : list;
    return new Tools(tools, choice(), Optional.empty());
  }

  private static Tool strict(Tool tool) {
    return new Tool(
        tool.name(), tool.description(), tool.schema(), Optional.of(true), tool.cached());
  }

  private ToolChoice choice() {
    boolean one = mode.equals("ANY") && allowed.size() == 1;
    boolean all = allowed.isEmpty() || list.stream().map(Tool::name).allMatch(allowed::contains);
    if (!one && !all) {
      losses.lost(
          GenerateFields.CALLING + "allowedFunctionNames",
          "elsewhere a model may use one tool or all, not some");
    }
    return switch (mode) {
      case "", "MODE_UNSPECIFIED" -> ToolChoice.Unstated.UNSTATED;
      case "AUTO", "VALIDATED" -> ToolChoice.Auto.AUTO;
      case "NONE" -> ToolChoice.None.NONE;
      case "ANY" -> one ? new ToolChoice.One(allowed.getFirst()) : ToolChoice.Any.ANY;
      default -> {
        losses.lost(GenerateFields.CALLING + "mode." + mode, GenerateContent.OWN);
        yield ToolChoice.Unstated.UNSTATED;
      }
    };
  }
}
