package dev.weir.value.event;

import dev.weir.base.stats.Moments;
import dev.weir.base.store.Database;
import dev.weir.value.event.OutcomeSums.Span;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/// How outcomes' values are spread, whose they are and how good. Those in force, by use case.
/// Thread-safe; blocks.
public final class OutcomeValues {
  private final Database database;

  OutcomeValues(Database database) {
    this.database = database;
  }

  /// Of the outcomes that succeeded.
  ///
  /// @param unvalued of them, of which nobody has said what they are worth
  /// @param usd as stated, of those that have a value; of shared ones the use case's share
  public record Spread(long successes, long unvalued, Moments usd) {}

  /// Of what successes are worth.
  public SortedMap<String, Spread> byUseCase(Span span) {
    String sql =
        """
        SELECT use_case, count(*) AS successes, count(value_usd) AS valued,
          coalesce(sum(value_usd), 0) AS usd,
          coalesce(var_pop(CAST(value_usd AS DOUBLE)), 0) AS variance
        FROM outcome_part
        WHERE success AND until_utc >= ? AND ? IN ('', use_case)
          AND occurred_utc >= ? AND occurred_utc < ?
        GROUP BY use_case ORDER BY use_case
        """;
    return database.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        bind(select, span);
        return read(select);
      }
    });
  }

  /// Values of successes of users whose first outcome of the use case lies in the span.
  public SortedMap<String, Moments> newcomers(Span span) {
    String sql =
        """
        WITH mine AS (
          SELECT p.use_case, o.user_name, o.success, p.occurred_utc, p.value_usd
          FROM outcome_span o JOIN part p ON p.outcome = o.position
          WHERE o.until_utc >= ? AND o.user_name <> '' AND ? IN ('', p.use_case)
            AND p.occurred_utc < ?),
        firsts AS (
          SELECT use_case, user_name FROM mine GROUP BY ALL HAVING min(occurred_utc) >= ?)
        SELECT use_case, count(value_usd) AS valued, coalesce(sum(value_usd), 0) AS usd,
          coalesce(var_pop(CAST(value_usd AS DOUBLE)), 0) AS variance
        FROM mine SEMI JOIN firsts USING (use_case, user_name)
        WHERE success GROUP BY use_case
        """;
    return database.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        select.setObject(1, OutcomeRows.utc(OutcomeSums.NOW));
        select.setString(2, span.useCase());
        select.setObject(3, OutcomeRows.utc(span.to()));
        select.setObject(4, OutcomeRows.utc(span.from()));
        SortedMap<String, Moments> all = new TreeMap<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            all.put(row.getString("use_case"), moments(row));
          }
        }
        return all;
      }
    });
  }

  /// How outcomes were told, successes or not.
  ///
  /// @param withUser of them, that name one
  /// @param withSession of them, that name one
  /// @param sessions different ones
  /// @param quality of those that are told with one, 0 to 1
  public record Told(
      long outcomes, long withUser, long withSession, long sessions, Moments quality) {}

  /// Whether a success or not.
  public SortedMap<String, Told> told(Span span) {
    String sql =
        """
        SELECT use_case, count(*) AS outcomes, count(*) FILTER (user_name <> '') AS users,
          count(*) FILTER (session_id <> '') AS named,
          count(DISTINCT session_id) FILTER (session_id <> '') AS sessions,
          count(q) AS marks, coalesce(avg(q), 0) AS mean,
          coalesce(var_pop(q) * count(q), 0) AS squares
        FROM (
          SELECT p.use_case, o.user_name, o.session_id,
            CAST(json_extract_string(o.content, '$.quality') AS DOUBLE) AS q
          FROM outcome_span o JOIN part p ON p.outcome = o.position
          WHERE o.until_utc >= ? AND ? IN ('', p.use_case)
            AND p.occurred_utc >= ? AND p.occurred_utc < ?)
        GROUP BY use_case
        """;
    return database.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        bind(select, span);
        SortedMap<String, Told> all = new TreeMap<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            all.put(row.getString("use_case"), told(row));
          }
        }
        return all;
      }
    });
  }

  private static Told told(ResultSet row) throws SQLException {
    return new Told(
        row.getLong("outcomes"),
        row.getLong("users"),
        row.getLong("named"),
        row.getLong("sessions"),
        new Moments(row.getLong("marks"), row.getDouble("mean"), row.getDouble("squares")));
  }

  private static void bind(PreparedStatement select, Span span) throws SQLException {
    select.setObject(1, OutcomeRows.utc(OutcomeSums.NOW));
    select.setString(2, span.useCase());
    select.setObject(3, OutcomeRows.utc(span.from()));
    select.setObject(4, OutcomeRows.utc(span.to()));
  }

  private static SortedMap<String, Spread> read(PreparedStatement select) throws SQLException {
    SortedMap<String, Spread> all = new TreeMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        long successes = row.getLong("successes");
        long valued = row.getLong("valued");
        all.put(row.getString("use_case"), new Spread(successes, successes - valued, moments(row)));
      }
    }
    return all;
  }

  private static Moments moments(ResultSet row) throws SQLException {
    long count = row.getLong("valued");
    BigDecimal usd = row.getBigDecimal("usd");
    return count == 0
        ? Moments.NONE
        : new Moments(
            count, usd.doubleValue() / count, count == 1 ? 0 : count * row.getDouble("variance"));
  }
}
