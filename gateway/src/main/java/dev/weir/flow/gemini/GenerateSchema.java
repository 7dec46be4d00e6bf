package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.dialect.GeminiMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Google's own language for schemas (`parameters`, `responseSchema`), a subset of OpenAPI's, made
/// JSON Schema: types in small letters, `nullable` as a type or value more, limits as numbers where
/// they came as texts, `defs` and `ref` by their other names, `example` as a list of examples. All
/// else means the same in both, and is as it came. `propertyOrdering` stays: readers of JSON Schema
/// pass over what they do not know.
final class GenerateSchema {
  /// Each level of a schema is read anew.
  private static final int BYTES_MAX = 256 << 10;

  private static final JsonSlice NULL = JsonSlice.of("null");
  private static final String DEFS = "#/defs/";

  /// By their numbers.
  private static final List<String> TYPES =
      List.of(
          "type_unspecified", "string", "number", "integer", "boolean", "array", "object", "null");

  private GenerateSchema() {}

  /// @param schema an object
  static JsonSlice json(JsonSlice schema) throws JsonFault {
    if (schema.length() > BYTES_MAX) {
      throw new JsonFault(
          "a schema has at most %d bytes, was %d".formatted(BYTES_MAX, schema.length()), 0);
    }
    byte[] bytes = bytes(schema);
    return new JsonSlice(bytes, 0, bytes.length);
  }

  private static byte[] bytes(JsonSlice schema) throws JsonFault {
    var out = new JsonOutput();
    write(schema, out.object());
    return out.endObject().bytes();
  }

  /// Writes the members of a schema.
  private static void write(JsonSlice schema, JsonOutput out) throws JsonFault {
    boolean nullable = isNullable(schema);
    members(
        schema,
        (name, value) -> {
          switch (name) {
            case "nullable" -> {} // said by the type
            case "type" -> type(value, nullable, out);
            case "enum" -> list(name, elements(value), nullable, out);
            case "anyOf" -> anyOf(value, nullable, out);
            case "properties" -> schemas(name, value, out);
            case "defs" -> schemas("$defs", value, out);
            case "ref" -> out.text("$ref", value.text().replaceFirst("^" + DEFS, "#/\\$defs/"));
            case "items", "additionalProperties" -> schema(name, value, out);
            case "example" -> list("examples", List.of(value), false, out);
            case "minItems",
                "maxItems",
                "minLength",
                "maxLength",
                "minProperties",
                "maxProperties" ->
                out.value(name, value.unquoted());
            default -> out.value(name, value);
          }
        });
  }

  private interface Member {
    void at(String name, JsonSlice value) throws JsonFault;
  }

  /// Each member that is given, by its name in camel case.
  private static void members(JsonSlice object, Member member) throws JsonFault {
    try (JsonCursor cursor = JsonCursor.over(object.bytes(), object.from(), object.to())) {
      GeminiMembers.of(
          cursor,
          (name, value) -> {
            if (!value.is(Kind.NULL) || name.equals("default")) {
              member.at(name, value.slice());
            }
          });
    }
  }

  private static boolean isNullable(JsonSlice schema) throws JsonFault {
    boolean[] nullable = {false};
    members(
        schema,
        (name, value) -> nullable[0] |= name.equals("nullable") && value.json().equals("true"));
    return nullable[0];
  }

  private static void type(JsonSlice value, boolean nullable, JsonOutput out) throws JsonFault {
    if (value.bytes()[value.from()] == '[') {
      out.value("type", value);
      return;
    }
    String type = value.isString() ? value.text().toLowerCase(Locale.ROOT) : numbered(value);
    if (type.equals("type_unspecified")) {
      return;
    }
    if (nullable) {
      out.array("type").text(type).text("null").endArray();
    } else {
      out.text("type", type);
    }
  }

  /// Google's enumerations may be said by number.
  private static String numbered(JsonSlice value) throws JsonFault {
    try (JsonCursor cursor = JsonCursor.over(value.bytes(), value.from(), value.to())) {
      long number = cursor.require(Kind.INTEGER).integer();
      if (number < 0 || number >= TYPES.size()) {
        throw new JsonFault("there is no type of number %d".formatted(number), 0);
      }
      return TYPES.get((int) number);
    }
  }

  private static void list(String name, List<JsonSlice> values, boolean nullable, JsonOutput out) {
    out.array(name);
    values.forEach(out::value);
    if (nullable) {
      out.value(NULL);
    }
    out.endArray();
  }

  private static void anyOf(JsonSlice value, boolean nullable, JsonOutput out) throws JsonFault {
    out.array("anyOf");
    for (JsonSlice each : elements(value)) {
      out.value(each.isObject() ? json(each) : each);
    }
    if (nullable) {
      out.object().text("type", "null").endObject();
    }
    out.endArray();
  }

  private static List<JsonSlice> elements(JsonSlice value) throws JsonFault {
    List<JsonSlice> elements = new ArrayList<>();
    try (JsonCursor cursor = JsonCursor.over(value.bytes(), value.from(), value.to())) {
      cursor.require(Kind.ARRAY);
      while (cursor.nextElement()) {
        elements.add(cursor.slice());
      }
    }
    return elements;
  }

  /// Schemas by names of the caller's, which are left as they are.
  private static void schemas(String name, JsonSlice value, JsonOutput out) throws JsonFault {
    out.object(name);
    try (JsonCursor cursor = JsonCursor.over(value.bytes(), value.from(), value.to())) {
      cursor.require(Kind.OBJECT);
      while (cursor.nextMember()) {
        schema(cursor.name(), cursor.slice(), out);
      }
    }
    out.endObject();
  }

  private static void schema(String name, JsonSlice value, JsonOutput out) throws JsonFault {
    out.value(name, value.isObject() ? json(value) : value);
  }
}
