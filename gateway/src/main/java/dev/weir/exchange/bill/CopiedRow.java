package dev.weir.exchange.bill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A row of one of the tables as texts, for copies, which do not understand them.
///
/// @param position of the row
/// @param values every column in its order; empty = NULL
public record CopiedRow(Table table, long position, List<Optional<String>> values) {
  private static final int ROWS_MAX = 2_000;
  private static final int CHARACTERS_MAX = 2 << 20;

  /// What is copied, in this order.
  public enum Table {
    BILL(17),
    BILL_ROW(4),
    BILL_LINE(21);

    private final int columns;

    Table(int columns) {
      this.columns = columns;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Table of(String code) {
      return Arrays.stream(values())
          .filter(table -> table.code().equals(code))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "a table of bills is bill, bill_row or bill_line, was '%s'".formatted(code)));
    }

    /// The rows are sorted before their columns become texts.
    private String select() {
      String rows =
          switch (this) {
            case BILL -> "SELECT * FROM bill";
            case BILL_ROW -> "SELECT * FROM bill_row";
            case BILL_LINE -> "SELECT * FROM bill_line";
          };
      return "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ("
          + rows
          + " WHERE position > ? ORDER BY position LIMIT ?)";
    }

    private String insert() {
      String marks = "?, ".repeat(columns - 1) + "?";
      return switch (this) {
        case BILL -> "INSERT INTO bill VALUES (" + marks + ")";
        case BILL_ROW -> "INSERT INTO bill_row VALUES (" + marks + ")";
        case BILL_LINE -> "INSERT INTO bill_line VALUES (" + marks + ")";
      };
    }
  }

  public CopiedRow {
    values = List.copyOf(values);
    if (values.size() != table.columns) {
      throw new IllegalArgumentException(
          "a row of %s has %d columns, was %d"
              .formatted(table.code(), table.columns, values.size()));
    }
  }

  /// The bill it belongs to.
  private long bill() {
    return table == Table.BILL ? position : Long.parseLong(values.get(1).orElse("0"));
  }

  /// One line of a copy.
  public String json() {
    return JsonText.of(
        List.of(table.code(), position, values.stream().map(value -> value.orElse(null)).toList()));
  }

  /// A line that [#json] wrote.
  public static CopiedRow parse(String line) {
    return JsonText.copied(line);
  }

  static List<CopiedRow> after(Connection connection, Table table, long position)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(table.select())) {
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
    List<Optional<String>> values = new ArrayList<>(table.columns);
    for (int i = 1; i <= table.columns; i++) {
      values.add(Optional.ofNullable(row.getString(i)));
    }
    return new CopiedRow(table, Long.parseLong(row.getString(1)), values);
  }

  /// Rows of a bill that was imported while it was copied, and whose head is not among them, are
  /// left out.
  static long insert(Connection connection, Iterator<CopiedRow> rows) throws SQLException {
    long stored = 0;
    try (PreparedStatement bills = connection.prepareStatement(Table.BILL.insert());
        PreparedStatement sources = connection.prepareStatement(Table.BILL_ROW.insert());
        PreparedStatement lines = connection.prepareStatement(Table.BILL_LINE.insert())) {
      Map<Table, Long> last = new EnumMap<>(Table.class);
      while (rows.hasNext()) {
        CopiedRow row = rows.next();
        long before = last.getOrDefault(row.table, 0L);
        if (row.position <= before) {
          throw new IllegalArgumentException(
              "positions of %s rise; %d comes after %d"
                  .formatted(row.table.code(), row.position, before));
        }
        last.put(row.table, row.position);
        if (row.bill() > last.getOrDefault(Table.BILL, 0L)) {
          continue;
        }
        PreparedStatement insert =
            switch (row.table) {
              case BILL -> bills;
              case BILL_ROW -> sources;
              case BILL_LINE -> lines;
            };
        for (int i = 0; i < row.values.size(); i++) {
          insert.setString(i + 1, row.values.get(i).orElse(null));
        }
        insert.executeUpdate();
        stored++;
      }
      return stored;
    }
  }
}
