package dev.weir.exchange.focus;

import java.util.Optional;

/// A column of a CSV file.
record CsvColumn(String name, Value value) {

  /// What a row has in a column.
  @FunctionalInterface
  interface Value {
    Optional<String> of(FocusRow row);
  }

  /// A column that has one of FOCUS's under its own name.
  static CsvColumn of(String name) {
    return of(name, name);
  }

  /// A column that has one of FOCUS's under another name.
  static CsvColumn of(String name, String column) {
    return new CsvColumn(name, row -> row.value(column));
  }
}
