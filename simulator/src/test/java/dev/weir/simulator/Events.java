package dev.weir.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Reads server-sent events by the blank line their provider ends them with.
final class Events {
  private Events() {}

  /// The payloads of all events that carry JSON.
  ///
  /// @throws AssertionError when an event's name is not its payload's type, or its end is missing
  static List<JsonNode> payloads(byte[] stream, String end) throws Exception {
    String text = new String(stream, UTF_8);
    if (!text.isEmpty() && !text.endsWith(end)) {
      throw new AssertionError("the last event does not end: " + text);
    }
    var payloads = new ArrayList<JsonNode>();
    for (String event : text.split(end, -1)) {
      String name = "";
      for (String line : event.split(end.substring(end.length() / 2), -1)) {
        if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        }
        if (line.startsWith("data: {")) {
          JsonNode payload = Running.json(line.substring("data: ".length()));
          if (!name.isEmpty() && !name.equals(payload.path("type").asText())) {
            throw new AssertionError("event " + name + " carries " + payload);
          }
          payloads.add(payload);
        }
      }
    }
    return payloads;
  }
}
