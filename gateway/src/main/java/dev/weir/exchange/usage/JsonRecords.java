package dev.weir.exchange.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.recording.Recording.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Records as JSON: `{"source": "…", "records": [{…}]}`, or one record with its `source`. The
/// fields are those of docs/usage.md.
public final class JsonRecords {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final Set<String> OF_BATCH = Set.of("source", "records");

  /// The objects in a record, and what stands before the names in them when they are made flat.
  private static final Map<String, String> NESTED =
      Map.of("usage", "", "tags", FlatRecord.TAG, "more", FlatRecord.MORE, "seats", "seats_");

  /// A batch and who tells of it.
  ///
  /// @param source empty = the text does not say
  public record Batch(String source, Records records) {}

  private JsonRecords() {}

  /// A text that is no JSON object at all is an [IllegalArgumentException].
  public static Batch read(String text) {
    ObjectNode object = object(text);
    String source = object.path("source").asText("");
    if (!object.has("records")) {
      ObjectNode single = object.deepCopy();
      single.remove("source");
      return new Batch(source, told(List.of(single)));
    }
    object
        .fieldNames()
        .forEachRemaining(name -> {
          if (!OF_BATCH.contains(name)) {
            throw new IllegalArgumentException(
                "there is no field '%s' beside 'records' and 'source'".formatted(name));
          }
        });
    if (!(object.get("records") instanceof ArrayNode records)) {
      throw new IllegalArgumentException("field 'records' is a list");
    }
    List<JsonNode> all = new ArrayList<>(records.size());
    records.forEach(all::add);
    return new Batch(source, told(all));
  }

  private static ObjectNode object(String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw new IllegalArgumentException("the body is a JSON object");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Records told(List<JsonNode> records) {
    List<Map<String, String>> flat = new ArrayList<>(records.size());
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      try {
        flat.add(flat(records.get(i)));
      } catch (IllegalArgumentException wrong) {
        problems.add(
            new Problem(
                i, records.get(i).path("id").asText(""), String.valueOf(wrong.getMessage())));
      }
    }
    return problems.isEmpty() ? Records.of(flat) : new Records(List.of(), problems, 0);
  }

  private static Map<String, String> flat(JsonNode record) {
    if (!record.isObject()) {
      throw new IllegalArgumentException("a record is an object, was " + record.getNodeType());
    }
    Map<String, String> flat = new HashMap<>();
    record
        .properties()
        .forEach(field -> {
          String prefix = NESTED.get(field.getKey());
          if (prefix == null) {
            put(flat, field.getKey(), field.getValue());
          } else {
            nested(flat, field.getKey(), prefix, field.getValue());
          }
        });
    return flat;
  }

  private static void nested(
      Map<String, String> flat, String field, String prefix, JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException(
          "field '%s' is an object, was %s".formatted(field, object.getNodeType()));
    }
    object
        .properties()
        .forEach(each -> {
          if (field.equals("usage") && each.getKey().equals("more")) {
            nested(flat, "more", FlatRecord.MORE, each.getValue());
          } else {
            put(flat, prefix + each.getKey(), each.getValue());
          }
        });
  }

  private static void put(Map<String, String> flat, String name, JsonNode value) {
    if (value.isNull()) {
      return;
    }
    if (!value.isTextual() && !value.isNumber()) {
      throw new IllegalArgumentException(
          "field '%s' is a text or a number, was %s".formatted(name, value.getNodeType()));
    }
    String text = value.isNumber() ? value.decimalValue().toPlainString() : value.textValue();
    if (flat.put(name, text) != null) {
      throw new IllegalArgumentException("field '%s' is given twice".formatted(name));
    }
  }
}
