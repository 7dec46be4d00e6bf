package dev.weir.view.report;

import dev.weir.base.store.Database;
import dev.weir.exchange.reconcile.Days;
import dev.weir.exchange.reconcile.LedgerSum;
import dev.weir.exchange.reconcile.Share;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// The ledger's side of a reconciliation, without what is due by agreements: no bill tells of that
/// by the meter. Days are those on which calls were accepted, in UTC. Blocks; safe for any number
/// of threads.
public final class LedgerSums {
  private static final int ROWS_MAX = 500_000;

  /// Calls whose model had no price have no charge lines, and those whose cost was stated one of a
  /// request; what they used is in their own columns.
  private static final String SUMS =
      """
      WITH a AS (
        SELECT *, CAST(accepted_at AS DATE) AS day,
          coalesce(nullif(model_served, ''), model) AS of_model,
          attempt > 1 AS retried,
          kind IN ('settled', 'released', 'expired', 'recorded') AND response_id <> ''
            AND row_number() OVER (PARTITION BY response_id,
              kind IN ('settled', 'released', 'expired', 'recorded') ORDER BY position) > 1 AS doubled,
          kind = 'correction' AND CAST(booked_at AS DATE) > CAST(accepted_at AS DATE) AS late
        FROM booked
        WHERE kind <> 'due' AND (provider = ? OR (origin <> '' AND provider = ?)) AND accepted_at >= CAST(? AS TIMESTAMP) AND accepted_at < CAST(? AS TIMESTAMP)
      ), told AS (
        SELECT a.*, l.meter, l.quantity, l.amount FROM a JOIN booked_line l USING (position, call_id, attempt)
        WHERE l.meter <> 'request'
        UNION ALL
        SELECT a.*, 'request', requests, coalesce((SELECT sum(amount) FROM booked_line l
          WHERE l.position = a.position AND l.call_id = a.call_id AND l.attempt = a.attempt
            AND l.meter = 'request'), 0) FROM a
        UNION ALL
        SELECT * EXCLUDE (used), used.meter, used.quantity, 0 FROM (
          SELECT a.*, unnest([
            {'meter': 'input', 'quantity': input_tokens},
            {'meter': 'cache_read', 'quantity': cache_read_tokens},
            {'meter': 'cache_write_5m', 'quantity': cache_write_5m_tokens},
            {'meter': 'cache_write_1h', 'quantity': cache_write_1h_tokens},
            {'meter': 'output', 'quantity': output_tokens + reasoning_tokens}]) AS used
          FROM a WHERE NOT EXISTS (
            SELECT 1 FROM booked_line l
            WHERE l.call_id = a.call_id AND l.attempt = a.attempt AND l.meter <> 'request'))
      )
      """;

  private static final String GROUPS =
      """
      SELECT slot, of_model, meter, day, service_tier,
        CAST(sum(quantity) AS DECIMAL(38, 0)) AS quantity, sum(amount) AS amount,
        CAST(coalesce(sum(quantity) FILTER (retried), 0) AS DECIMAL(38, 0)) AS retried_quantity,
        coalesce(sum(amount) FILTER (retried), 0) AS retried_amount,
        CAST(coalesce(sum(quantity) FILTER (doubled), 0) AS DECIMAL(38, 0)) AS doubled_quantity,
        coalesce(sum(amount) FILTER (doubled), 0) AS doubled_amount,
        CAST(coalesce(sum(quantity) FILTER (late), 0) AS DECIMAL(38, 0)) AS late_quantity,
        coalesce(sum(amount) FILTER (late), 0) AS late_amount
      FROM told GROUP BY slot, of_model, meter, day, service_tier
      HAVING sum(quantity) <> 0 OR sum(amount) <> 0
      ORDER BY ALL LIMIT ?
      """;

  private final Database database;

  public LedgerSums(Database database) {
    this.database = database;
  }

  /// @param provider by its configured name
  /// @param priced by its name in the price book, which usage records may have
  /// @throws IllegalArgumentException if there are more sums than a reconciliation takes
  public List<LedgerSum> of(String provider, String priced, Days days) {
    return database.read(connection -> read(connection, List.of(provider, priced), days));
  }

  private static List<LedgerSum> read(Connection connection, List<String> names, Days days)
      throws SQLException {
    List<LedgerSum> sums = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SUMS + GROUPS)) {
      select.setString(1, names.getFirst());
      select.setString(2, names.getLast());
      select.setString(3, days.from().toString());
      select.setString(4, days.to().toString());
      select.setInt(5, ROWS_MAX + 1);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          sums.add(sum(row));
        }
      }
    }
    if (sums.size() > ROWS_MAX) {
      throw new IllegalArgumentException(
          "a reconciliation takes %,d sums of the ledger, %s to %s has more: ask for fewer days"
              .formatted(ROWS_MAX, days.from(), days.to()));
    }
    return List.copyOf(sums);
  }

  private static LedgerSum sum(ResultSet row) throws SQLException {
    return new LedgerSum(
        row.getString("slot"),
        row.getString("of_model"),
        row.getString("meter"),
        row.getObject("day", LocalDate.class),
        row.getString("service_tier"),
        row.getBigDecimal("quantity"),
        row.getBigDecimal("amount"),
        share(row, "retried"),
        share(row, "doubled"),
        share(row, "late"));
  }

  private static Share share(ResultSet row, String part) throws SQLException {
    return new Share(row.getBigDecimal(part + "_quantity"), row.getBigDecimal(part + "_amount"));
  }
}
