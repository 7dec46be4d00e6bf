package dev.weir.exchange.usage;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The attributes of a span or a resource whose values are texts, numbers or flags, as texts.
///
/// @param values not copied: in protobuf a resource's may come after its spans
record Attributes(Map<String, String> values) {

  boolean has(String name) {
    return values.containsKey(name);
  }

  /// The first of these names that is given.
  Optional<String> text(String... names) {
    for (String name : names) {
      String value = values.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /// As [#text], a count.
  OptionalLong count(String... names) {
    for (String name : names) {
      if (has(name)) {
        return OptionalLong.of(count(name, values.getOrDefault(name, "")));
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
