package dev.weir.exchange.focus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/// One row: its values by the name of their column, each as it is written in a file. A column
/// without a value is null there. It has the columns of every version; a file writes those of one.
record FocusRow(Map<String, String> values) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  FocusRow {
    values = Map.copyOf(values);
  }

  Optional<String> value(String column) {
    return Optional.ofNullable(values.get(column));
  }

  /// A value that every row has.
  String get(String column) {
    return value(column)
        .orElseThrow(() -> new IllegalStateException("a row has no value of " + column));
  }

  /// Its tags by their names.
  ObjectNode tags() {
    try {
      return (ObjectNode) JSON.readTree(value("Tags").orElse("{}"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("tags that Weir wrote are no JSON", e);
    }
  }
}
