package dev.weir.exchange.usage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Records as JSON: `{"source": "…", "records": [{…}]}`, or one record with its `source`. The
/// fields are those of docs/usage.md.
public final class JsonRecords {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /// The objects in a record, and what stands before the names in them when they are made flat.
  private static final Map<String, String> NESTED =
      Map.of("usage", "", "tags", FlatRecord.TAG, "more", FlatRecord.MORE, "seats", "seats_");

  /// A batch and who tells of it.
  ///
  /// @param source empty = the text does not say
  public record Batch(String source, Records records) {}

  private JsonRecords() {}

  /// A text that is no JSON object at all is an [IllegalArgumentException]; so is one with more
  /// records than a batch has, which is not read to its end.
  public static Batch read(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      return read(parser);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("a text can always be read", e);
    }
  }

  private static Batch read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("the body is a JSON object");
    }
    ObjectNode beside = MAPPER.createObjectNode();
    boolean listed = false;
    Records records = new Records(List.of(), List.of(), 0);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!name.equals("records")) {
        beside.set(name, MAPPER.readTree(parser));
      } else if (value == JsonToken.START_ARRAY && !listed) {
        listed = true;
        records = list(parser);
      } else {
        throw new IllegalArgumentException("field 'records' is one list");
      }
    }
    if (parser.nextToken() != null) {
      throw new IllegalArgumentException("the body is one JSON object, and nothing follows it");
    }
    String source = beside.path("source").asText("");
    beside.remove("source");
    if (!listed) {
      return new Batch(source, list(List.of(beside)));
    }
    if (!beside.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no field '%s' beside 'records' and 'source'"
              .formatted(beside.fieldNames().next()));
    }
    return new Batch(source, records);
  }

  private static Records list(JsonParser parser) throws IOException {
    RecordList records = new RecordList();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      add(records, MAPPER.readTree(parser));
    }
    return records.all();
  }

  private static Records list(List<JsonNode> nodes) {
    RecordList records = new RecordList();
    nodes.forEach(node -> add(records, node));
    return records.all();
  }

  private static void add(RecordList records, JsonNode node) {
    records.add(node.path("id").asText(""), () -> flat(node));
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
