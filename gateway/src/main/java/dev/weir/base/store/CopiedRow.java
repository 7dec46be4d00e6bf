package dev.weir.base.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A row of a table as texts, for copies, which do not understand them. Tables that are copied only
/// ever grow, and their first column is a position that rises.
///
/// @param table its name
/// @param values every column in its order; empty = NULL
public record CopiedRow(String table, long position, List<Optional<String>> values) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int ROWS_MAX = 2_000;
  private static final int CHARACTERS_MAX = 2 << 20;

  /// A table that can be copied: one of a closed set, whose code is its name in the database.
  public interface Table {
    String code();

    int columns();

    /// Which rows of an earlier table its rows belong to: those of one that is not in the copy are
    /// left out.
    Optional<Owner> owner();
  }

  /// @param column that has the owner's position; 0 = the first
  public record Owner(Table table, int column) {}

  public CopiedRow {
    values = List.copyOf(values);
  }

  /// One line of a copy.
  public String json() {
    try {
      return MAPPER.writeValueAsString(
          List.of(table, position, values.stream().map(value -> value.orElse(null)).toList()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written", e);
    }
  }

  /// A line that [#json] wrote.
  public static CopiedRow parse(String line) {
    JsonNode row;
    try {
      row = MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a copied row is JSON: " + e.getOriginalMessage(), e);
    }
    List<Optional<String>> values = new ArrayList<>();
    row.path(2).forEach(value -> values.add(Optional.ofNullable(value.textValue())));
    return new CopiedRow(row.path(0).asText(), row.path(1).asLong(), values);
  }

  /// Some rows behind a position, in their order and at least one if there is any. They are sorted
  /// before their columns become texts.
  public static List<CopiedRow> after(Connection connection, Table table, long position)
      throws SQLException {
    String sql =
        """
        SELECT CAST(COLUMNS(*) AS VARCHAR)
        FROM (SELECT * FROM %s WHERE position > ? ORDER BY position LIMIT ?)
        """
            .formatted(table.code());
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, position);
      select.setInt(2, ROWS_MAX);
      try (ResultSet rows = select.executeQuery()) {
        List<CopiedRow> found = new ArrayList<>();
        int characters = 0;
        while (characters < CHARACTERS_MAX && rows.next()) {
          CopiedRow row = row(table, rows);
          found.add(row);
          characters += row.values.stream().mapToInt(value -> value.orElse("").length()).sum();
        }
        return List.copyOf(found);
      }
    }
  }

  private static CopiedRow row(Table table, ResultSet row) throws SQLException {
    List<Optional<String>> values = new ArrayList<>(table.columns());
    for (int i = 1; i <= table.columns(); i++) {
      values.add(Optional.ofNullable(row.getString(i)));
    }
    return new CopiedRow(table.code(), Long.parseLong(row.getString(1)), values);
  }

  /// Stores copied rows, within the caller's transaction. A row of no such table, of other columns,
  /// or out of order, is an [IllegalArgumentException].
  ///
  /// @param tables that may be among them, owners before what belongs to them
  /// @return how many were stored
  public static long insert(
      Connection connection, List<? extends Table> tables, Iterator<CopiedRow> rows)
      throws SQLException {
    Map<String, Long> last = new HashMap<>();
    long stored = 0;
    for (Table table : tables) {
      last.put(table.code(), 0L);
    }
    try (Inserts inserts = new Inserts(connection)) {
      while (rows.hasNext()) {
        CopiedRow row = rows.next();
        Table table = row.of(tables);
        row.requireBehind(last.getOrDefault(row.table, 0L));
        last.put(row.table, row.position);
        if (!row.isOrphan(table, last)) {
          inserts.add(table, row);
          stored++;
        }
      }
    }
    return stored;
  }

  private Table of(List<? extends Table> tables) {
    for (Table each : tables) {
      if (each.code().equals(table) && each.columns() == values.size()) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "a copied row is of one of %s, with its columns, was of '%s' with %d"
            .formatted(tables.stream().map(Table::code).toList(), table, values.size()));
  }

  private void requireBehind(long before) {
    if (position <= before) {
      throw new IllegalArgumentException(
          "positions of %s rise; %d comes after %d".formatted(table, position, before));
    }
  }

  /// Whether what it belongs to came after the copy of its table.
  private boolean isOrphan(Table of, Map<String, Long> last) {
    return of.owner()
        .filter(owner ->
            Long.parseLong(values.get(owner.column()).orElse("0"))
                > last.getOrDefault(owner.table().code(), 0L))
        .isPresent();
  }

  /// One statement for each table that has rows.
  private static final class Inserts implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Inserts(Connection connection) {
      this.connection = connection;
    }

    void add(Table table, CopiedRow row) throws SQLException {
      PreparedStatement insert = statements.get(table.code());
      if (insert == null) {
        String marks = "?, ".repeat(table.columns() - 1) + "?";
        insert =
            connection.prepareStatement(
                "INSERT INTO %s VALUES (%s)".formatted(table.code(), marks));
        statements.put(table.code(), insert);
      }
      for (int i = 0; i < row.values.size(); i++) {
        insert.setString(i + 1, row.values.get(i).orElse(null));
      }
      insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
    }
  }
}
