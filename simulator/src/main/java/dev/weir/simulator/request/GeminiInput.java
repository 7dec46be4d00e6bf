package dev.weir.simulator.request;

import com.fasterxml.jackson.databind.JsonNode;

/// Reads the contents of Gemini's wire, whose names may be in camel or in snake case.
final class GeminiInput {
  private final Texts texts;

  GeminiInput(Texts texts) {
    this.texts = texts;
  }

  void read(JsonNode root) {
    parts(Names.either(root, "systemInstruction", "system_instruction"), false);
    for (JsonNode content : root.path("contents")) {
      String role = content.path("role").asText("user");
      texts.turn(role);
      parts(content, role.equals("user"));
    }
    texts.json(root.path("tools"));
  }

  /// The text of a content that is to be embedded.
  String embedded(JsonNode content) {
    var text = new StringBuilder();
    content.path("parts").forEach(part -> text.append(part.path("text").asText("")));
    texts.text(text.toString(), true);
    return text.toString();
  }

  private void parts(JsonNode content, boolean user) {
    for (JsonNode part : content.path("parts")) {
      if (part.has("text")) {
        texts.text(part.path("text").asText(), user);
      } else if (!Names.either(part, "inlineData", "inline_data").isMissingNode()
          || !Names.either(part, "fileData", "file_data").isMissingNode()) {
        texts.image();
      } else {
        texts.json(part);
      }
    }
  }
}
