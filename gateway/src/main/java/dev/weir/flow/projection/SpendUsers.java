package dev.weir.flow.projection;

import java.sql.Connection;
import java.sql.SQLException;

/// Which users called for which use cases on which days of UTC, how often they were billed, and how
/// often it was for themselves. Quarantined calls, and those that name no use case or no user, are
/// in none of it. Kept as [SpendHours] are.
public final class SpendUsers {
  private static final String OF_SPEND =
      """
       FROM spend WHERE use_case <> '' AND user_id <> '' AND NOT quarantined
       AND position >= ?
      """;

  private static final String PRIMARY = "CASE WHEN purpose = 'primary' THEN calls ELSE 0 END";

  private static final String ADD =
      "INSERT INTO spend_user SELECT CAST(? AS BIGINT), date_trunc('day', accepted_at) AS day,"
          + " use_case, user_id, sum(billed), sum("
          + PRIMARY
          + ")"
          + OF_SPEND
          + " AND position < ? GROUP BY ALL ORDER BY day";

  private SpendUsers() {}

  /// A table of `day`, its first instant; `use_case`, `user_id`, `billed` and `primary_calls`. A
  /// user's day may stand in several rows.
  public static Sql days(Connection connection) throws SQLException {
    long until = SpendSums.until(connection);
    return new Sql()
        .add("(SELECT day, use_case, user_id, billed, primary_calls FROM spend_user")
        .add(" WHERE until_position <= ?", until)
        .add(
            " UNION ALL SELECT date_trunc('day', accepted_at), use_case, user_id, billed, "
                + PRIMARY
                + OF_SPEND,
            until)
        .add(") AS spend_user");
  }

  static void add(Connection connection, long from, long until) throws SQLException {
    SpendSums.insert(connection, ADD, from, until);
  }
}
