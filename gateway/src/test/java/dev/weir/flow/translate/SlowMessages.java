package dev.weir.flow.translate;

import static dev.weir.flow.translate.SlowJson.list;
import static dev.weir.flow.translate.SlowJson.texts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.flow.translate.SlowAnswer.Draft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads Anthropic's messages, slowly.
final class SlowMessages {
  private SlowMessages() {}

  static SlowRequest asked(JsonNode body) {
    var said = new SlowRequest();
    said.system(texts(body.path("system")));
    for (JsonNode message : body.path("messages")) {
      String side = message.path("role").asText();
      if (side.equals("system")) {
        said.system(texts(message.path("content")));
      } else {
        list(message.path("content")).forEach(block -> block(side, block, said));
      }
    }
    for (JsonNode tool : body.path("tools")) {
      said.tool(
          tool.path("name").asText(),
          tool.path("description"),
          tool.path("input_schema"),
          tool.path("strict").asBoolean());
    }
    JsonNode choice = body.path("tool_choice");
    said.choice(
        choice.has("name")
            ? "one " + choice.path("name").asText()
            : choice.path("type").asText(""));
    said.oneAtATime(choice.path("disable_parallel_tool_use").asBoolean());
    said.number("max", body.path("max_tokens"));
    said.number("temperature", body.path("temperature"));
    said.number("top_p", body.path("top_p"));
    said.number("top_k", body.path("top_k"));
    said.stop(body.path("stop_sequences"));
    for (JsonNode format : List.of(body.path("output_format"), body.at("/output_config/format"))) {
      if (format.has("schema")) {
        said.schema(format.path("schema"));
      }
    }
    said.effort(body.at("/output_config/effort").asText(""));
    SlowChat.thinking(body.path("thinking"), said);
    said.setting("user", body.at("/metadata/user_id").asText(""));
    return said;
  }

  private static void block(String side, JsonNode block, SlowRequest said) {
    switch (block.path("type").asText("text")) {
      case "text" ->
          said.text(side, block.isTextual() ? block.asText() : block.path("text").asText());
      case "image", "document" -> said.file(side, file(block.path("source")));
      case "tool_use" ->
          said.call(block.path("id").asText(), block.path("name").asText(), block.path("input"));
      case "tool_result" -> {
        List<String> files = new ArrayList<>();
        for (JsonNode part : list(block.path("content"))) {
          if (part.has("source")) {
            files.add(file(part.path("source")));
          }
        }
        said.result(
            block.path("tool_use_id").asText(),
            "",
            block.path("is_error").asBoolean(),
            texts(block.path("content")),
            files);
      }
      case "thinking" -> said.thought(block.path("thinking").asText());
      case "redacted_thinking" -> {} // nobody can read it
      default -> said.text("nobody", block.toString());
    }
  }

  private static String file(JsonNode source) {
    String type = source.path("media_type").asText();
    return switch (source.path("type").asText()) {
      case "url" -> "link:" + source.path("url").asText();
      case "text" -> SlowJson.plain(type, source.path("data").asText());
      default -> SlowJson.bytes(type, source.path("data").asText());
    };
  }

  static Draft answered(List<JsonNode> documents) {
    var draft = new Draft();
    Map<Integer, Integer> calls = new HashMap<>();
    for (JsonNode document : documents) {
      document.path("content").forEach(block -> block(block, draft));
      stop(document.path("stop_reason"), draft);
      JsonNode delta = document.path("delta");
      stop(delta.path("stop_reason"), draft);
      int index = document.path("index").asInt();
      JsonNode begun = document.path("content_block");
      if (begun.path("type").asText().equals("tool_use")) {
        calls.put(index, draft.calls());
        draft.call(begun.path("name").asText());
        draft.argument(
            draft.calls() - 1, begun.path("input").isEmpty() ? "" : begun.path("input").toString());
      } else {
        block(begun, draft);
      }
      draft.text.append(delta.path("text").asText(""));
      draft.thought.append(delta.path("thinking").asText(""));
      if (delta.has("partial_json") && calls.containsKey(index)) {
        draft.argument(calls.get(index), delta.path("partial_json").asText());
      }
    }
    return draft;
  }

  private static void block(JsonNode block, Draft draft) {
    switch (block.path("type").asText()) {
      case "text" -> draft.text.append(block.path("text").asText());
      case "thinking" -> draft.thought.append(block.path("thinking").asText());
      case "tool_use" -> draft.call(block.path("name").asText(), block.path("input"));
      default -> {} // of the provider's own
    }
  }

  private static void stop(JsonNode reason, Draft draft) {
    if (reason.isTextual()) {
      draft.stop =
          switch (reason.asText()) {
            case "end_turn", "tool_use", "stop_sequence" -> "end";
            case "max_tokens", "model_context_window_exceeded", "pause_turn" -> "length";
            case "refusal" -> "filtered";
            case String word -> word;
          };
    }
  }
}
