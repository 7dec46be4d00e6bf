package dev.weir.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/// Reads Gemini's answers; a chunk of a stream is one.
final class GeminiReading {
  private GeminiReading() {}

  static void take(JsonNode answer, Read read) {
    for (JsonNode candidate : answer.path("candidates")) {
      for (JsonNode part : candidate.at("/content/parts")) {
        boolean thought = part.path("thought").asBoolean(false);
        (thought ? read.thoughts : read.text).append(part.path("text").asText(""));
        if (part.has("thoughtSignature")) {
          read.seals.add(part.path("thoughtSignature").asText());
        }
        if (part.has("functionCall")) {
          JsonNode call = part.path("functionCall");
          String id = Integer.toString(read.calls.size());
          read.call(id, call.path("name").asText(), call.path("args").toString());
        }
      }
      read.finish = candidate.path("finishReason").asText("");
    }
    read.error = answer.at("/error/message").asText(read.error);
    JsonNode usage = answer.path("usageMetadata");
    if (usage.isObject()) {
      read.input = usage.path("promptTokenCount").asLong();
      read.cached = usage.path("cachedContentTokenCount").asLong();
      read.output =
          usage.path("candidatesTokenCount").asLong() + usage.path("thoughtsTokenCount").asLong();
    }
  }
}
