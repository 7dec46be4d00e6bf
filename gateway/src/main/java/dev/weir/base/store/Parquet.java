package dev.weir.base.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/// Parquet files: made of CSV files, and read, by a database in memory. Blocks.
public final class Parquet {
  /// However long a file is: a group of rows at a time.
  private static final String MEMORY = "512MiB";

  private static final Pattern NESTED = Pattern.compile("(MAP|STRUCT)\\(.*|.*\\[\\d*]");
  private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

  private Parquet() {}

  /// What a column's values are.
  public enum Kind {
    TEXT("VARCHAR"),
    /// With twelve decimals.
    DECIMAL("DECIMAL(38, 12)"),
    /// UTC.
    TIME("TIMESTAMP"),
    /// Anything else; never written.
    OTHER("VARCHAR");

    private final String sql;

    Kind(String sql) {
      this.sql = sql;
    }
  }

  public record Column(String name, Kind kind) {}

  /// Writes the rows of a CSV file whose first line is a header and whose empty cells are nulls.
  ///
  /// @param columns every column of the file, in its order
  /// @throws StoreFailure if a cell is not of its column's kind, or a file cannot be used
  public static void ofCsv(Path csv, List<Column> columns, Path parquet) {
    String cells =
        columns.stream()
            .map(column ->
                "CAST(%s AS %s) AS %s"
                    .formatted(quoted(column.name()), column.kind().sql, quoted(column.name())))
            .collect(Collectors.joining(", "));
    String sql =
        """
        COPY (SELECT %s FROM read_csv(%s, header = true, all_varchar = true, delim = ',',
          quote = '"', escape = '"', strict_mode = true, auto_detect = false, columns = {%s}))
        TO %s (FORMAT parquet)
        """
            .formatted(
                cells,
                literal(csv.toAbsolutePath().toString()),
                columns.stream()
                    .map(column -> literal(column.name()) + ": 'VARCHAR'")
                    .collect(Collectors.joining(", ")),
                literal(parquet.toAbsolutePath().toString()));
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new StoreFailure("cannot write Parquet file " + parquet, e);
    }
  }

  /// Whether bytes begin as every Parquet file does.
  public static boolean is(byte[] content) {
    return content.length >= MAGIC.length
        && Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /// What a file's bytes hold as CSV, with a header: nulls are empty cells, maps and lists JSON.
  ///
  /// @param name for messages
  /// @param charactersMax most of it
  /// @throws IllegalArgumentException naming the file, if it cannot be read or holds more
  public static String csv(String name, byte[] content, int charactersMax) {
    try {
      Path file = Files.createTempFile("weir-", ".parquet");
      try {
        Files.write(file, content);
        return csv(name, file, charactersMax);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no room for " + name, e);
    }
  }

  private static String csv(String name, Path file, int charactersMax) {
    StringBuilder text = new StringBuilder();
    try {
      line(columns(file).stream().map(column -> Optional.of(column.name())).toList(), text);
      each(
          file,
          cells -> {
            line(cells, text);
            if (text.length() > charactersMax) {
              throw new IllegalArgumentException(
                  "%s and what comes before it have more than %,d characters as text"
                      .formatted(name, charactersMax));
            }
          });
    } catch (StoreFailure unreadable) {
      throw new IllegalArgumentException(
          "%s is no Parquet file that can be read: %s".formatted(name, unreadable.getMessage()),
          unreadable);
    }
    return text.toString();
  }

  private static void line(List<Optional<String>> cells, StringBuilder text) {
    String separator = "";
    for (Optional<String> cell : cells) {
      text.append(separator);
      cell.ifPresent(value -> text.append('"').append(value.replace("\"", "\"\"")).append('"'));
      separator = ",";
    }
    text.append('\n');
  }

  /// Its columns, in order.
  public static List<Column> columns(Path parquet) {
    return on(parquet, "SELECT * FROM read_parquet(?) LIMIT 0", Parquet::columns);
  }

  /// Hands each row on as text: decimals plain, times as `2026-11-01T00:00:00Z`, what is nested as
  /// JSON.
  public static void each(Path parquet, Consumer<List<Optional<String>>> row) {
    Object _ =
        on(
            parquet,
            "SELECT %s FROM read_parquet(?)".formatted(cells(parquet)),
            rows -> {
              int width = rows.getMetaData().getColumnCount();
              int read = 0;
              while (rows.next()) {
                List<Optional<String>> cells = new ArrayList<>(width);
                for (int i = 1; i <= width; i++) {
                  cells.add(Optional.ofNullable(rows.getObject(i)).map(Parquet::text));
                }
                row.accept(cells);
                read++;
              }
              return read;
            });
  }

  private static String cells(Path parquet) {
    return on(
        parquet,
        "SELECT * FROM read_parquet(?) LIMIT 0",
        rows -> {
          ResultSetMetaData all = rows.getMetaData();
          List<String> cells = new ArrayList<>();
          for (int i = 1; i <= all.getColumnCount(); i++) {
            String name = quoted(all.getColumnName(i));
            boolean nested = NESTED.matcher(all.getColumnTypeName(i)).matches();
            cells.add(nested ? "CAST(to_json(%s) AS VARCHAR)".formatted(name) : name);
          }
          return String.join(", ", cells);
        });
  }

  @FunctionalInterface
  private interface Reading<T> {
    T of(ResultSet rows) throws SQLException;
  }

  private static <T> T on(Path parquet, String sql, Reading<T> reading) {
    try (Connection connection = connect();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, parquet.toAbsolutePath().toString());
      try (ResultSet rows = select.executeQuery()) {
        return reading.of(rows);
      }
    } catch (SQLException e) {
      throw new StoreFailure("cannot read Parquet file " + parquet, e);
    }
  }

  private static List<Column> columns(ResultSet rows) throws SQLException {
    ResultSetMetaData all = rows.getMetaData();
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= all.getColumnCount(); i++) {
      columns.add(new Column(all.getColumnName(i), kind(all.getColumnType(i))));
    }
    return columns;
  }

  private static Kind kind(int type) {
    return switch (type) {
      case Types.VARCHAR -> Kind.TEXT;
      case Types.DECIMAL, Types.NUMERIC, Types.DOUBLE, Types.FLOAT, Types.REAL -> Kind.DECIMAL;
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE, Types.DATE -> Kind.TIME;
      default -> Kind.OTHER;
    };
  }

  private static String text(Object value) {
    return switch (value) {
      case BigDecimal decimal ->
          decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
      case Double number when Double.isFinite(number) -> text(BigDecimal.valueOf(number));
      case Timestamp time -> time.toLocalDateTime().toInstant(ZoneOffset.UTC).toString();
      case LocalDateTime time -> time.toInstant(ZoneOffset.UTC).toString();
      case OffsetDateTime time -> time.toInstant().toString();
      default -> value.toString();
    };
  }

  private static Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("memory_limit", MEMORY);
    properties.setProperty("threads", "1");
    return new DuckDBDriver().connect("jdbc:duckdb:", properties);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
