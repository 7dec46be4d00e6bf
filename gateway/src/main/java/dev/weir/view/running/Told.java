package dev.weir.view.running;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the API's answers have, or have not.
final class Told {
  private static final String NOTHING = "–";

  private Told() {}

  static Optional<BigDecimal> number(JsonNode line, String field) {
    return Optional.of(line.path(field))
        .filter(it -> !it.isMissingNode() && !it.isNull())
        .map(it -> new BigDecimal(it.asText()));
  }

  static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  /// The texts of a list, or a dash.
  static String listed(JsonNode list) {
    return list.isEmpty()
        ? NOTHING
        : list.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
  }

  /// A text, or a dash.
  static String text(JsonNode line, String field) {
    String text = line.path(field).asText();
    return text.isEmpty() ? NOTHING : text;
  }
}
