package dev.weir.exchange.bill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lists and maps of texts, in a column.
final class JsonText {
  private static final JsonMapper MAPPER = new JsonMapper();

  private JsonText() {}

  static String of(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written", e);
    }
  }

  static List<String> list(String json) {
    List<String> texts = new ArrayList<>();
    tree(json).forEach(each -> texts.add(each.textValue()));
    return texts;
  }

  static Map<String, String> texts(String json) {
    Map<String, String> texts = new LinkedHashMap<>();
    tree(json).properties().forEach(each -> texts.put(each.getKey(), each.getValue().textValue()));
    return texts;
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what this room wrote can be read", e);
    }
  }
}
