package dev.weir.flow.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads one JSON object field by field; every error names the thing, the field and the value seen.
/// [#end()] refuses fields that nobody asked for.
public final class Fields {
  private static final int SHOWN_MAX = 80;
  private static final String DECIMAL = "a decimal number as 1234.56";
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
  private static final int YEAR_MIN = 2000;
  private static final int YEAR_MAX = 2100;
  private static final String DAY =
      "a day of %d to %d, as 2026-10-01".formatted(YEAR_MIN, YEAR_MAX);

  private final String thing;
  private final ObjectNode node;
  private final Set<String> asked = new HashSet<>();

  public Fields(String thing, ObjectNode node) {
    this.thing = thing;
    this.node = node;
  }

  public String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  public Optional<String> optionalText(String name) {
    return value(name, JsonNode::isTextual, "a text").map(JsonNode::textValue);
  }

  public Optional<Instant> optionalInstant(String name) {
    return optionalText(name).map(text -> instant(name, text));
  }

  public Instant instant(String name) {
    return instant(name, text(name));
  }

  public boolean flag(String name, boolean otherwise) {
    return value(name, JsonNode::isBoolean, "true or false")
        .map(JsonNode::booleanValue)
        .orElse(otherwise);
  }

  public long number(String name, long otherwise) {
    return optionalNumber(name).orElse(otherwise);
  }

  /// One of an enum's constants, in lower case.
  public <E extends Enum<E>> E choice(String name, Class<E> type) {
    return constant(name, type, text(name));
  }

  /// One of an enum's constants, in lower case.
  public <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
    return optionalText(name).map(code -> constant(name, type, code)).orElse(otherwise);
  }

  /// A whole number that may be left out.
  public Optional<Long> optionalNumber(String name) {
    return value(name, JsonNode::canConvertToExactIntegral, "a whole number")
        .map(found -> whole(name, found));
  }

  /// A decimal number, as JSON has it or in quotes, that may be left out.
  public Optional<BigDecimal> optionalDecimal(String name) {
    return value(name, Fields::isScalar, DECIMAL).map(found -> decimal(name, found));
  }

  /// A day as 2026-10-01 that may be left out.
  public Optional<LocalDate> optionalDay(String name) {
    return value(name, Fields::isDay, DAY).map(found -> LocalDate.parse(found.textValue()));
  }

  public LocalDate day(String name) {
    return optionalDay(name).orElseThrow(() -> missing(name));
  }

  private static boolean isDay(JsonNode found) {
    try {
      int year = LocalDate.parse(found.asText()).getYear();
      return found.isTextual() && year >= YEAR_MIN && year <= YEAR_MAX;
    } catch (DateTimeException notOne) {
      return false;
    }
  }

  /// Whether a field is there.
  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /// Whether a field is there and an object.
  public boolean isObject(String name) {
    JsonNode found = node.get(name);
    return found != null && found.isObject();
  }

  /// Whether a field is there and a list.
  public boolean isList(String name) {
    JsonNode found = node.get(name);
    return found != null && found.isArray();
  }

  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(name)) {
      if (!element.isTextual()) {
        throw wrong(name, "a list of texts", element);
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  public List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    for (JsonNode element : list(name)) {
      if (!(element instanceof ObjectNode object)) {
        throw wrong(name, "a list of objects", element);
      }
      objects.add(new Fields("%s, %s %d".formatted(thing, name, objects.size() + 1), object));
    }
    return objects;
  }

  /// An object with fields of its own; one without any when the field is absent.
  public Fields object(String name) {
    Optional<JsonNode> found = value(name, JsonNode::isObject, "an object");
    return new Fields(
        "%s, %s".formatted(thing, name),
        found.map(ObjectNode.class::cast).orElseGet(Json::newObject));
  }

  /// An object of any names; empty when the field is absent.
  Map<String, JsonNode> members(String name) {
    Map<String, JsonNode> members = new TreeMap<>();
    value(name, JsonNode::isObject, "an object")
        .ifPresent(
            object -> object.properties().forEach(e -> members.put(e.getKey(), e.getValue())));
    return members;
  }

  public Map<String, String> textMembers(String name) {
    Map<String, String> texts = new TreeMap<>();
    members(name)
        .forEach((member, found) -> {
          if (!found.isTextual()) {
            throw wrong(name + "." + member, "a text", found);
          }
          texts.put(member, found.textValue());
        });
    return texts;
  }

  Map<String, Long> numberMembers(String name) {
    Map<String, Long> numbers = new TreeMap<>();
    members(name)
        .forEach((member, found) -> {
          if (!found.canConvertToExactIntegral()) {
            throw wrong(name + "." + member, "a whole number", found);
          }
          numbers.put(member, whole(name + "." + member, found));
        });
    return numbers;
  }

  /// A decimal, as a number or in quotes.
  public BigDecimal decimal(String name) {
    return optionalDecimal(name).orElseThrow(() -> missing(name));
  }

  /// Decimals by any names; empty when the field is absent.
  public Map<String, BigDecimal> decimalMembers(String name) {
    Map<String, BigDecimal> numbers = new TreeMap<>();
    members(name)
        .forEach((member, found) -> numbers.put(member, decimal(name + "." + member, found)));
    return numbers;
  }

  private static boolean isScalar(JsonNode found) {
    return found.isNumber() || found.isTextual();
  }

  private BigDecimal decimal(String name, JsonNode found) {
    String text = found.isNumber() ? found.decimalValue().toPlainString() : found.asText();
    if (!isScalar(found) || !NUMBER.matcher(text).matches()) {
      throw wrong(name, DECIMAL, found);
    }
    return new BigDecimal(text);
  }

  private IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("%s: field '%s' is missing".formatted(thing, name));
  }

  /// Ends the reading: a field that was not asked for is an error, not ignored.
  public void end() {
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!asked.contains(name)) {
            throw new IllegalArgumentException(
                "%s: there is no field '%s'; fields are %s"
                    .formatted(thing, name, asked.stream().sorted().toList()));
          }
        });
  }

  /// The error for a value of a field that breaks a rule.
  IllegalArgumentException wrong(String name, String rule, JsonNode seen) {
    String text = seen.toString();
    return new IllegalArgumentException(
        "%s: field '%s' is %s, was %s"
            .formatted(
                thing,
                name,
                rule,
                text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) : text));
  }

  private Optional<JsonNode> value(String name, Function<JsonNode, Boolean> isRight, String rule) {
    asked.add(name);
    JsonNode found = node.get(name);
    if (found == null || found.isNull()) {
      return Optional.empty();
    }
    if (!isRight.apply(found)) {
      throw wrong(name, rule, found);
    }
    return Optional.of(found);
  }

  /// The elements of a list; none when the field is absent.
  public List<JsonNode> list(String name) {
    List<JsonNode> elements = new ArrayList<>();
    value(name, JsonNode::isArray, "a list").ifPresent(list -> list.forEach(elements::add));
    return elements;
  }

  private Instant instant(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s: field '%s' is an instant like 2026-01-31T00:00:00Z, was '%s'"
              .formatted(thing, name, text),
          e);
    }
  }

  private long whole(String name, JsonNode found) {
    if (!found.canConvertToLong()) {
      throw wrong(name, "a whole number of 64 bits", found);
    }
    return found.longValue();
  }

  private <E extends Enum<E>> E constant(String name, Class<E> type, String code) {
    List<String> codes = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String constantCode = constant.name().toLowerCase(Locale.ROOT);
      if (constantCode.equals(code)) {
        return constant;
      }
      codes.add(constantCode);
    }
    throw new IllegalArgumentException(
        "%s: field '%s' is one of %s, was '%s'".formatted(thing, name, codes, code));
  }
}
