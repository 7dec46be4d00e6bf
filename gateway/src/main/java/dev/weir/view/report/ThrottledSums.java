package dev.weir.view.report;

import dev.weir.base.store.Database;
import dev.weir.flow.projection.SpendHours;
import dev.weir.flow.projection.Sql;
import dev.weir.value.opportunity.MissedUpside;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.List;

/// What limits refused of use cases, by month of UTC. Blocks; safe for any number of threads.
public final class ThrottledSums {
  private static final int USE_CASES_MAX = 10_000;

  /// What a budget, a limit or a roll-out refused, and nothing else.
  private static final String THROTTLES =
      "('budget_spent', 'budget_busy', 'limit_reached', 'not_in_rollout')";

  private static final String OF_PRIMARY =
      """
       AND use_case <> '' AND NOT quarantined AND purpose = 'primary'
       AND accepted_at >= ? AND accepted_at < ? GROUP BY use_case
      """;

  private final Database database;

  public ThrottledSums(Database database) {
    this.database = database;
  }

  /// Use cases of which limits refused calls in a month. Who was refused is read from the refusals
  /// alone, what was served from the sums by the hour.
  public List<MissedUpside.Throttled> of(YearMonth month) {
    LocalDateTime from = month.atDay(1).atStartOfDay();
    LocalDateTime to = month.plusMonths(1).atDay(1).atStartOfDay();
    return database.read(connection ->
        new Sql()
            .add(
                """
                WITH refused AS (
                  SELECT use_case, sum(refusals) AS refused, count(DISTINCT
                    coalesce(nullif(user_id, ''), key_id) || date_trunc('hour', accepted_at))
                    AS least
                  FROM spend WHERE refusals <> 0 AND refusal_kind IN
                """)
            .add(THROTTLES)
            .add(OF_PRIMARY, from, to)
            .add("), served AS (SELECT use_case, sum(calls) AS served, sum(cost) AS cost FROM ")
            .add(SpendHours.PLAIN.spend(connection, from, to))
            .add(" WHERE TRUE")
            .add(OF_PRIMARY, from, to)
            .add(
                """
                ) SELECT use_case, coalesce(served, 0) AS served, coalesce(cost, 0) AS cost,
                  refused, least
                FROM refused LEFT JOIN served USING (use_case) ORDER BY use_case LIMIT ?
                """,
                USE_CASES_MAX)
            .list(connection, ThrottledSums::throttled));
  }

  private static MissedUpside.Throttled throttled(ResultSet row) throws SQLException {
    return new MissedUpside.Throttled(
        row.getString("use_case"),
        row.getLong("served"),
        row.getBigDecimal("cost").doubleValue(),
        row.getLong("refused"),
        row.getLong("least"));
  }
}
