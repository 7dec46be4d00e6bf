package dev.weir.flow.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/// Which free tags the calls of each hour and team have. Kept as [SpendHours] are.
public final class SpendTags {
  private static final String ADD =
      """
      INSERT INTO spend_tag SELECT DISTINCT CAST(? AS BIGINT), date_trunc('hour', accepted_at), team,
        unnest(map_keys(tags))
      FROM spend WHERE position >= ? AND position < ?
      """;

  private SpendTags() {}

  /// A table of `team` and `tag`, of every hour that a time has a part of.
  ///
  /// @param from in UTC, as `to`
  public static Sql tags(Connection connection, LocalDateTime from, LocalDateTime to)
      throws SQLException {
    long until = SpendSums.until(connection);
    LocalDateTime first = from.truncatedTo(ChronoUnit.HOURS);
    return new Sql()
        .add("(SELECT team, tag FROM spend_tag WHERE until_position <= ?", until)
        .add(" AND accepted_at >= ? AND accepted_at < ?", first, to)
        .add(" UNION ALL SELECT team, unnest(map_keys(tags)) FROM spend WHERE position >= ?", until)
        .add(" AND accepted_at >= ? AND accepted_at < ?) AS spend_tag", first, to);
  }

  static void add(Connection connection, long from, long until) throws SQLException {
    SpendSums.insert(connection, ADD, from, until);
  }
}
