package dev.weir.flow.translate;

import static dev.weir.flow.translate.SlowJson.list;
import static dev.weir.flow.translate.SlowJson.texts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.flow.translate.SlowAnswer.Draft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads OpenAI's chat, slowly.
final class SlowChat {
  private SlowChat() {}

  static SlowRequest asked(JsonNode body) {
    var said = new SlowRequest();
    body.path("messages").forEach(message -> message(message, said));
    for (JsonNode tool : body.path("tools")) {
      JsonNode function = tool.path("function");
      said.tool(
          function.path("name").asText(),
          function.path("description"),
          function.path("parameters"),
          function.path("strict").asBoolean());
    }
    said.choice(choice(body.path("tool_choice"), body.at("/tool_choice/function/name")));
    said.oneAtATime(!body.path("parallel_tool_calls").asBoolean(true));
    said.number(
        "max",
        body.hasNonNull("max_completion_tokens")
            ? body.path("max_completion_tokens")
            : body.path("max_tokens"));
    said.number("temperature", body.path("temperature"));
    said.number("top_p", body.path("top_p"));
    said.number("top_k", body.path("top_k"));
    said.number("seed", body.path("seed"));
    said.penalty("presence", body.path("presence_penalty"));
    said.penalty("frequency", body.path("frequency_penalty"));
    if (body.path("n").asInt(1) > 1) {
      said.number("choices", body.path("n"));
    }
    said.stop(body.path("stop"));
    format(body.path("response_format"), body.at("/response_format/json_schema/schema"), said);
    said.effort(body.path("reasoning_effort").asText(""));
    thinking(body.path("thinking"), said);
    caller(body, said);
    return said;
  }

  /// As Responses has it too.
  static void caller(JsonNode body, SlowRequest said) {
    String safety = body.path("safety_identifier").asText("");
    said.setting("user", body.hasNonNull("user") ? body.path("user").asText() : safety);
    body.path("metadata")
        .properties()
        .forEach(note -> said.setting("note " + note.getKey(), note.getValue().asText()));
  }

  /// As Responses has it too.
  static String choice(JsonNode choice, JsonNode name) {
    return switch (choice.asText(choice.isObject() ? "one" : "auto")) {
      case "one", "" -> name.isTextual() ? "one " + name.asText() : "auto";
      case "required" -> "any";
      case String word -> word;
    };
  }

  /// As Responses has it too.
  static void format(JsonNode format, JsonNode schema, SlowRequest said) {
    switch (format.path("type").asText("")) {
      case "json_object" -> said.json();
      case "json_schema" -> said.schema(schema);
      default -> {} // text
    }
  }

  /// Anthropic's word for it, which others took over.
  static void thinking(JsonNode thinking, SlowRequest said) {
    if (thinking.path("type").asText().equals("disabled")) {
      said.effort("off");
    } else if (thinking.has("budget_tokens")) {
      said.effort(thinking.path("budget_tokens").asText());
    }
  }

  private static void message(JsonNode message, SlowRequest said) {
    JsonNode content = message.path("content");
    switch (message.path("role").asText()) {
      case "system", "developer" -> said.system(texts(content));
      case "user" -> content(SlowRequest.USER, content, said);
      case "tool" ->
          said.result(message.path("tool_call_id").asText(), "", false, texts(content), List.of());
      case "assistant" -> {
        String thought = thought(message);
        said.thought(thought.isEmpty() ? details(message) : thought);
        content(SlowRequest.ASSISTANT, content, said);
        said.text(SlowRequest.ASSISTANT, message.path("refusal").asText(""));
        for (JsonNode call : message.path("tool_calls")) {
          JsonNode function = call.path("function");
          said.call(
              call.path("id").asText(),
              function.path("name").asText(),
              SlowJson.parsed(arguments(function)));
        }
      }
      default -> said.text("nobody", message.toString());
    }
  }

  /// A call without a word has no arguments.
  private static String arguments(JsonNode function) {
    String arguments = function.path("arguments").asText("");
    return arguments.isBlank() ? "{}" : arguments;
  }

  private static String thought(JsonNode message) {
    for (String name : List.of("reasoning_content", "reasoning")) {
      if (message.path(name).isTextual()) {
        return message.path(name).asText();
      }
    }
    return "";
  }

  private static String details(JsonNode message) {
    StringBuilder details = new StringBuilder();
    for (JsonNode detail : message.path("reasoning_details")) {
      details.append(detail.path("text").asText("")).append(detail.path("summary").asText(""));
    }
    return details.toString();
  }

  private static void content(String side, JsonNode content, SlowRequest said) {
    for (JsonNode part : list(content)) {
      switch (part.path("type").asText("text")) {
        case "image_url" -> {
          JsonNode url = part.path("image_url");
          said.file(side, SlowJson.url(url.isTextual() ? url.asText() : url.path("url").asText()));
        }
        case "file" -> {
          String data = part.at("/file/file_data").asText();
          said.file(
              side,
              data.startsWith("data:")
                  ? SlowJson.url(data)
                  : SlowJson.bytes("application/pdf", data));
        }
        case "refusal" -> said.text(side, part.path("refusal").asText(""));
        default -> said.text(side, part.isTextual() ? part.asText() : part.path("text").asText(""));
      }
    }
  }

  /// Calls are told apart by index, or by id where a vendor numbers none or all alike.
  static Draft answered(List<JsonNode> documents) {
    var draft = new Draft();
    Map<Integer, Integer> byIndex = new HashMap<>();
    List<String> ids = new ArrayList<>();
    StringBuilder details = new StringBuilder();
    boolean refused = false;
    for (JsonNode document : documents) {
      for (JsonNode choice : document.path("choices")) {
        if (choice.path("index").asInt(0) != 0) {
          continue;
        }
        JsonNode said = choice.has("delta") ? choice.path("delta") : choice.path("message");
        spoken(said, draft);
        details.append(details(said));
        refused |= !said.path("refusal").asText("").isEmpty();
        for (JsonNode call : said.path("tool_calls")) {
          call(call, byIndex, ids, draft);
        }
        if (said.path("function_call").isObject()) {
          function(said.path("function_call"), draft);
        }
        if (choice.path("finish_reason").isTextual()) {
          draft.stop = stop(choice.path("finish_reason").asText());
        }
      }
    }
    if (draft.thought.isEmpty()) { // details are the same once more, with their seals
      draft.thought.append(details);
    }
    draft.stop = refused ? "filtered" : draft.stop;
    return draft;
  }

  /// What calls were before there were several.
  private static void function(JsonNode function, Draft draft) {
    if (!function.path("name").asText("").isEmpty()) {
      draft.call(function.path("name").asText());
    } else if (draft.calls() == 0) {
      return; // a vendor has it in every answer
    }
    draft.argument(draft.calls() - 1, function.path("arguments").asText(""));
  }

  private static void spoken(JsonNode said, Draft draft) {
    for (JsonNode part : list(said.path("content"))) {
      if (part.path("type").asText().equals("thinking")) {
        draft.thought.append(texts(part.path("thinking")));
      } else {
        draft.text.append(part.isTextual() ? part.asText() : part.path("text").asText(""));
      }
    }
    draft.text.append(said.path("refusal").asText(""));
    draft.thought.append(thought(said));
  }

  private static void call(
      JsonNode call, Map<Integer, Integer> byIndex, List<String> ids, Draft draft) {
    JsonNode function = call.path("function");
    String id = call.path("id").asText("");
    int index = call.path("index").asInt(id.isEmpty() ? ids.size() - 1 : ids.size());
    int known = byIndex.getOrDefault(index, -1);
    if (known < 0 || (!id.isEmpty() && !ids.get(known).equals(id))) {
      known = ids.size();
      byIndex.put(index, known);
      ids.add(id);
      draft.call(function.path("name").asText());
    }
    JsonNode arguments = function.path("arguments");
    draft.argument(
        known, arguments.isContainerNode() ? arguments.toString() : arguments.asText(""));
  }

  private static String stop(String word) {
    return switch (word) {
      case "stop", "tool_calls", "function_call", "eos" -> "end";
      case "length" -> "length";
      case "content_filter" -> "filtered";
      default -> word;
    };
  }
}
