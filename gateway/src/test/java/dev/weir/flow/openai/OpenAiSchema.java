package dev.weir.flow.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/// OpenAI's own description of its API, and as much of JSON schema as it needs: types, required and
/// described members, items, enumerations, alternatives and references. Unlike JSON schema, of
/// `oneOf` any match will do: some of its alternatives overlap.
public final class OpenAiSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEPTH_MAX = 60;
  private static final List<OpenAiSchema> READ = new ArrayList<>();

  private final JsonNode root;

  private OpenAiSchema(JsonNode root) {
    this.root = root;
  }

  /// Read once.
  public static OpenAiSchema read() throws IOException {
    if (!READ.isEmpty()) {
      return READ.getFirst();
    }
    Path file =
        Path.of(
            System.getProperty("weir.root", "."),
            "..",
            "shared",
            "data",
            "schemas",
            "openai_openapi.json.gz");
    Assumptions.assumeTrue(Files.isReadable(file), "no schema at " + file);
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      READ.add(new OpenAiSchema(JSON.readTree(in)));
    }
    return READ.getFirst();
  }

  /// What is wrong with a value, each with its path; empty if it is valid.
  public List<String> wrong(String schema, JsonNode value) {
    JsonNode named = root.at("/components/schemas/" + schema);
    if (named.isMissingNode()) {
      throw new IllegalArgumentException("no schema " + schema);
    }
    List<String> wrong = new ArrayList<>();
    check(named, value, "$", wrong, 0);
    return wrong;
  }

  /// The members of a value that no alternative of its schema has a word for, each with its path.
  /// Below a schema of anything, anything is known.
  public List<String> unknown(String schema, JsonNode value) {
    List<String> unknown = new ArrayList<>();
    unknown(List.of(root.at("/components/schemas/" + schema)), value, "$", unknown);
    return unknown;
  }

  private void unknown(List<JsonNode> schemas, JsonNode value, String at, List<String> unknown) {
    List<JsonNode> all = new ArrayList<>();
    schemas.forEach(schema -> flatten(schema, all, 0));
    if (value.isArray()) {
      List<JsonNode> items =
          all.stream().filter(each -> each.has("items")).map(each -> each.get("items")).toList();
      value.forEach(each -> unknown(items, each, at + "[]", unknown));
    }
    boolean anything =
        all.stream()
            .anyMatch(each ->
                each.path("additionalProperties").isObject()
                    || each.path("additionalProperties").asBoolean()
                    || (each.path("type").asText().equals("object") && !each.has("properties")));
    if (!value.isObject() || anything || all.isEmpty()) {
      return;
    }
    value
        .properties()
        .forEach(member -> {
          String path = at + "." + member.getKey();
          List<JsonNode> known =
              all.stream()
                  .map(each -> each.path("properties").path(member.getKey()))
                  .filter(JsonNode::isObject)
                  .toList();
          if (known.isEmpty()) {
            unknown.add(path + ": unknown");
          }
          unknown(known, member.getValue(), path, unknown);
        });
  }

  /// A schema, those it refers to, and all its alternatives.
  private void flatten(JsonNode schema, List<JsonNode> all, int depth) {
    if (depth > DEPTH_MAX) {
      return;
    }
    all.add(schema);
    if (schema.has("$ref")) {
      flatten(root.at(schema.path("$ref").asText().substring(1)), all, depth + 1);
    }
    for (String several : List.of("allOf", "anyOf", "oneOf")) {
      schema.path(several).forEach(each -> flatten(each, all, depth + 1));
    }
  }

  private void check(JsonNode schema, JsonNode value, String at, List<String> wrong, int depth) {
    if (depth > DEPTH_MAX || (value.isNull() && schema.path("nullable").asBoolean())) {
      return;
    }
    if (schema.has("$ref")) {
      JsonNode target = root.at(schema.path("$ref").asText().substring(1));
      check(target, value, at, wrong, depth + 1);
    }
    schema.path("allOf").forEach(each -> check(each, value, at, wrong, depth + 1));
    alternatives(schema.path("anyOf"), value, at, wrong, depth);
    alternatives(schema.path("oneOf"), value, at, wrong, depth);
    if (schema.has("enum") && !contains(schema.path("enum"), value)) {
      wrong.add(at + ": not one of " + schema.path("enum"));
    }
    if (schema.has("type") && !isOf(schema.path("type"), value)) {
      wrong.add(at + ": not " + schema.path("type"));
      return;
    }
    if (value.isObject()) {
      object(schema, value, at, wrong, depth);
    }
    if (value.isArray() && schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.path("items"), value.get(i), at + "[" + i + "]", wrong, depth + 1);
      }
    }
  }

  private void object(JsonNode schema, JsonNode value, String at, List<String> wrong, int depth) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        wrong.add(at + "." + name.asText() + ": missing");
      }
    }
    schema
        .path("properties")
        .properties()
        .forEach(property -> {
          JsonNode member = value.get(property.getKey());
          if (member != null) {
            check(property.getValue(), member, at + "." + property.getKey(), wrong, depth + 1);
          }
        });
  }

  /// The complaints of the alternative that fits best.
  private void alternatives(
      JsonNode schemas, JsonNode value, String at, List<String> wrong, int depth) {
    List<String> least = List.of();
    boolean first = true;
    for (JsonNode each : schemas) {
      if (isOfAnotherType(each, value)) {
        continue;
      }
      List<String> its = new ArrayList<>();
      check(each, value, at, its, depth + 1);
      if (its.isEmpty()) {
        return;
      }
      if (first || its.size() < least.size()) {
        least = its;
        first = false;
      }
    }
    if (first && !schemas.isEmpty()) {
      wrong.add("%s: none of them is of type %s".formatted(at, value.path("type")));
    }
    wrong.addAll(least);
  }

  /// Most alternatives have a type of their own, by which they are told apart at once.
  private boolean isOfAnotherType(JsonNode schema, JsonNode value) {
    JsonNode target =
        schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
    JsonNode types = target.path("properties").path("type").path("enum");
    return !types.isEmpty() && value.has("type") && !contains(types, value.path("type"));
  }

  private static boolean contains(JsonNode words, JsonNode value) {
    for (JsonNode word : words) {
      if (word.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOf(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      for (JsonNode each : type) {
        if (isOf(each, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (type.asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException("no type of JSON schema: " + type);
    };
  }
}
