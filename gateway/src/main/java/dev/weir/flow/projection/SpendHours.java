package dev.weir.flow.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/// The view `spend` by the hour: the same sums from far fewer rows, for who asks for no single
/// call, user or session. Never changed, only added to, so that what is summed once stays summed;
/// what has come since is read from `spend` itself, and so are the parts of hours with which a time
/// begins and ends.
public enum SpendHours {
  /// Without free tags.
  PLAIN("spend_hour", ""),
  /// Told apart by their free tags too, in the column `tags`.
  TAGGED("spend_hour_tagged", ", tags");

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

  private final String table;
  private final String dimensions;

  SpendHours(String table, String more) {
    this.table = table;
    this.dimensions = DIMENSIONS + more;
  }

  private String columns() {
    return "accepted_at, " + dimensions + ", " + String.join(", ", SUMS);
  }

  /// What stands for the view `spend` in a statement that names no column this has not, and no rows
  /// of another time. Where it is read, calls of an hour may all have been accepted at its
  /// beginning.
  ///
  /// @param from in UTC, as `to`
  public Sql spend(Connection connection, LocalDateTime from, LocalDateTime to)
      throws SQLException {
    long until = SpendSums.until(connection);
    LocalDateTime first = hour(from).isBefore(from) ? hour(from).plusHours(1) : from;
    LocalDateTime last = hour(to);
    if (!first.isBefore(last)) {
      return new Sql().add("spend");
    }
    Sql sql =
        new Sql()
            .add("(SELECT " + columns() + " FROM " + table + " WHERE until_position <= ?", until)
            .add(" AND accepted_at >= ? AND accepted_at < ?", first, last)
            .add(" UNION ALL SELECT " + columns() + " FROM spend WHERE position >= ?", until);
    addPart(sql, until, from, first);
    addPart(sql, until, last, to);
    return sql.add(") AS spend");
  }

  private void addPart(Sql sql, long until, LocalDateTime from, LocalDateTime to) {
    if (from.isBefore(to)) {
      sql.add(" UNION ALL SELECT " + columns() + " FROM spend WHERE position < ?", until)
          .add(" AND accepted_at >= ? AND accepted_at < ?", from, to);
    }
  }

  private static LocalDateTime hour(LocalDateTime time) {
    return time.truncatedTo(ChronoUnit.HOURS);
  }

  /// Adds up rows from a position on and before another.
  void add(Connection connection, long from, long until) throws SQLException {
    String sums = SUMS.stream().map("sum(%s)"::formatted).collect(Collectors.joining(", "));
    SpendSums.insert(
        connection,
        "INSERT INTO %s SELECT CAST(? AS BIGINT), date_trunc('hour', accepted_at) AS hour, %s, %s"
                .formatted(table, dimensions, sums)
            + " FROM spend WHERE position >= ? AND position < ? GROUP BY ALL ORDER BY hour",
        from,
        until);
  }
}
