package dev.weir.flow.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// The fields of one JSON object, read by name; every complaint names the place. [#done] refuses
/// fields that nobody asked for.
final class Fields {
  private final JsonNode node;
  private final String place;
  private final Set<String> asked = new HashSet<>();

  Fields(JsonNode node, String place) {
    this.node = node;
    this.place = place;
    if (!node.isObject()) {
      throw bad("must be an object, was " + node.getNodeType());
    }
  }

  IllegalArgumentException bad(String complaint) {
    return new IllegalArgumentException(place + ": " + complaint);
  }

  boolean has(String name) {
    return get(name).isPresent();
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> bad(name + " is missing"));
  }

  Optional<String> optionalText(String name) {
    return get(name)
        .map(value -> {
          if (!value.isTextual()) {
            throw bad(name + " must be a string, was " + value);
          }
          return value.textValue();
        });
  }

  /// A number, or a string that holds one: some writers cannot keep decimals exact.
  BigDecimal decimal(String name) {
    JsonNode value = get(name).orElseThrow(() -> bad(name + " is missing"));
    if (!value.isNumber() && !value.isTextual()) {
      throw bad(name + " must be a decimal number, was " + value);
    }
    return convert(name, () -> new BigDecimal(value.asText()));
  }

  OptionalLong optionalLong(String name) {
    Optional<JsonNode> value = get(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!value.get().canConvertToExactIntegral() || !value.get().canConvertToLong()) {
      throw bad(name + " must be a whole number, was " + value.get());
    }
    return OptionalLong.of(value.get().longValue());
  }

  Optional<LocalDate> date(String name) {
    return optionalText(name).map(text -> convert(name, () -> LocalDate.parse(text)));
  }

  /// A time of the day, as `16:30`.
  Optional<LocalTime> time(String name) {
    return optionalText(name).map(text -> convert(name, () -> LocalTime.parse(text)));
  }

  /// An instant, or a date, which means its first instant in UTC.
  Optional<Instant> instant(String name) {
    return optionalText(name)
        .map(text ->
            convert(
                name,
                () ->
                    text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()));
  }

  /// The constant whose name is the field's text in capitals.
  <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
    return optionalText(name).map(text -> constantOf(name, text, type));
  }

  <E extends Enum<E>> E constantOf(String name, String text, Class<E> type) {
    for (E each : type.getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
        return each;
      }
    }
    throw bad("%s: unknown name %s".formatted(name, text));
  }

  Optional<Fields> object(String name) {
    return get(name).map(value -> new Fields(value, place + "." + name));
  }

  /// The elements of an array, each read with its own place; an absent array is empty.
  <T> List<T> list(String name, BiFunction<JsonNode, String, T> read) {
    Optional<JsonNode> array = get(name);
    if (array.isEmpty()) {
      return List.of();
    }
    if (!array.get().isArray()) {
      throw bad(name + " must be an array");
    }
    var elements = new ArrayList<T>();
    for (JsonNode element : array.get()) {
      elements.add(read.apply(element, "%s.%s[%d]".formatted(place, name, elements.size())));
    }
    return elements;
  }

  /// Builds the value these fields describe, with the place in front of its own complaints, and
  /// refuses fields left over.
  <T> T done(Function<Fields, T> build) {
    T value;
    try {
      value = build.apply(this);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(place) ? e : new IllegalArgumentException(place + ": " + message, e);
    }
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!asked.contains(name)) {
            throw bad("unknown field " + name);
          }
        });
    return value;
  }

  private Optional<JsonNode> get(String name) {
    asked.add(name);
    return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
  }

  private <T> T convert(String name, Supplier<T> conversion) {
    try {
      return conversion.get();
    } catch (NumberFormatException | DateTimeException e) {
      throw new IllegalArgumentException(
          "%s: %s is not readable: %s".formatted(place, name, e.getMessage()), e);
    }
  }
}
