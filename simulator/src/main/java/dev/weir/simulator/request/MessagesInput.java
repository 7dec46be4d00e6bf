package dev.weir.simulator.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Reads the messages of OpenAI's chat and of Anthropic's wire, and OpenAI's plain prompts.
final class MessagesInput {
  private final Texts texts;

  MessagesInput(Texts texts) {
    this.texts = texts;
  }

  void read(JsonNode root, JsonNode messages) {
    content(root.path("system"), false);
    messages.forEach(this::message);
    texts.json(root.path("tools"));
  }

  /// A prompt or an input: one text, several, or token ids (each of which counts as a word).
  List<String> plain(JsonNode value) {
    var found = new ArrayList<String>();
    if (value.isArray() && !value.isEmpty() && !value.get(0).isNumber()) {
      value.forEach(one -> found.add(one.isTextual() ? one.asText() : "a ".repeat(one.size())));
    } else {
      found.add(value.isTextual() ? value.asText() : "a ".repeat(value.size()));
    }
    found.forEach(text -> texts.text(text, true));
    return found;
  }

  private void message(JsonNode message) {
    String role = message.path("role").asText("");
    texts.turn(role);
    if (message.has("name")) {
      texts.text(message.path("name").asText(), false);
    }
    content(message.path("content"), role.equals("user"));
    texts.json(message.path("tool_calls"));
  }

  private void content(JsonNode content, boolean user) {
    if (content.isTextual()) {
      texts.text(content.asText(), user);
    }
    if (content.isArray()) {
      content.forEach(part -> part(part, user));
    }
  }

  private void part(JsonNode part, boolean user) {
    switch (part.path("type").asText("")) {
      case "image", "image_url", "input_image" -> texts.image();
      case "tool_result" -> content(part.path("content"), false);
      case "tool_use" -> texts.json(part.path("input"));
      default -> texts.text(part.path("text").asText(""), user);
    }
  }
}
