package dev.weir.view.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.shape.Moment;
import java.time.Instant;

/// What the API's answers have, or have not.
final class Told {
  private Told() {}

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
