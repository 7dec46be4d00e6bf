package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.base.store.StoreFailure;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The past as the database has it, rows of the batch under way included.
final class SqlPast implements Past {
  private final Connection connection;
  private final RowWriter writer;

  SqlPast(Connection connection, RowWriter writer) {
    this.connection = connection;
    this.writer = writer;
  }

  @Override
  public Optional<Instant> acceptedAt(CallId call) {
    try {
      return selectAcceptedAt(call);
    } catch (SQLException e) {
      throw new StoreFailure("cannot read when " + call + " was accepted", e);
    }
  }

  @Override
  public Optional<Known> attempt(AttemptId id) {
    try {
      return selectAttempt(id);
    } catch (SQLException e) {
      throw new StoreFailure("cannot read what is known of " + id, e);
    }
  }

  private Optional<Instant> selectAcceptedAt(CallId call) throws SQLException {
    writer.flush();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT accepted_at FROM attempt WHERE call_id = ? ORDER BY position LIMIT 1")) {
      select.setString(1, call.toString());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(Columns.time(rows, "accepted_at")) : Optional.empty();
      }
    }
  }

  private Optional<Known> selectAttempt(AttemptId id) throws SQLException {
    writer.flush();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT * FROM attempt
            WHERE call_id = ? AND attempt = ? AND kind NOT IN ('correction', 'voided')
            """)) {
      bind(select, id);
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        Row.Answer answer =
            new Row.Answer(
                rows.getString("model_served"),
                rows.getString("service_tier"),
                rows.getString("response_id"),
                rows.getString("fingerprint"),
                rows.getString("region"),
                rows.getInt("status"),
                rows.getString("ending"));
        return Optional.of(new Known(Columns.attempt(rows), inForce(id), answer, beside(id, rows)));
      }
    }
  }

  private Row.Beside beside(AttemptId id, ResultSet row) throws SQLException {
    return row.getString("origin").isEmpty()
        ? Row.Beside.NONE
        : new Row.Beside(
            row.getString("origin"),
            row.getString("record_id"),
            row.getString("record_digest"),
            row.getString("account"),
            requestsInForce(id),
            Optional.ofNullable(row.getObject("used_until", LocalDateTime.class))
                .map(until -> until.toInstant(ZoneOffset.UTC)));
  }

  private long requestsInForce(AttemptId id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT sum(requests) FROM booked WHERE call_id = ? AND attempt = ?")) {
      bind(select, id);
      try (ResultSet sum = select.executeQuery()) {
        sum.next();
        return sum.getLong(1);
      }
    }
  }

  private Figures inForce(AttemptId id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT sum(input_tokens), sum(cache_read_tokens), sum(cache_write_5m_tokens),
              sum(cache_write_1h_tokens), sum(output_tokens), sum(reasoning_tokens),
              sum(bound_tokens), sum(cost), sum(cost_counted), sum(cost_estimated),
              sum(partly_unpriced)
            FROM booked WHERE call_id = ? AND attempt = ?
            """)) {
      bind(select, id);
      try (ResultSet sums = select.executeQuery()) {
        sums.next();
        return new Figures(
            sums.getLong(1),
            sums.getLong(2),
            sums.getLong(3),
            sums.getLong(4),
            sums.getLong(5),
            sums.getLong(6),
            sums.getLong(7),
            Money.usd(sums.getBigDecimal(8)),
            Money.usd(sums.getBigDecimal(9)),
            Money.usd(sums.getBigDecimal(10)),
            sums.getInt(11),
            linesInForce(id));
      }
    }
  }

  private List<Figures.Line> linesInForce(AttemptId id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT meter, unit_price, list_unit_price,
              sum(quantity) AS quantity, sum(amount) AS amount
            FROM booked_line WHERE call_id = ? AND attempt = ?
            GROUP BY meter, unit_price, list_unit_price
            HAVING sum(quantity) <> 0 OR sum(amount) <> 0
            ORDER BY min(position), min(line)
            """)) {
      bind(select, id);
      List<Figures.Line> lines = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          lines.add(
              new Figures.Line(
                  rows.getString("meter"),
                  rows.getLong("quantity"),
                  price(rows, "unit_price"),
                  Money.usd(rows.getBigDecimal("amount")),
                  price(rows, "list_unit_price")));
        }
      }
      return lines;
    }
  }

  private static Optional<Money> price(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getBigDecimal(column)).map(Money::usd);
  }

  private static void bind(PreparedStatement select, AttemptId id) throws SQLException {
    select.setString(1, id.call().toString());
    select.setInt(2, id.attempt());
  }
}
