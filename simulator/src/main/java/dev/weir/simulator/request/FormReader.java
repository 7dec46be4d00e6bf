package dev.weir.simulator.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.simulator.script.Forms;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the JSON schemas of a request: of the answer and of the tools.
final class FormReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FormReader() {}

  static Forms read(Endpoint endpoint, JsonNode root) throws BadRequest {
    return switch (endpoint) {
      case CHAT ->
          new Forms(
              present(root.at("/response_format/json_schema/schema")),
              tools(root.path("tools"), "function", "parameters"));
      case RESPONSE ->
          new Forms(
              present(root.at("/text/format/schema")), tools(root.path("tools"), "", "parameters"));
      case MESSAGE, TOKEN_COUNT, INVOKE ->
          new Forms(
              present(
                  root.at("/output_config/format/schema").isObject()
                      ? root.at("/output_config/format/schema")
                      : root.at("/output_format/schema")),
              tools(root.path("tools"), "", "input_schema"));
      case GENERATE -> gemini(root);
      case CONVERSE ->
          new Forms(
              inText(root.at("/outputConfig/textFormat/structure/jsonSchema/schema")),
              converseTools(root.at("/toolConfig/tools")));
      case COMPLETION,
          EMBEDDING,
          OPENAI_MODELS,
          ANTHROPIC_MODELS,
          EMBED,
          EMBED_BATCH,
          CONTENT_COUNT ->
          Forms.NONE;
    };
  }

  private static Forms gemini(JsonNode root) {
    JsonNode settings = Names.either(root, "generationConfig", "generation_config");
    JsonNode answer =
        Names.either(
            settings,
            "responseJsonSchema",
            "response_json_schema",
            "responseSchema",
            "response_schema");
    var tools = new HashMap<String, JsonNode>();
    for (JsonNode tool : root.path("tools")) {
      tools.putAll(
          tools(
              Names.either(tool, "functionDeclarations", "function_declarations"),
              "",
              "parametersJsonSchema",
              "parameters_json_schema",
              "parameters"));
    }
    return new Forms(present(answer), tools);
  }

  private static Map<String, JsonNode> converseTools(JsonNode list) {
    var tools = new HashMap<String, JsonNode>();
    for (JsonNode tool : list) {
      JsonNode schema = tool.at("/toolSpec/inputSchema/json");
      if (schema.isObject()) {
        tools.put(tool.at("/toolSpec/name").asText(), schema);
      }
    }
    return tools;
  }

  // Each tool is an object, or the member of it that is named `within`.
  private static Map<String, JsonNode> tools(JsonNode list, String within, String... schemas) {
    var tools = new HashMap<String, JsonNode>();
    for (JsonNode entry : list) {
      JsonNode tool = within.isEmpty() ? entry : entry.path(within);
      JsonNode schema = Names.either(tool, schemas);
      if (schema.isObject()) {
        tools.put(tool.path("name").asText(), schema);
      }
    }
    return tools;
  }

  private static @Nullable JsonNode present(JsonNode schema) {
    return schema.isObject() ? schema : null;
  }

  // Bedrock takes the schema as a text with JSON in it.
  private static @Nullable JsonNode inText(JsonNode schema) throws BadRequest {
    if (!schema.isTextual()) {
      return present(schema);
    }
    try {
      return present(JSON.readTree(schema.asText()));
    } catch (JsonProcessingException e) {
      throw new BadRequest("The JSON schema in outputConfig.textFormat is not valid JSON.");
    }
  }
}
