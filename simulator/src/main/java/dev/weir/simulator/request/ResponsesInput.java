package dev.weir.simulator.request;

import com.fasterxml.jackson.databind.JsonNode;

/// Reads the items of OpenAI's Responses wire.
final class ResponsesInput {
  private final Texts texts;

  ResponsesInput(Texts texts) {
    this.texts = texts;
  }

  void read(JsonNode root, JsonNode input) {
    if (root.path("instructions").isTextual()) {
      texts.text(root.path("instructions").asText(), false);
    }
    if (input.isTextual()) {
      texts.turn("user");
      texts.text(input.asText(), true);
    }
    input.forEach(this::item);
    texts.json(root.path("tools"));
  }

  private void item(JsonNode item) {
    switch (item.path("type").asText("message")) {
      case "message" -> {
        String role = item.path("role").asText("");
        texts.turn(role);
        content(item.path("content"), role.equals("user"));
      }
      case "function_call_output" -> content(item.path("output"), false);
      case "function_call" -> texts.text(item.path("arguments").asText(), false);
      default -> texts.json(item);
    }
  }

  private void content(JsonNode content, boolean user) {
    if (content.isTextual()) {
      texts.text(content.asText(), user);
    }
    if (content.isArray()) {
      for (JsonNode part : content) {
        if (part.path("type").asText("").equals("input_image")) {
          texts.image();
        } else {
          texts.text(part.path("text").asText(""), user);
        }
      }
    }
  }
}
