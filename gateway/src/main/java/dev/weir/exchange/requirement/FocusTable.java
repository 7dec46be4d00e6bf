package dev.weir.exchange.requirement;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The rows whose requirements are checked.
public interface FocusTable {

  /// In the order of the cells.
  List<Column> columns();

  /// Hands every row on: one cell per column, a null is absent.
  void each(Consumer<List<Optional<String>>> row);

  /// @param kind as the file declares it
  record Column(String name, Kind kind) {}

  /// What a file says of a column's values.
  enum Kind {
    /// Nothing: they are text, and may stand for anything.
    UNDECLARED,
    STRING,
    DECIMAL,
    TIME,
    /// Something else.
    OTHER
  }
}
