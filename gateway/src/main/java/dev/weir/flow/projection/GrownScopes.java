package dev.weir.flow.projection;

import dev.weir.flow.entry.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The rows of the table `scope_growth`.
final class GrownScopes {
  private GrownScopes() {}

  /// @param part what follows WHERE, of a position and a limit
  static List<RaisedAlerts.ScopeGrew> told(
      Connection connection, String part, long position, int limit) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM scope_growth WHERE " + part)) {
      select.setLong(1, position);
      select.setInt(2, limit);
      List<RaisedAlerts.ScopeGrew> told = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          told.add(new RaisedAlerts.ScopeGrew(row.getLong("position"), entry(row)));
        }
      }
      return told;
    }
  }

  private static Entry.ScopeGrew entry(ResultSet row) throws SQLException {
    return new Entry.ScopeGrew(
        Columns.time(row, "told_at"),
        row.getString("use_case"),
        row.getString("kind"),
        row.getString("part"),
        row.getString("name"),
        row.getLong("calls"));
  }

  static Set<String> parts(Connection connection, String useCase, String kind) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT part FROM scope_growth WHERE use_case = ? AND kind = ?")) {
      select.setString(1, useCase);
      select.setString(2, kind);
      Set<String> parts = new HashSet<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          parts.add(row.getString(1));
        }
      }
      return parts;
    }
  }
}
