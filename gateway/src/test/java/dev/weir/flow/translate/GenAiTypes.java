package dev.weir.flow.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.genai.JsonSerializable;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCallingConfigMode;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerationConfig;
import com.google.genai.types.SafetySetting;
import com.google.genai.types.ThinkingLevel;
import com.google.genai.types.Tool;
import com.google.genai.types.ToolConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Google's own client: its types read what they are given, and members and words they do not know
/// are wrong. It has no type for a request as a whole, only for what a request consists of.
final class GenAiTypes implements VendorSchema {
  private static final ObjectMapper STRICT =
      JsonSerializable.objectMapper()
          .copy()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final Map<String, Class<?>> MEMBERS =
      Map.of(
          "contents", Content.class,
          "systemInstruction", Content.class,
          "tools", Tool.class,
          "toolConfig", ToolConfig.class,
          "generationConfig", GenerationConfig.class,
          "safetySettings", SafetySetting.class);
  private static final Set<String> LISTS = Set.of("contents", "tools", "safetySettings");

  /// Words that Google's types take as they come, and know or not.
  private static final Map<String, Predicate<String>> WORDS =
      Map.of(
          "finishReason",
          word -> new FinishReason(word).knownEnum().name().equals(word),
          "mode",
          word -> new FunctionCallingConfigMode(word).knownEnum().name().equals(word),
          "thinkingLevel",
          word -> new ThinkingLevel(word).knownEnum().name().equalsIgnoreCase(word));

  @Override
  public List<String> request(JsonNode body) {
    List<String> wrong = new ArrayList<>();
    body.properties()
        .forEach(member -> {
          String name = member.getKey();
          Class<?> type = MEMBERS.get(name);
          if (type == null) {
            wrong.add(name + ": unknown");
          } else if (LISTS.contains(name)) {
            member.getValue().forEach(each -> read(name, each, type, wrong));
          } else {
            read(name, member.getValue(), type, wrong);
          }
        });
    if (!body.path("contents").isArray()) {
      wrong.add("contents: missing");
    }
    return wrong;
  }

  @Override
  public List<String> answer(JsonNode body) {
    List<String> wrong = new ArrayList<>();
    read("answer", body, GenerateContentResponse.class, wrong);
    return wrong;
  }

  @Override
  public List<String> event(String name, JsonNode data) {
    return answer(data);
  }

  /// Google takes base64 in both alphabets, its client in one.
  private static JsonNode usual(JsonNode value) {
    JsonNode usual = value.deepCopy();
    for (JsonNode part : usual.findParents("thoughtSignature")) {
      String seal = part.path("thoughtSignature").asText().replace('-', '+').replace('_', '/');
      ((ObjectNode) part).put("thoughtSignature", seal);
    }
    return usual;
  }

  private static void read(String at, JsonNode value, Class<?> type, List<String> wrong) {
    try {
      STRICT.treeToValue(usual(value), type);
      WORDS.forEach((name, known) -> {
        for (JsonNode word : value.findValues(name)) {
          if (word.isTextual() && !known.test(word.asText())) {
            wrong.add("%s.%s: no such word: %s".formatted(at, name, word));
          }
        }
      });
    } catch (JsonProcessingException refused) {
      wrong.add(at + ": " + refused.getOriginalMessage());
    }
  }
}
