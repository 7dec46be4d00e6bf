package dev.weir.view.running;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What the API's answers have, or have not.
final class Told {
  private static final String NOTHING = "–";

  private Told() {}

  static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  /// A text, or a dash.
  static String text(JsonNode line, String field) {
    String text = line.path(field).asText();
    return text.isEmpty() ? NOTHING : text;
  }
}
