package dev.weir.value.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Flat maps and lists, in a column.
final class FlatText {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<TreeMap<String, Integer>> NUMBERS = new TypeReference<>() {};
  private static final TypeReference<List<String>> LIST = new TypeReference<>() {};

  private FlatText() {}

  static String of(Map<String, ?> map) {
    return write(map);
  }

  static String of(Collection<String> list) {
    return write(list);
  }

  static SortedMap<String, String> texts(String json) {
    return read(json, TEXTS);
  }

  static SortedMap<String, Integer> numbers(String json) {
    return read(json, NUMBERS);
  }

  static List<String> list(String json) {
    return read(json, LIST);
  }

  private static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written", e);
    }
  }

  private static <T> T read(String json, TypeReference<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what this room wrote can be read", e);
    }
  }
}
