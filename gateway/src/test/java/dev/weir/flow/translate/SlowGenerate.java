package dev.weir.flow.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.flow.translate.SlowAnswer.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads Gemini's generateContent, slowly: each member in camel case or with underscores, base64 in
/// either alphabet.
final class SlowGenerate {
  private SlowGenerate() {}

  private static JsonNode get(JsonNode of, String name) {
    String other = name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return of.path(of.has(name) ? name : other);
  }

  static SlowRequest asked(JsonNode body) {
    var said = new SlowRequest();
    JsonNode instruction = get(body, "systemInstruction");
    said.system(SlowJson.texts(SlowJson.list(instruction.path("parts"))));
    for (JsonNode content : SlowJson.list(body.path("contents"))) {
      boolean model = content.path("role").asText().equals("model");
      String side = model ? SlowRequest.ASSISTANT : SlowRequest.USER;
      SlowJson.list(content.path("parts")).forEach(part -> part(side, part, said));
    }
    JsonNode calling = get(get(body, "toolConfig"), "functionCallingConfig");
    String mode = calling.path("mode").asText("").toUpperCase(Locale.ROOT);
    for (JsonNode tool : SlowJson.list(body.path("tools"))) {
      for (JsonNode function : SlowJson.list(get(tool, "functionDeclarations"))) {
        tool(function, mode.equals("VALIDATED"), said);
      }
    }
    JsonNode allowed = get(calling, "allowedFunctionNames");
    boolean one = mode.equals("ANY") && allowed.size() == 1;
    said.choice(
        switch (mode) {
          case "ANY" -> one ? "one " + allowed.path(0).asText() : "any";
          case "NONE" -> "none";
          default -> "auto";
        });
    config(get(body, "generationConfig"), said);
    body.path("labels")
        .properties()
        .forEach(note -> said.setting("note " + note.getKey(), note.getValue().asText()));
    return said;
  }

  private static void tool(JsonNode function, boolean strict, SlowRequest said) {
    JsonNode schema = get(function, "parametersJsonSchema");
    said.tool(
        function.path("name").asText(),
        function.path("description"),
        schema.isObject() ? schema : function.path("parameters"),
        strict);
  }

  private static void config(JsonNode config, SlowRequest said) {
    said.number("max", get(config, "maxOutputTokens"));
    said.number("temperature", config.path("temperature"));
    said.number("top_p", get(config, "topP"));
    said.number("top_k", get(config, "topK"));
    said.number("seed", config.path("seed"));
    said.penalty("presence", get(config, "presencePenalty"));
    said.penalty("frequency", get(config, "frequencyPenalty"));
    if (get(config, "candidateCount").asInt(1) > 1) {
      said.number("choices", get(config, "candidateCount"));
    }
    said.stop(get(config, "stopSequences"));
    if (get(config, "responseJsonSchema").isObject()) {
      said.schema(get(config, "responseJsonSchema"));
    } else if (get(config, "responseSchema").isObject()) {
      said.schema(get(config, "responseSchema"));
    } else if (get(config, "responseMimeType").asText().equals("application/json")) {
      said.json();
    }
    JsonNode thinking = get(config, "thinkingConfig");
    said.effort(get(thinking, "thinkingLevel").asText("").toLowerCase(Locale.ROOT));
    int budget = get(thinking, "thinkingBudget").asInt(-1);
    said.effort(budget < 0 ? "" : budget == 0 ? "off" : Integer.toString(budget));
  }

  private static void part(String side, JsonNode part, SlowRequest said) {
    String text = part.path("text").asText("");
    if (part.path("thought").asBoolean()) {
      said.thought(text);
    } else {
      said.text(side, text);
    }
    List<String> files = new ArrayList<>();
    file(part, files);
    files.forEach(file -> said.file(side, file));
    JsonNode call = get(part, "functionCall");
    if (call.isObject()) {
      JsonNode arguments = call.hasNonNull("args") ? call.get("args") : SlowJson.parsed("{}");
      said.call(call.path("id").asText(""), call.path("name").asText(), arguments);
    }
    JsonNode result = get(part, "functionResponse");
    if (result.isObject()) {
      List<String> shown = new ArrayList<>();
      result.path("parts").forEach(each -> file(each, shown));
      JsonNode response = result.path("response");
      said.result(
          result.path("id").asText(""),
          result.path("name").asText(),
          response.has("error") && !response.has("output"),
          result(response),
          shown);
    }
  }

  /// By Google's rule `output` is the result and `error` how the tool failed, if either is alone.
  private static String result(JsonNode response) {
    JsonNode alone = response.has("output") ? response.path("output") : response.path("error");
    boolean texts = alone.isTextual();
    if (alone.isArray()) {
      texts = true;
      for (JsonNode each : alone) {
        texts &= each.isTextual();
      }
    }
    if (response.isEmpty()) {
      return "";
    }
    if (response.size() > 1 || !(texts || response.has("error"))) {
      return response.toString();
    }
    return texts ? SlowJson.texts(alone) : alone.toString();
  }

  private static void file(JsonNode part, List<String> files) {
    JsonNode inline = get(part, "inlineData");
    if (inline.isObject()) {
      String usual = inline.path("data").asText().replace('-', '+').replace('_', '/');
      files.add(SlowJson.bytes(get(inline, "mimeType").asText(), usual));
    }
    JsonNode link = get(part, "fileData");
    if (link.isObject()) {
      files.add("link:" + get(link, "fileUri").asText());
    }
  }

  static Draft answered(List<JsonNode> documents) {
    var draft = new Draft();
    for (JsonNode document : documents) {
      for (JsonNode candidate : document.path("candidates")) {
        if (candidate.path("index").asInt(0) != 0) {
          continue;
        }
        for (JsonNode part : candidate.at("/content/parts")) {
          boolean thought = part.path("thought").asBoolean();
          (thought ? draft.thought : draft.text).append(part.path("text").asText(""));
          if (part.has("functionCall")) {
            JsonNode call = part.get("functionCall");
            draft.call(call.path("name").asText(), call.path("args"));
          }
        }
        if (candidate.has("finishReason")) {
          draft.stop = stop(candidate.path("finishReason").asText());
        }
      }
      if (document.at("/promptFeedback/blockReason").isTextual()) {
        draft.stop = "filtered";
      }
    }
    return draft;
  }

  private static String stop(String word) {
    return switch (word) {
      case "STOP", "1", "OTHER", "UNEXPECTED_TOOL_CALL" -> "end";
      case "MAX_TOKENS", "2" -> "length";
      case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR" ->
          "filtered";
      default -> word;
    };
  }
}
