package dev.weir.view.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.shape.Moment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the API's answers have, or have not.
final class Told {
  private Told() {}

  static Optional<BigDecimal> number(JsonNode line, String field) {
    return Optional.of(line.path(field))
        .filter(it -> !it.isMissingNode() && !it.isNull())
        .map(it -> new BigDecimal(it.asText()));
  }

  /// The texts of a list, or a dash.
  static String listed(JsonNode list) {
    return list.isEmpty()
        ? "–"
        : list.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
  }

  /// Which version it is, since when and by whom.
  static String version(JsonNode thing) {
    return "Version %s, put by %s on %s: %s"
        .formatted(
            thing.required("version").asText(),
            thing.required("who").asText(),
            Moment.of(Instant.parse(thing.required("at").asText())).text(),
            thing.required("why").asText());
  }
}
