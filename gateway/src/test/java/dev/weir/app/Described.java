package dev.weir.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Holds values against schemas of an OpenAPI document.
record Described(JsonNode schemas) {

  static Described by(JsonNode document) {
    return new Described(document.path("components").path("schemas"));
  }

  /// What is missing, not described or of another type, with the way to it.
  List<String> faults(JsonNode value, JsonNode schema) {
    List<String> faults = new ArrayList<>();
    hold("", value, schema, faults);
    return faults;
  }

  private void hold(String at, JsonNode value, JsonNode schema, List<String> faults) {
    if (schema.has("$ref")) {
      String ref = schema.path("$ref").asText();
      hold(at, value, schemas.path(ref.substring(ref.lastIndexOf('/') + 1)), faults);
      return;
    }
    JsonNode types = schema.path("type");
    if (types.isArray() && value.isNull()) {
      return;
    }
    String type = types.isArray() ? types.get(0).asText() : types.asText();
    if (!isOf(value, type)) {
      faults.add("%s is %s, was %s".formatted(at, type.isEmpty() ? "not described" : type, value));
    } else if (type.equals("array")) {
      value.forEach(each -> hold(at + "/0", each, schema.path("items"), faults));
    } else if (type.equals("object")) {
      holdFields(at, value, schema, faults);
    }
  }

  private void holdFields(String at, JsonNode value, JsonNode schema, List<String> faults) {
    schema
        .path("required")
        .valueStream()
        .map(JsonNode::asText)
        .filter(name -> !value.has(name))
        .forEach(name -> faults.add("%s/%s is missing".formatted(at, name)));
    value
        .properties()
        .forEach(field -> {
          JsonNode known = schema.path("properties").path(field.getKey());
          JsonNode others = schema.path("additionalProperties");
          if (!known.isMissingNode()) {
            hold(at + "/" + field.getKey(), field.getValue(), known, faults);
          } else if (others.isMissingNode()) {
            faults.add("%s/%s is not described".formatted(at, field.getKey()));
          } else if (others.isObject() && !others.isEmpty()) {
            hold(at + "/" + field.getKey(), field.getValue(), others, faults);
          }
        });
  }

  private static boolean isOf(JsonNode value, String type) {
    return switch (type) {
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "number" -> value.isNumber();
      case "string" -> value.isTextual();
      default -> false;
    };
  }
}
