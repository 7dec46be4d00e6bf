package dev.weir.view.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Version;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Labels in words.
final class Labels {
  private Labels() {}

  /// What each of a prompt's labels holds, by the label's name.
  static Map<String, String> held(List<Version> labels) {
    Map<String, String> held = new TreeMap<>();
    labels.forEach(
        label -> held.put(label.id().substring(label.id().indexOf('/') + 1), said(label.body())));
    return held;
  }

  /// `7`, or `stable 95, canary 5 by user`.
  static String said(ObjectNode body) {
    if (!body.has("split")) {
      return body.path("version").asText();
    }
    String by = body.path("by").asText();
    String arms =
        body.path("split").valueStream().map(Labels::arm).collect(Collectors.joining(", "));
    return by.isEmpty() ? arms : arms + " by " + by;
  }

  private static String arm(JsonNode arm) {
    return arm.path("label").asText() + " " + arm.path("weight").asText();
  }
}
