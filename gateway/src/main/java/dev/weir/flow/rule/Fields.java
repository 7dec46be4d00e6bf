package dev.weir.flow.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The fields of one JSON object, read strictly: each at most once, and none left over.
final class Fields {
  private final String what;
  private final JsonNode object;
  private final Set<String> known = new TreeSet<>();

  /// @param what names the object in error messages
  Fields(String what, JsonNode object) {
    this.what = what;
    this.object = object;
    if (!object.isObject()) {
      throw new IllegalArgumentException(
          "%s: must be a JSON object, was %s".formatted(what, object));
    }
  }

  /// These fields, named after the object's own id.
  static Fields named(String kind, JsonNode object, String idField) {
    return new Fields("%s '%s'".formatted(kind, object.path(idField).asText("")), object);
  }

  /// @throws IllegalArgumentException when the object has a field nobody asked for
  void requireNoOther() {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "%s: unknown field '%s', known are %s".formatted(what, name, known));
      }
    }
  }

  boolean has(String name) {
    known.add(name);
    return !object.path(name).isMissingNode();
  }

  String text(String name) {
    JsonNode node = required(name);
    if (!node.isTextual()) {
      throw wrong(name, "must be a string", node);
    }
    return node.textValue();
  }

  String textOr(String name, String absent) {
    return has(name) ? text(name) : absent;
  }

  /// Reads a text; what is wrong with it is reported with the field's name.
  <T> T parsed(String name, Function<String, T> parser) {
    String text = text(name);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException reason) {
      throw new IllegalArgumentException(
          "%s: field '%s': %s".formatted(what, name, reason.getMessage()), reason);
    }
  }

  Optional<Instant> instant(String name) {
    return has(name) ? Optional.of(parsed(name, Instant::parse)) : Optional.empty();
  }

  /// Reads an exact decimal, a JSON string or number; what is wrong with it is reported with the
  /// field's name.
  <T> T number(String name, Function<BigDecimal, T> parser) {
    return number(name, required(name), parser);
  }

  /// An array of such decimals.
  <T> List<T> numbers(String name, Function<BigDecimal, T> parser) {
    return list(name, node -> number(name, node, parser));
  }

  private <T> T number(String name, JsonNode node, Function<BigDecimal, T> parser) {
    if (!node.isNumber() && !node.isTextual()) {
      throw wrong(name, "must be a decimal number", node);
    }
    try {
      return parser.apply(new BigDecimal(node.asText()));
    } catch (NumberFormatException reason) {
      throw wrong(name, "must be a decimal number", node);
    } catch (IllegalArgumentException | ArithmeticException reason) {
      throw wrong(name, "cannot be used (%s)".formatted(reason.getMessage()), node);
    }
  }

  long whole(String name) {
    JsonNode node = required(name);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw wrong(name, "must be a whole number", node);
    }
    return node.longValue();
  }

  boolean flag(String name) {
    JsonNode node = required(name);
    if (!node.isBoolean()) {
      throw wrong(name, "must be true or false", node);
    }
    return node.booleanValue();
  }

  List<String> texts(String name) {
    return list(
        name,
        node -> {
          if (!node.isTextual()) {
            throw wrong(name, "must hold strings", node);
          }
          return node.textValue();
        });
  }

  /// An array's elements; none when the field is absent.
  <T> List<T> list(String name, Function<JsonNode, T> element) {
    if (!has(name)) {
      return List.of();
    }
    JsonNode array = object.path(name);
    if (!array.isArray()) {
      throw wrong(name, "must be an array", array);
    }
    List<T> elements = new ArrayList<>(array.size());
    for (JsonNode node : array) {
      try {
        elements.add(element.apply(node));
      } catch (IllegalArgumentException reason) {
        throw new IllegalArgumentException(
            "%s, %s[%d]: %s".formatted(what, name, elements.size(), reason.getMessage()), reason);
      }
    }
    return elements;
  }

  Fields object(String name) {
    return new Fields("%s, field '%s'".formatted(what, name), required(name));
  }

  /// The names of all fields, each then known.
  List<String> names() {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    known.addAll(names);
    return names;
  }

  private JsonNode required(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException("%s: field '%s' is missing".formatted(what, name));
    }
    return object.path(name);
  }

  IllegalArgumentException wrong(String name, String rule, Object seen) {
    return new IllegalArgumentException(
        "%s: field '%s' %s, was %s".formatted(what, name, rule, seen));
  }
}
