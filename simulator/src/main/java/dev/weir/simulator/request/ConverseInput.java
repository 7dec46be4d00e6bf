package dev.weir.simulator.request;

import com.fasterxml.jackson.databind.JsonNode;

/// Reads the messages of Bedrock's Converse wire.
final class ConverseInput {
  private final Texts texts;

  ConverseInput(Texts texts) {
    this.texts = texts;
  }

  void read(JsonNode root, JsonNode messages) {
    root.path("system").forEach(block -> block(block, false));
    for (JsonNode message : messages) {
      String role = message.path("role").asText("");
      texts.turn(role);
      message.path("content").forEach(block -> block(block, role.equals("user")));
    }
    texts.json(root.path("toolConfig").path("tools"));
  }

  private void block(JsonNode block, boolean user) {
    if (block.has("text")) {
      texts.text(block.path("text").asText(), user);
    } else if (block.has("image") || block.has("document") || block.has("video")) {
      texts.image();
    } else if (block.has("toolResult")) {
      block.path("toolResult").path("content").forEach(part -> block(part, false));
    } else {
      texts.json(block);
    }
  }
}
