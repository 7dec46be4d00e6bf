package dev.weir.flow.books;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// A [Version] as it is stored, for copies: texts are passed on as they are and not understood.
///
/// @param body JSON
public record FactRow(
    long position,
    String kind,
    String id,
    int version,
    Instant at,
    String who,
    String why,
    String body,
    boolean retired) {
  private static final int ROWS_MAX = 200;
  private static final int CHARACTERS_MAX = 4 << 20;

  static List<FactRow> after(Connection connection, long position) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM versions WHERE position > ? ORDER BY position LIMIT ?")) {
      select.setLong(1, position);
      select.setInt(2, ROWS_MAX);
      try (ResultSet rows = select.executeQuery()) {
        List<FactRow> found = new ArrayList<>();
        int characters = 0;
        while (characters < CHARACTERS_MAX && rows.next()) {
          FactRow row = row(rows);
          found.add(row);
          characters += row.body.length();
        }
        return List.copyOf(found);
      }
    }
  }

  private static FactRow row(ResultSet row) throws SQLException {
    return new FactRow(
        row.getLong("position"),
        row.getString("kind"),
        row.getString("id"),
        row.getInt("version"),
        row.getObject("at_utc", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getString("who"),
        row.getString("why"),
        row.getString("body"),
        row.getBoolean("retired"));
  }

  /// Stores rows whose positions rise; returns the last one's, 0 without any.
  static long insert(Connection connection, Iterator<FactRow> rows) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      long last = 0;
      while (rows.hasNext()) {
        FactRow row = rows.next();
        if (row.position <= last) {
          throw new IllegalArgumentException(
              "positions of facts rise; %d comes after %d".formatted(row.position, last));
        }
        row.bind(insert);
        insert.executeUpdate();
        last = row.position;
      }
      return last;
    }
  }

  private void bind(PreparedStatement insert) throws SQLException {
    insert.setLong(1, position);
    insert.setString(2, kind);
    insert.setString(3, id);
    insert.setInt(4, version);
    insert.setObject(5, LocalDateTime.ofInstant(at, ZoneOffset.UTC));
    insert.setString(6, who);
    insert.setString(7, why);
    insert.setString(8, body);
    insert.setBoolean(9, retired);
  }
}
