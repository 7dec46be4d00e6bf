package dev.weir.flow.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// How far the sums of the view `spend` reach: all of them to the same position of the journal,
/// which the table `spend_hour` tells.
final class SpendSums {
  private SpendSums() {}

  /// Adds up what is loaded and not in the tables, once that is so many rows; of many more about as
  /// many, as memory is small.
  ///
  /// @return whether there is more to add up
  static boolean add(Connection connection, long next, long rows) throws SQLException {
    long from = until(connection);
    long left = count(connection, "SELECT count(*) FROM spend WHERE position >= ?", from);
    if (left < rows) {
      return false;
    }
    long until = left < 2 * rows ? next : 1 + last(connection, from, rows);
    for (SpendHours hours : SpendHours.values()) {
      hours.add(connection, from, until);
    }
    SpendUsers.add(connection, from, until);
    SpendTags.add(connection, from, until);
    SpendUses.add(connection, from, until);
    return until < next;
  }

  /// Where the last of so many rows stands.
  private static long last(Connection connection, long from, long rows) throws SQLException {
    return count(
        connection,
        """
        SELECT max(position) FROM (
          SELECT position FROM spend WHERE position >= ? ORDER BY position LIMIT ?)
        """,
        from,
        rows);
  }

  /// Rows of `spend` before this position are in the sums.
  static long until(Connection connection) throws SQLException {
    return count(connection, "SELECT coalesce(max(until_position), 0) FROM spend_hour");
  }

  /// @param statement of the position up to which it adds, the one it adds from, and the first
  ///   again
  static void insert(Connection connection, String statement, long from, long until)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(statement)) {
      new Sql().bound(until, from, until).bind(insert);
      insert.executeUpdate();
    }
  }

  private static long count(Connection connection, String query, Object... values)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      new Sql().bound(values).bind(select);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
