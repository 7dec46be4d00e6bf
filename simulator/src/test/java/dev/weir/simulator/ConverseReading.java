package dev.weir.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/// Reads Converse's answers and the payloads of its stream.
final class ConverseReading {
  private ConverseReading() {}

  static void whole(JsonNode answer, Read read) {
    for (JsonNode block : answer.at("/output/message/content")) {
      read.text.append(block.path("text").asText(""));
      JsonNode thought = block.at("/reasoningContent/reasoningText");
      read.thoughts.append(thought.path("text").asText(""));
      if (thought.has("signature")) {
        read.seals.add(thought.path("signature").asText());
      }
      if (block.has("toolUse")) {
        JsonNode use = block.path("toolUse");
        read.call(
            use.path("toolUseId").asText(),
            use.path("name").asText(),
            use.path("input").toString());
      }
    }
    read.finish = answer.path("stopReason").asText();
    read.error = answer.path("message").asText(read.error);
    usage(answer.path("usage"), read);
  }

  static void event(String type, JsonNode event, Read read) {
    JsonNode delta = event.path("delta");
    switch (type) {
      case "contentBlockStart" -> {
        JsonNode use = event.at("/start/toolUse");
        read.call(use.path("toolUseId").asText(), use.path("name").asText(), "");
      }
      case "contentBlockDelta" -> {
        read.text.append(delta.path("text").asText(""));
        read.thoughts.append(delta.at("/reasoningContent/text").asText(""));
        if (delta.at("/reasoningContent").has("signature")) {
          read.seals.add(delta.at("/reasoningContent/signature").asText());
        }
        if (delta.has("toolUse")) {
          read.calls.getLast().arguments.append(delta.at("/toolUse/input").asText());
        }
      }
      case "messageStop" -> read.finish = event.path("stopReason").asText();
      case "metadata" -> usage(event.path("usage"), read);
      default -> {
        // messageStart and contentBlockStop say nothing more.
      }
    }
  }

  private static void usage(JsonNode usage, Read read) {
    if (usage.isObject()) {
      read.cached = usage.path("cacheReadInputTokens").asLong();
      read.input =
          usage.path("inputTokens").asLong()
              + read.cached
              + usage.path("cacheWriteInputTokens").asLong();
      read.output = usage.path("outputTokens").asLong();
    }
  }
}
