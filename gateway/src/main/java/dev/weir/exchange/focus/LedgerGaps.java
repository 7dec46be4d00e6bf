package dev.weir.exchange.focus;

import dev.weir.base.store.Database;
import dev.weir.flow.projection.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// What an export cannot tell for want of a price. Blocks; safe for any number of threads.
final class LedgerGaps {
  private final Database database;

  LedgerGaps(Database database) {
    this.database = database;
  }

  /// @param what a meter, a tier or a price rule, by the name that charges have for it
  record Unpriced(String provider, String model, String what, long attempts) {}

  /// What the price book could not price in that time, and how often: attempts by provider, model
  /// and name of what has no price. They have no row, or one that is too cheap.
  List<Unpriced> unpriced(Instant from, Instant to) {
    Sql sql =
        new Sql()
            .add(
                """
                SELECT provider, model, what, sum(still) AS attempts FROM (
                  SELECT any_value(provider) AS provider, any_value(model) AS model,
                    unnest(arg_max(unpriced, position)) AS what, sum(partly_unpriced) AS still
                  FROM booked
                  WHERE partly_unpriced <> 0 AND accepted_at >= ? AND accepted_at < ?
                  GROUP BY call_id, attempt HAVING sum(partly_unpriced) > 0)
                GROUP BY ALL ORDER BY ALL
                """,
                ChargeSql.utc(from),
                ChargeSql.utc(to));
    return database.read(connection -> sql.list(connection, LedgerGaps::unpriced));
  }

  private static Unpriced unpriced(ResultSet row) throws SQLException {
    return new Unpriced(
        row.getString("provider"),
        row.getString("model"),
        row.getString("what"),
        row.getLong("attempts"));
  }

  /// Lines with a price that were loaded before list prices were kept.
  long withoutListPrice(Instant from, Instant to) {
    Sql sql =
        new Sql()
            .add(
                """
                SELECT count(*) AS lines FROM charge_line l JOIN attempt a ON a.position = l.position
                WHERE l.list_unit_price IS NULL AND l.unit_price IS NOT NULL
                  AND a.accepted_at >= ? AND a.accepted_at < ?
                """,
                ChargeSql.utc(from),
                ChargeSql.utc(to));
    return database
        .read(connection -> sql.list(connection, row -> row.getLong("lines")))
        .getFirst();
  }
}
