package dev.weir.exchange.requirement;

import dev.weir.base.store.Parquet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A Parquet file.
///
/// @param file read once for its columns, and once for its rows
public record ParquetTable(Path file) implements FocusTable {
  @Override
  public List<Column> columns() {
    return Parquet.columns(file).stream()
        .map(column -> new Column(column.name(), kind(column.kind())))
        .toList();
  }

  private static Kind kind(Parquet.Kind kind) {
    return switch (kind) {
      case TEXT -> Kind.STRING;
      case DECIMAL -> Kind.DECIMAL;
      case TIME -> Kind.TIME;
      case OTHER -> Kind.OTHER;
    };
  }

  @Override
  public void each(Consumer<List<Optional<String>>> row) {
    Parquet.each(file, row);
  }
}
