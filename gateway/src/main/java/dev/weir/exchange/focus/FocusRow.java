package dev.weir.exchange.focus;

import java.util.Map;
import java.util.Optional;

/// One row: its values by the name of their column, each as it is written in a file. A column
/// without a value is null there. It has the columns of every version; a file writes those of one.
public record FocusRow(Map<String, String> values) {
  public FocusRow {
    values = Map.copyOf(values);
  }

  public Optional<String> value(String column) {
    return Optional.ofNullable(values.get(column));
  }

  /// A value that every row has.
  String get(String column) {
    return value(column)
        .orElseThrow(() -> new IllegalStateException("a row has no value of " + column));
  }
}
