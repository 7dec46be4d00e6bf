package dev.weir.simulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON schemas of a request.
///
/// @param answer of the text of the answer; null when the caller asked for none
/// @param tools of each tool's arguments, by its name
public record Forms(@Nullable JsonNode answer, Map<String, JsonNode> tools) {
  public static final Forms NONE = new Forms(null, Map.of());

  public Forms {
    tools = Map.copyOf(tools);
  }

  /// The form of the answer's text.
  Shape ofAnswer() {
    return answer == null ? Shape.PROSE : Sample.of(answer);
  }

  /// The form of a tool's arguments.
  Shape ofTool(String name) {
    JsonNode schema = tools.get(name);
    return schema == null ? Shape.ARGUMENTS : Sample.of(schema);
  }
}
