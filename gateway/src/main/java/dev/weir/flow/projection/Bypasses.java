package dev.weir.flow.projection;

import dev.weir.flow.entry.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The rows of the table `bypass`.
final class Bypasses {
  private Bypasses() {}

  /// @param part what follows WHERE, of a position and a limit
  static List<RaisedAlerts.Bypassed> told(
      Connection connection, String part, long position, int limit) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM bypass WHERE " + part)) {
      select.setLong(1, position);
      select.setInt(2, limit);
      List<RaisedAlerts.Bypassed> told = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          told.add(new RaisedAlerts.Bypassed(row.getLong("position"), entry(row)));
        }
      }
      return told;
    }
  }

  private static Entry.Bypassed entry(ResultSet row) throws SQLException {
    return new Entry.Bypassed(
        Columns.time(row, "told_at"),
        row.getString("provider"),
        row.getString("key_id"),
        row.getObject("day", LocalDate.class),
        row.getLong("requests"),
        row.getLong("tokens"));
  }

  static Set<String> keys(Connection connection, String provider, LocalDate day)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT key_id FROM bypass WHERE provider = ? AND day = ?")) {
      select.setString(1, provider);
      select.setObject(2, day);
      Set<String> keys = new TreeSet<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          keys.add(row.getString(1));
        }
      }
      return keys;
    }
  }
}
