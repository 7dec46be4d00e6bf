package dev.weir.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/// Reads OpenAI's chat: whole answers and chunks, whose `message` and `delta` hold the same.
final class ChatReading {
  private ChatReading() {}

  static void take(JsonNode root, Read read) {
    for (JsonNode choice : root.path("choices")) {
      JsonNode said = choice.has("delta") ? choice.path("delta") : choice.path("message");
      read.text.append(said.path("content").asText(""));
      read.thoughts.append(said.path("reasoning_content").asText(""));
      for (JsonNode detail : said.path("reasoning_details")) {
        read.seals.add(detail.path("signature").asText());
      }
      for (JsonNode call : said.path("tool_calls")) {
        JsonNode function = call.path("function");
        if (call.has("id")) {
          read.call(
              call.path("id").asText(),
              function.path("name").asText(),
              function.path("arguments").asText());
        } else {
          read.calls
              .get(call.path("index").asInt())
              .arguments
              .append(function.path("arguments").asText());
        }
      }
      read.finish = choice.path("finish_reason").asText("");
    }
    read.error = root.at("/error/message").asText(read.error);
    JsonNode usage = root.path("usage");
    if (usage.isObject()) {
      read.input = usage.path("prompt_tokens").asLong();
      read.cached = usage.at("/prompt_tokens_details/cached_tokens").asLong();
      read.output = usage.path("completion_tokens").asLong();
    }
  }
}
