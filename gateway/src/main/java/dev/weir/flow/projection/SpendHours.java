package dev.weir.flow.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// The view `spend` by the hour: the same sums from far fewer rows, for who asks for no single
/// call, user, session or free tag. Never changed, only added to, so that what is summed once stays
/// summed; what has come since is read from `spend` itself.
public final class SpendHours {
  private static final String DIMENSIONS =
      """
      key_id, quarantined, use_case, department, cost_centre, role, environment, team, project,
      route, model_asked, stream, purpose, provider, model, model_served, service_tier, provenance,
      price_book, rule_book, origin, account, status, ending, refusal_kind\
      """;

  private static final List<String> SUMS =
      List.of(
          "calls",
          "attempts",
          "billed",
          "refusals",
          "input_tokens",
          "cache_read_tokens",
          "cache_write_5m_tokens",
          "cache_write_1h_tokens",
          "output_tokens",
          "reasoning_tokens",
          "bound_tokens",
          "cost",
          "cost_counted",
          "cost_estimated",
          "cost_unattributed",
          "cost_safety",
          "cost_retry",
          "partly_unpriced");

  private static final String COLUMNS = DIMENSIONS + ", " + String.join(", ", SUMS);

  private static final String ADD =
      "INSERT INTO spend_hour SELECT CAST(? AS BIGINT), date_trunc('hour', accepted_at) AS hour, %s, %s"
              .formatted(
                  DIMENSIONS,
                  SUMS.stream().map("sum(%s)"::formatted).collect(Collectors.joining(", ")))
          + " FROM spend WHERE position >= ? AND position < ? GROUP BY ALL ORDER BY hour";

  private SpendHours() {}

  /// What stands for the view `spend` in a statement that names no column this has not. Where it is
  /// read, calls of an hour may all have been accepted at its beginning.
  public static Sql spend(Connection connection) throws SQLException {
    long until = until(connection);
    return new Sql()
        .add(
            "(SELECT accepted_at, " + COLUMNS + " FROM spend_hour WHERE until_position <= ?", until)
        .add(" UNION ALL SELECT accepted_at, " + COLUMNS)
        .add(" FROM spend WHERE position >= ?) AS spend", until);
  }

  /// Adds up what is loaded and not in the table, once that is so many rows.
  static void add(Connection connection, long next, long rows) throws SQLException {
    long from = until(connection);
    if (count(connection, "SELECT count(*) FROM spend WHERE position >= ?", from) < rows) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      insert.setLong(1, next);
      insert.setLong(2, from);
      insert.setLong(3, next);
      insert.executeUpdate();
    }
  }

  private static long until(Connection connection) throws SQLException {
    return count(connection, "SELECT coalesce(max(until_position), 0) FROM spend_hour");
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
