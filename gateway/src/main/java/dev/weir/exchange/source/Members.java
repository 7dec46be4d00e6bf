package dev.weir.exchange.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The members of one object of an answer, by their names.
record Members(Place place, ObjectNode node) {

  String text(String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (value.isContainerNode()) {
      throw place.bad(name, "is a text", value.toString());
    }
    return value.asText();
  }

  Optional<BigDecimal> decimal(String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isNumber() && !value.isTextual()) {
      throw place.bad(name, "is a number", value.toString());
    }
    return Optional.of(Numbers.read(place, name, value.asText()));
  }

  /// How much was used; nothing where it is absent.
  BigDecimal quantity(String name) {
    BigDecimal quantity = decimal(name).orElse(BigDecimal.ZERO);
    if (quantity.signum() < 0) {
      throw place.bad(name, "is not negative", quantity.toPlainString());
    }
    return quantity;
  }

  Members object(String name) {
    return node.path(name) instanceof ObjectNode inner
        ? new Members(place, inner)
        : new Members(place, node.objectNode());
  }

  /// Seconds since 1970, or a time.
  Instant time(String name) {
    JsonNode value = node.path(name);
    return value.isIntegralNumber()
        ? Instant.ofEpochSecond(value.longValue())
        : Times.read(place, name, value.asText(""));
  }

  /// Those that have a value and are none of these.
  List<String> others(Set<String> known) {
    return node.properties().stream()
        .filter(member -> !known.contains(member.getKey()) && !member.getValue().isNull())
        .map(Map.Entry::getKey)
        .toList();
  }
}
