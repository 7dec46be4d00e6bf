package dev.weir.exchange.usage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The attributes of a span or a resource whose values are texts, numbers or flags.
record Attributes(Map<String, JsonNode> values) {

  static Attributes of(JsonNode holder) {
    Map<String, JsonNode> values = new HashMap<>();
    for (JsonNode attribute : holder.path("attributes")) {
      JsonNode value = attribute.path("value");
      for (String kind : new String[] {"stringValue", "intValue", "doubleValue", "boolValue"}) {
        if (value.has(kind)) {
          values.put(attribute.path("key").asText(), value.get(kind));
        }
      }
    }
    return new Attributes(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /// The first of these names that is given.
  Optional<String> text(String... names) {
    for (String name : names) {
      JsonNode value = values.get(name);
      if (value != null && !value.asText().isEmpty()) {
        return Optional.of(value.asText());
      }
    }
    return Optional.empty();
  }

  /// As [#text], a count; 64-bit integers are texts in OTLP's JSON.
  OptionalLong count(String... names) {
    for (String name : names) {
      JsonNode value = values.get(name);
      if (value != null) {
        return OptionalLong.of(count(name, value.asText()));
      }
    }
    return OptionalLong.empty();
  }

  private static long count(String name, String text) {
    String whole = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    try {
      long count = Long.parseLong(whole);
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException unreadable) {
      throw new IllegalArgumentException(
          "%s is a whole number, was '%s'".formatted(name, text), unreadable);
    }
    throw new IllegalArgumentException("%s is never negative, was %s".formatted(name, text));
  }
}
