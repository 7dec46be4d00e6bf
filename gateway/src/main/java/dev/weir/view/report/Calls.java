package dev.weir.view.report;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.projection.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks calls up in the ledger database. Blocks; safe for any number of threads.
public final class Calls {
  private static final int PAGE_MAX = 1_000;

  private final Database database;

  public Calls(Database database) {
    this.database = database;
  }

  /// Everything known of a call; empty if the ledger database has never heard of it.
  public Optional<CallRecord> call(CallId id) {
    return database.read(connection -> new CallLookup(connection, id).read());
  }

  /// Calls that have ended or were refused, newest first.
  ///
  /// @param before the page begins behind this call
  /// @param limit 1 to 1,000
  public CallPage page(
      ReportRange range, List<ReportQuery.Filter> filters, Optional<CallId> before, int limit) {
    requirePage(limit);
    Sql sql = pageSql(range, filters, before, limit);
    return database.read(connection -> {
      List<CallPage.Line> lines = lines(connection, sql);
      boolean more = lines.size() > limit;
      return more
          ? new CallPage(lines.subList(0, limit), Optional.of(lines.get(limit - 1).call()))
          : new CallPage(lines, Optional.empty());
    });
  }

  private static Sql pageSql(
      ReportRange range, List<ReportQuery.Filter> filters, Optional<CallId> before, int limit) {
    Sql sql = new Sql().add("SELECT call_id, min(accepted_at) AS accepted_at, min(");
    Dimension.parse("use_case").addTo(sql, range);
    sql.add(
        """
        ) AS use_case, min(user_id) AS user_id, min(key_id) AS key_id,
        coalesce(string_agg(DISTINCT nullif(model, ''), ', '), '') AS models,
        sum(attempts) AS attempts, max(refusal_kind) AS refused_as,
        sum(cost) AS cost, sum(cost_estimated) AS cost_estimated
        FROM spend
        """);
    sql.add("WHERE ");
    range.addTo(sql);
    for (ReportQuery.Filter filter : filters) {
      sql.add(" AND ");
      filter.dimension().addTo(sql, range);
      sql.add(" = ?", filter.value());
    }
    before.ifPresent(call -> sql.add(" AND call_id < ?", call.toString()));
    return sql.add(" GROUP BY call_id ORDER BY call_id DESC LIMIT ?", limit + 1);
  }

  private static List<CallPage.Line> lines(Connection connection, Sql sql) throws SQLException {
    List<CallPage.Line> lines = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql.text())) {
      sql.bind(select);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          lines.add(
              new CallPage.Line(
                  CallId.parse(row.getString("call_id")),
                  CallLookup.time(row, "accepted_at"),
                  row.getString("use_case"),
                  row.getString("user_id"),
                  row.getString("key_id"),
                  row.getString("models"),
                  row.getInt("attempts"),
                  row.getString("refused_as"),
                  Total.usd(row.getBigDecimal("cost")),
                  Total.usd(row.getBigDecimal("cost_estimated"))));
        }
      }
    }
    return lines;
  }

  /// Attempts charged their bound because nobody ended them, oldest first, until corrected.
  ///
  /// @param limit 1 to 1,000
  public List<TornAttempt> torn(int limit) {
    requirePage(limit);
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT call_id, attempt, reserved_at, provider, model, cost, key_id
              FROM attempt a
              WHERE kind = 'expired' AND NOT EXISTS (
                SELECT 1 FROM attempt c
                WHERE c.call_id = a.call_id AND c.attempt = a.attempt
                  AND c.kind = 'correction')
              ORDER BY position LIMIT ?
              """)) {
        select.setInt(1, limit);
        return torn(select);
      }
    });
  }

  private static List<TornAttempt> torn(PreparedStatement select) throws SQLException {
    List<TornAttempt> torn = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        torn.add(
            new TornAttempt(
                CallId.parse(row.getString("call_id")),
                row.getInt("attempt"),
                CallLookup.time(row, "reserved_at"),
                row.getString("provider"),
                row.getString("model"),
                Money.usd(row.getBigDecimal("cost")),
                row.getString("key_id")));
      }
    }
    return torn;
  }

  private static void requirePage(int limit) {
    if (limit < 1 || limit > PAGE_MAX) {
      throw new IllegalArgumentException(
          "a page has 1 to %d lines, was %d".formatted(PAGE_MAX, limit));
    }
  }
}
