package dev.weir.app.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;

/// A backup's own JSON: no decimals in it, and texts as long as a price catalogue.
final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(128 << 20).build())
              .build());

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// @param file for the message
  static JsonNode read(String file, String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new CommandFailure(
          Exit.BROKEN, "%s is not JSON: %s".formatted(file, e.getOriginalMessage()));
    }
  }

  static String line(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
