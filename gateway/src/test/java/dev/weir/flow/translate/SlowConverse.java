package dev.weir.flow.translate;

import static dev.weir.flow.translate.SlowJson.texts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.flow.translate.SlowAnswer.Draft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads Bedrock's Converse, slowly.
final class SlowConverse {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("txt", "text/plain"),
          Map.entry("csv", "text/csv"),
          Map.entry("html", "text/html"),
          Map.entry("md", "text/markdown"));

  private SlowConverse() {}

  static SlowRequest asked(JsonNode body) {
    var said = new SlowRequest();
    said.system(texts(body.path("system")));
    for (JsonNode message : body.path("messages")) {
      String side = message.path("role").asText();
      message.path("content").forEach(block -> block(side, block, said));
    }
    for (JsonNode tool : body.at("/toolConfig/tools")) {
      JsonNode of = tool.path("toolSpec");
      if (!of.isMissingNode()) {
        said.tool(
            of.path("name").asText(),
            of.path("description"),
            of.at("/inputSchema/json"),
            of.path("strict").asBoolean());
      }
    }
    JsonNode choice = body.at("/toolConfig/toolChoice");
    if (choice.has("tool")) {
      said.choice("one " + choice.at("/tool/name").asText());
    } else {
      said.choice(choice.has("any") ? "any" : "auto");
    }
    JsonNode config = body.path("inferenceConfig");
    said.number("max", config.path("maxTokens"));
    said.number("temperature", config.path("temperature"));
    said.number("top_p", config.path("topP"));
    said.stop(config.path("stopSequences"));
    JsonNode schema = body.at("/outputConfig/textFormat/structure/jsonSchema/schema");
    if (schema.isTextual()) {
      said.schema(SlowJson.parsed(schema.asText()));
    }
    JsonNode extras = body.path("additionalModelRequestFields");
    said.number("top_k", extras.path("top_k"));
    said.effort(extras.at("/output_config/effort").asText(""));
    SlowChat.thinking(extras.path("thinking"), said);
    body.path("requestMetadata")
        .properties()
        .forEach(note -> said.setting("note " + note.getKey(), note.getValue().asText()));
    return said;
  }

  private static void block(String side, JsonNode block, SlowRequest said) {
    said.text(side, block.path("text").asText(""));
    List<String> files = new ArrayList<>();
    file(block, files);
    files.forEach(file -> said.file(side, file));
    said.thought(block.at("/reasoningContent/reasoningText/text").asText(""));
    JsonNode call = block.path("toolUse");
    if (call.isObject()) {
      said.call(call.path("toolUseId").asText(), call.path("name").asText(), call.path("input"));
    }
    JsonNode result = block.path("toolResult");
    if (result.isObject()) {
      StringBuilder text = new StringBuilder();
      List<String> shown = new ArrayList<>();
      for (JsonNode part : result.path("content")) {
        text.append(part.path("text").asText(""));
        text.append(part.has("json") ? part.get("json").toString() : "");
        file(part, shown);
      }
      said.result(
          result.path("toolUseId").asText(),
          "",
          result.path("status").asText().equals("error"),
          text.toString(),
          shown);
    }
  }

  private static void file(JsonNode block, List<String> files) {
    for (String kind : List.of("image", "document")) {
      JsonNode file = block.path(kind);
      if (file.isObject()) {
        String format = file.path("format").asText();
        files.add(
            SlowJson.bytes(TYPES.getOrDefault(format, format), file.at("/source/bytes").asText()));
      }
    }
  }

  static Draft answered(List<JsonNode> documents) {
    var draft = new Draft();
    Map<Integer, Integer> calls = new HashMap<>();
    for (JsonNode document : documents) {
      for (JsonNode block : document.at("/output/message/content")) {
        draft.text.append(block.path("text").asText(""));
        draft.thought.append(block.at("/reasoningContent/reasoningText/text").asText(""));
        if (block.has("toolUse") && !isBedrocks(block.path("toolUse"))) {
          draft.call(block.at("/toolUse/name").asText(), block.at("/toolUse/input"));
        }
      }
      int index = document.path("contentBlockIndex").asInt();
      JsonNode start = document.at("/start/toolUse");
      if (start.isObject() && !isBedrocks(start)) {
        calls.put(index, draft.calls());
        draft.call(start.path("name").asText());
      }
      JsonNode delta = document.path("delta");
      draft.text.append(delta.path("text").asText(""));
      draft.thought.append(delta.at("/reasoningContent/text").asText(""));
      if (delta.has("toolUse") && calls.containsKey(index)) {
        draft.argument(calls.get(index), delta.at("/toolUse/input").asText());
      }
      if (document.path("stopReason").isTextual()) {
        draft.stop = stop(document.path("stopReason").asText());
      }
    }
    return draft;
  }

  /// Whether Bedrock uses the tool itself.
  private static boolean isBedrocks(JsonNode call) {
    return call.path("type").asText().equals("server_tool_use");
  }

  private static String stop(String word) {
    return switch (word) {
      case "end_turn", "tool_use", "stop_sequence" -> "end";
      case "max_tokens", "model_context_window_exceeded" -> "length";
      case "guardrail_intervened", "content_filtered" -> "filtered";
      default -> word;
    };
  }
}
