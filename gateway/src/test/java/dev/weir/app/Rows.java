package dev.weir.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What the rows of an answer say.
final class Rows {
  private Rows() {}

  /// Of each row these fields: `care 10 15`.
  static List<String> texts(JsonNode rows, String... fields) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row ->
            String.join(" ", Stream.of(fields).map(field -> row.path(field).asText()).toList()))
        .toList();
  }

  static double sum(JsonNode rows, String field) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new BigDecimal(row.path(field).asText()))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .doubleValue();
  }

  /// The names of a row's fields that are numbers.
  static List<String> figures(JsonNode row) {
    return row.propertyStream()
        .filter(each -> each.getValue().isNumber() || each.getValue().asText().matches("-?[0-9.]+"))
        .map(Map.Entry::getKey)
        .toList();
  }
}
