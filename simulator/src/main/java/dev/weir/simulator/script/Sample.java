package dev.weir.simulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Makes JSON that a schema allows: every member named, the first text open for words.
///
/// Knows the providers' subset of JSON Schema (`type`, `properties`, `required`, `items`, `enum`,
/// `const`, `anyOf`, `oneOf`, `allOf`, `$ref` into the same document, `minItems`, `minimum`) and
/// Gemini's types in capitals; limits of texts (`format`, `pattern`, lengths) are not looked at.
final class Sample {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String HOLE = "~words~";
  private static final int DEPTH_MAX = 12;
  private static final int OPTIONAL_DEPTH = 4;
  private static final int ITEMS_MAX = 20;

  private final JsonNode root;
  private boolean holed;

  private Sample(JsonNode root) {
    this.root = root;
  }

  /// The form of an answer to a schema.
  static Shape of(JsonNode schema) {
    var sample = new Sample(schema);
    String json = sample.value(schema, 0).toString();
    int hole = json.indexOf(HOLE);
    return hole < 0
        ? Shape.around(json, "", false)
        : Shape.around(json.substring(0, hole) + "The", json.substring(hole + HOLE.length()), true);
  }

  private JsonNode value(JsonNode schema, int depth) {
    if (depth > DEPTH_MAX) {
      return JSON.nullNode();
    }
    if (schema.path("$ref").asText("").startsWith("#")) {
      return value(root.at(schema.path("$ref").asText().substring(1)), depth + 1);
    }
    if (schema.has("const")) {
      return schema.path("const");
    }
    if (!schema.path("enum").isEmpty()) {
      return schema.path("enum").get(0);
    }
    for (String choice : new String[] {"anyOf", "oneOf", "allOf"}) {
      if (!schema.path(choice).isEmpty()) {
        return value(schema.path(choice).get(0), depth + 1);
      }
    }
    return switch (type(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> array(schema, depth);
      case "string" -> text();
      case "integer" -> JSON.numberNode(Math.max(7, schema.path("minimum").asLong(7)));
      case "number" -> JSON.numberNode(Math.max(1.5, schema.path("minimum").asDouble(1.5)));
      case "boolean" -> JSON.booleanNode(true);
      default -> JSON.nullNode();
    };
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    for (JsonNode one : type) {
      if (!one.asText().equalsIgnoreCase("null")) {
        return one.asText().toLowerCase(Locale.ROOT);
      }
    }
    if (type.isTextual()) {
      return type.asText().toLowerCase(Locale.ROOT);
    }
    return schema.has("properties") ? "object" : "null";
  }

  private ObjectNode object(JsonNode schema, int depth) {
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    ObjectNode object = JSON.objectNode();
    schema
        .path("properties")
        .properties()
        .forEach(member -> {
          if (depth < OPTIONAL_DEPTH || required.contains(member.getKey())) {
            object.set(member.getKey(), value(member.getValue(), depth + 1));
          }
        });
    return object;
  }

  private ArrayNode array(JsonNode schema, int depth) {
    ArrayNode array = JSON.arrayNode();
    int items = Math.clamp(schema.path("minItems").asInt(1), 1, ITEMS_MAX);
    for (int i = 0; i < items && depth < DEPTH_MAX; i++) {
      array.add(value(schema.path("items"), depth + 1));
    }
    return array;
  }

  private JsonNode text() {
    if (holed) {
      return JSON.textNode("text");
    }
    holed = true;
    return JSON.textNode(HOLE);
  }
}
