package dev.weir.flow.translate;

import static dev.weir.flow.translate.SlowJson.list;
import static dev.weir.flow.translate.SlowJson.texts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.flow.translate.SlowAnswer.Draft;
import java.util.ArrayList;
import java.util.List;

/// Reads OpenAI's Responses, slowly.
final class SlowResponses {
  private SlowResponses() {}

  static SlowRequest asked(JsonNode body) {
    var said = new SlowRequest();
    said.system(body.path("instructions").asText(""));
    if (body.path("input").isTextual()) {
      said.text(SlowRequest.USER, body.path("input").asText());
    } else {
      body.path("input").forEach(item -> item(item, said));
    }
    for (JsonNode tool : body.path("tools")) {
      said.tool(
          tool.path("name").asText(),
          tool.path("description"),
          tool.path("parameters"),
          tool.path("strict").asBoolean());
    }
    said.choice(SlowChat.choice(body.path("tool_choice"), body.at("/tool_choice/name")));
    said.oneAtATime(!body.path("parallel_tool_calls").asBoolean(true));
    said.number("max", body.path("max_output_tokens"));
    said.number("temperature", body.path("temperature"));
    said.number("top_p", body.path("top_p"));
    SlowChat.format(body.at("/text/format"), body.at("/text/format/schema"), said);
    said.effort(body.at("/reasoning/effort").asText(""));
    SlowChat.caller(body, said);
    return said;
  }

  private static void item(JsonNode item, SlowRequest said) {
    switch (item.path("type").asText("message")) {
      case "function_call" ->
          said.call(
              item.path("call_id").asText(),
              item.path("name").asText(),
              SlowJson.parsed(item.path("arguments").asText()));
      case "function_call_output" -> {
        List<String> files = new ArrayList<>();
        for (JsonNode part : list(item.path("output"))) {
          file(part, files);
        }
        String id = item.path("call_id").asText();
        said.result(id, "", false, texts(item.path("output")), files);
      }
      case "reasoning" -> {
        JsonNode shown = item.path("content");
        said.thought(texts(shown.isEmpty() ? item.path("summary") : shown));
      }
      case "message" -> message(item, said);
      default -> said.text("nobody", item.toString());
    }
  }

  private static void message(JsonNode item, SlowRequest said) {
    String role = item.path("role").asText();
    if (role.equals("system") || role.equals("developer")) {
      said.system(texts(item.path("content")));
      return;
    }
    for (JsonNode part : list(item.path("content"))) {
      List<String> files = new ArrayList<>();
      file(part, files);
      files.forEach(file -> said.file(role, file));
      String text = part.isTextual() ? part.asText() : part.path("text").asText("");
      said.text(role, text + part.path("refusal").asText(""));
    }
  }

  private static void file(JsonNode part, List<String> files) {
    switch (part.path("type").asText("")) {
      case "input_image" -> files.add(SlowJson.url(part.path("image_url").asText()));
      case "input_file" -> {
        String data = part.path("file_data").asText("");
        if (part.has("file_url")) {
          files.add(SlowJson.url(part.path("file_url").asText()));
        } else if (data.startsWith("data:")) {
          files.add(SlowJson.url(data));
        } else {
          files.add(SlowJson.bytes("application/pdf", data));
        }
      }
      default -> {} // a text
    }
  }

  static Draft answered(List<JsonNode> documents) {
    var draft = new Draft();
    boolean refused = false;
    for (JsonNode document : documents) {
      refused |= !document.findPath("refusal").asText("").isEmpty();
      switch (document.path("type").asText("")) {
        case "response.output_text.delta", "response.refusal.delta" ->
            draft.text.append(document.path("delta").asText());
        case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
            draft.thought.append(document.path("delta").asText());
        case "response.output_item.done" -> call(document.path("item"), draft);
        case "response.completed", "response.incomplete", "response.failed" ->
            draft.stop = stop(document.path("response"));
        case "" -> whole(document, draft);
        default -> {} // says it once more, or announces it
      }
    }
    draft.stop = refused ? "filtered" : draft.stop;
    return draft;
  }

  private static void call(JsonNode item, Draft draft) {
    if (item.path("type").asText().equals("function_call")) {
      draft.call(item.path("name").asText(), item.path("arguments"));
    }
  }

  private static void whole(JsonNode response, Draft draft) {
    for (JsonNode item : response.path("output")) {
      call(item, draft);
      switch (item.path("type").asText()) {
        case "message" -> {
          draft.text.append(texts(item.path("content")));
          item.path("content").forEach(part -> draft.text.append(part.path("refusal").asText("")));
        }
        case "reasoning" -> {
          JsonNode shown = item.path("content");
          draft.thought.append(texts(shown.isEmpty() ? item.path("summary") : shown));
        }
        default -> {} // a tool of the provider's own
      }
    }
    draft.stop = stop(response);
  }

  private static String stop(JsonNode response) {
    String status = response.path("status").asText();
    return switch (response.at("/incomplete_details/reason").asText(status)) {
      case "completed", "complete" -> "end";
      case "max_output_tokens" -> "length";
      case "content_filter" -> "filtered";
      case String word -> word;
    };
  }
}
