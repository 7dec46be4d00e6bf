package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.base.store.Database;
import dev.weir.flow.policy.Attempted;
import dev.weir.flow.policy.Attempted.Bound;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Consumer;

/// Attempts that a rule would have applied to, by the tags and at the cost they have by now.
/// Blocks; safe for any number of threads.
public final class PastAttempts {
  private static final String ROWS =
      """
       AS applies FROM booked
        WHERE origin = '' AND accepted_at >= ? AND accepted_at < ?)
      SELECT call_id, attempt, min(reserved_at) AS reserved_at, min(booked_at) AS ended_at,
        arg_max(tag_value, position) FILTER (applies AND counts > 0) AS tag_value,
        max(reserved) AS reserved, max(reserved_tokens) AS reserved_tokens,
        bool_or(len(list_filter(notes, lambda n: starts_with(n, 'boundless: '))) > 0) AS boundless,
        bool_or(len(list_filter(notes, lambda n: starts_with(n, 'unpriced '))) > 0) AS unpriced,
        sum(cost) FILTER (applies) AS cost,
        CAST(sum(tokens) FILTER (applies) AS BIGINT) AS tokens,
        attempt = min(attempt) OVER (PARTITION BY call_id) AS begins,
        attempt < max(attempt) OVER (PARTITION BY call_id) AS goes_on
      FROM told GROUP BY call_id, attempt
      HAVING coalesce(sum(counts) FILTER (applies), 0) > 0
      ORDER BY reserved_at, call_id, attempt
      """;

  private final Database database;

  public PastAttempts(Database database) {
    this.database = database;
  }

  /// Hands on what was accepted within a time, in the order of the reservations. All of it is in
  /// memory at once: ask for a day.
  ///
  /// @param from inclusive
  /// @param to exclusive
  public void each(Scope scope, Instant from, Instant to, Consumer<Attempted> sink) {
    Sql sql = sql(scope, from, to);
    database.read(connection -> read(connection, sql, sink));
  }

  private static Sql sql(Scope scope, Instant from, Instant to) {
    Sql sql =
        new Sql()
            .add(
                """
                WITH told AS (SELECT call_id, attempt, position, reserved_at, booked_at, reserved,
                  reserved_tokens, notes, cost, counts,
                """)
            .add(EndedSums.TOKENS + " AS tokens, ");
    scope.per().ifPresentOrElse(tag -> TagColumn.addTo(sql, tag), () -> sql.add("''"));
    sql.add(" AS tag_value, (TRUE");
    scope.where().forEach(condition -> TagColumn.addTo(sql.add(" AND "), condition));
    scope.per().ifPresent(tag -> TagColumn.addTo(sql.add(" AND "), Condition.present(tag)));
    return sql.add(")").add(ROWS, Columns.utc(from), Columns.utc(to));
  }

  private static int read(Connection connection, Sql sql, Consumer<Attempted> sink)
      throws SQLException {
    int rows = 0;
    try (PreparedStatement select = connection.prepareStatement(sql.text())) {
      sql.bind(select);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          sink.accept(attempted(row));
          rows++;
        }
      }
    }
    return rows;
  }

  private static Attempted attempted(ResultSet row) throws SQLException {
    Money reserved = Money.usd(row.getBigDecimal("reserved"));
    boolean proven = !row.getBoolean("boundless");
    boolean free = reserved.isZero() && proven && !row.getBoolean("unpriced");
    return new Attempted(
        row.getString("call_id"),
        row.getBoolean("begins"),
        row.getBoolean("goes_on"),
        Columns.time(row, "reserved_at"),
        Columns.time(row, "ended_at"),
        row.getString("tag_value"),
        new Bound(reserved, row.getLong("reserved_tokens"), free, proven),
        Money.usd(row.getBigDecimal("cost")),
        row.getLong("tokens"));
  }
}
