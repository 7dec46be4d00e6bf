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

/// How outcomes' values are spread. Thread-safe; blocks.
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

  /// Those in force, by use case.
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
        select.setObject(1, OutcomeRows.utc(OutcomeSums.NOW));
        select.setString(2, span.useCase());
        select.setObject(3, OutcomeRows.utc(span.from()));
        select.setObject(4, OutcomeRows.utc(span.to()));
        return read(select);
      }
    });
  }

  private static SortedMap<String, Spread> read(PreparedStatement select) throws SQLException {
    SortedMap<String, Spread> all = new TreeMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        long successes = row.getLong("successes");
        long valued = row.getLong("valued");
        all.put(
            row.getString("use_case"),
            new Spread(
                successes,
                successes - valued,
                moments(valued, row.getBigDecimal("usd"), row.getDouble("variance"))));
      }
    }
    return all;
  }

  private static Moments moments(long count, BigDecimal usd, double variance) {
    return count == 0
        ? Moments.NONE
        : new Moments(count, usd.doubleValue() / count, count == 1 ? 0 : count * variance);
  }
}
