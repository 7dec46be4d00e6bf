package dev.weir.simulator.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/// Members that wires or versions of them name differently.
final class Names {
  private Names() {}

  /// The first of these members that is there and not null; a missing node when none is.
  static JsonNode either(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode value = object.path(name);
      if (!value.isMissingNode() && !value.isNull()) {
        return value;
      }
    }
    return MissingNode.getInstance();
  }
}
