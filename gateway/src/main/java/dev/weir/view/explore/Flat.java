package dev.weir.view.explore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Cell;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// An answer's line as cells by name: what is within it is named by the way there, paths of the API
/// become links.
final class Flat {
  static final String API = "/api/v1/";

  private final Map<String, Cell> cells = new LinkedHashMap<>();

  private Flat() {}

  static Map<String, Cell> of(JsonNode line) {
    Flat flat = new Flat();
    line.properties().forEach(field -> flat.put(words(field.getKey()), field.getValue()));
    return flat.cells;
  }

  private void put(String name, JsonNode value) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(field -> put(name + " " + words(field.getKey()), field.getValue()));
    } else if (value.isArray() && value.valueStream().anyMatch(JsonNode::isContainerNode)) {
      cells.put(name, Cell.of(value.toString()));
    } else if (value.isArray() && value.valueStream().anyMatch(Flat::isPath)) {
      int number = 0;
      for (JsonNode each : value) {
        number++;
        cells.put(name + " " + number, cell(each, "open"));
      }
    } else if (value.isArray()) {
      cells.put(
          name,
          Cell.of(value.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "))));
    } else {
      cells.put(name, cell(value, value.asText()));
    }
  }

  /// @param shown of a path
  private static Cell cell(JsonNode value, String shown) {
    if (value.isNull()) {
      return Cell.of("–");
    }
    return isPath(value)
        ? Cell.of(shown).opening(Rows.path(value.asText()))
        : Cell.of(value.asText());
  }

  private static boolean isPath(JsonNode value) {
    return value.isTextual() && value.asText().startsWith(API);
  }

  static String words(String field) {
    return field.replace('_', ' ');
  }
}
