package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;

/// The difference of two prompts as text.
final class PromptDiff {
  private PromptDiff() {}

  static String of(JsonNode difference) {
    StringBuilder text = new StringBuilder();
    for (JsonNode setting : difference.path("settings")) {
      text.append(
          "%s: %s -> %s\n"
              .formatted(
                  setting.path("name").asText(),
                  orNone(setting.path("before").asText()),
                  orNone(setting.path("after").asText())));
    }
    for (JsonNode module : difference.path("modules")) {
      text.append(
          "module %s: %s -> %s\n"
              .formatted(
                  module.path("module").asText(),
                  state(module.path("before")),
                  state(module.path("after"))));
      module.path("lines").forEach(line -> text.append(line.asText()).append('\n'));
    }
    return text.isEmpty() ? "no difference\n" : text.toString();
  }

  private static String state(JsonNode state) {
    return state.isObject()
        ? "version %s, place %s, %s tokens"
            .formatted(
                state.path("version").asText(),
                state.path("place").asText(),
                state.path("tokens").asText())
        : "none";
  }

  private static String orNone(String value) {
    return value.isEmpty() ? "none" : value;
  }
}
