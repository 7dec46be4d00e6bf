package dev.weir.exchange.focus;

import dev.weir.base.store.Parquet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// FOCUS rows as Parquet: costs, prices and quantities are `DECIMAL(38, 12)`, times are timestamps
/// of UTC, everything else is text.
public final class ParquetFile {
  private static final Map<String, FocusColumn> BY_NAME =
      FocusColumn.all().stream()
          .collect(Collectors.toUnmodifiableMap(FocusColumn::name, Function.identity()));

  private ParquetFile() {}

  /// Makes one of a CSV export, whatever its version.
  ///
  /// @throws IllegalArgumentException if the file has a column that no export has
  public static void ofCsv(Path csv, Path parquet) {
    Parquet.ofCsv(csv, columns(csv), parquet);
  }

  private static List<Parquet.Column> columns(Path csv) {
    try (BufferedReader text = Files.newBufferedReader(csv)) {
      String header = text.readLine();
      if (header == null) {
        throw new IllegalArgumentException("the file %s is empty".formatted(csv));
      }
      return List.of(header.split(",", -1)).stream().map(ParquetFile::column).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + csv, e);
    }
  }

  private static Parquet.Column column(String name) {
    FocusColumn column = BY_NAME.get(name);
    if (column == null) {
      throw new IllegalArgumentException("no FOCUS export has the column '%s'".formatted(name));
    }
    return new Parquet.Column(
        name,
        switch (column.type()) {
          case DECIMAL -> Parquet.Kind.DECIMAL;
          case TIME -> Parquet.Kind.TIME;
          case STRING, JSON -> Parquet.Kind.TEXT;
        });
  }
}
