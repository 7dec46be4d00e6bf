package dev.weir.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/// Reads Anthropic's messages: whole answers and the payloads of events.
final class MessagesReading {
  private MessagesReading() {}

  static void whole(JsonNode message, Read read) {
    for (JsonNode block : message.path("content")) {
      read.text.append(block.path("text").asText(""));
      read.thoughts.append(block.path("thinking").asText(""));
      if (block.has("signature")) {
        read.seals.add(block.path("signature").asText());
      }
      if (block.path("type").asText().equals("tool_use")) {
        read.call(
            block.path("id").asText(), block.path("name").asText(), block.path("input").toString());
      }
    }
    read.finish = message.path("stop_reason").asText();
    read.error = message.at("/error/message").asText(read.error);
    usage(message.path("usage"), read);
  }

  static void event(JsonNode event, Read read) {
    JsonNode delta = event.path("delta");
    switch (event.path("type").asText()) {
      case "message_start" -> usage(event.at("/message/usage"), read);
      case "content_block_start" -> {
        JsonNode block = event.path("content_block");
        if (block.path("type").asText().equals("tool_use")) {
          read.call(block.path("id").asText(), block.path("name").asText(), "");
        }
      }
      case "content_block_delta" -> {
        read.text.append(delta.path("text").asText(""));
        read.thoughts.append(delta.path("thinking").asText(""));
        if (delta.has("signature")) {
          read.seals.add(delta.path("signature").asText());
        }
        if (delta.has("partial_json")) {
          read.calls.getLast().arguments.append(delta.path("partial_json").asText());
        }
      }
      case "message_delta" -> {
        read.finish = delta.path("stop_reason").asText();
        usage(event.path("usage"), read);
      }
      case "error" -> read.error = event.at("/error/message").asText();
      default -> {
        // content_block_stop, message_stop and ping say nothing more.
      }
    }
  }

  private static void usage(JsonNode usage, Read read) {
    if (usage.isObject()) {
      read.cached = usage.path("cache_read_input_tokens").asLong();
      read.input =
          usage.path("input_tokens").asLong()
              + read.cached
              + usage.path("cache_creation_input_tokens").asLong();
      read.output = usage.path("output_tokens").asLong();
    }
  }
}
