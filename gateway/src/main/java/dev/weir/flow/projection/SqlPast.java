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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The past as the database has it, rows of the batch under way included.
///
/// Its statements are prepared once for a batch: that takes longer than what they do.
final class SqlPast implements Past, AutoCloseable {
  private final Connection connection;
  private final RowWriter writer;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

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
    for (CallSpan span : CallSpan.of(call)) {
      PreparedStatement select =
          prepared(
              """
              SELECT accepted_at FROM attempt
              WHERE call_id = ? AND accepted_at >= ? AND accepted_at < ?
              ORDER BY position LIMIT 1
              """);
      select.setString(1, call.toString());
      span.bind(select, 2);
      try (ResultSet rows = select.executeQuery()) {
        if (rows.next()) {
          return Optional.of(Columns.time(rows, "accepted_at"));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Known> selectAttempt(AttemptId id) throws SQLException {
    writer.flush();
    for (CallSpan span : CallSpan.of(id.call())) {
      PreparedStatement select =
          prepared(
              """
              SELECT * FROM booked
              WHERE call_id = ? AND attempt = ? AND accepted_at >= ? AND accepted_at < ?
                AND counts > 0
              ORDER BY position DESC LIMIT 1
              """);
      select.setString(1, id.call().toString());
      select.setInt(2, id.attempt());
      span.bind(select, 3);
      try (ResultSet rows = select.executeQuery()) {
        if (rows.next()) {
          return Optional.of(known(rows));
        }
      }
    }
    return Optional.empty();
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement known = prepared.get(sql);
    if (known != null) {
      return known;
    }
    PreparedStatement statement = connection.prepareStatement(sql);
    prepared.put(sql, statement);
    return statement;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
  }

  private Known known(ResultSet row) throws SQLException {
    Row.Answer answer =
        new Row.Answer(
            row.getString("model_served"),
            row.getString("service_tier"),
            row.getString("response_id"),
            row.getString("fingerprint"),
            row.getString("region"),
            row.getInt("status"),
            row.getString("ending"));
    OpenAttempt attempt = Columns.attempt(row);
    return new Known(attempt, inForce(attempt), answer, beside(attempt, row));
  }

  private Row.Beside beside(OpenAttempt attempt, ResultSet row) throws SQLException {
    return row.getString("origin").isEmpty()
        ? Row.Beside.NONE
        : new Row.Beside(
            row.getString("origin"),
            row.getString("record_id"),
            row.getString("record_digest"),
            row.getString("account"),
            requestsInForce(attempt),
            Optional.ofNullable(row.getObject("used_until", LocalDateTime.class))
                .map(until -> until.toInstant(ZoneOffset.UTC)));
  }

  private long requestsInForce(OpenAttempt attempt) throws SQLException {
    PreparedStatement select =
        prepared(
            """
            SELECT sum(requests) FROM booked
            WHERE call_id = ? AND attempt = ? AND accepted_at = ?
            """);
    bind(select, attempt);
    try (ResultSet sum = select.executeQuery()) {
      sum.next();
      return sum.getLong(1);
    }
  }

  private Figures inForce(OpenAttempt attempt) throws SQLException {
    PreparedStatement select =
        prepared(
            """
            SELECT sum(input_tokens), sum(cache_read_tokens), sum(cache_write_5m_tokens),
              sum(cache_write_1h_tokens), sum(output_tokens), sum(reasoning_tokens),
              sum(bound_tokens), sum(cost), sum(cost_counted), sum(cost_estimated),
              sum(partly_unpriced), min(position), max(position)
            FROM booked WHERE call_id = ? AND attempt = ? AND accepted_at = ?
            """);
    bind(select, attempt);
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
          linesInForce(attempt.id(), sums.getLong(12), sums.getLong(13)));
    }
  }

  private List<Figures.Line> linesInForce(AttemptId id, long first, long last) throws SQLException {
    PreparedStatement select =
        prepared(
            """
            SELECT meter, unit_price, list_unit_price,
              sum(quantity) AS quantity, sum(amount) AS amount
            FROM booked_line
            WHERE call_id = ? AND attempt = ? AND position BETWEEN ? AND ?
            GROUP BY meter, unit_price, list_unit_price
            HAVING sum(quantity) <> 0 OR sum(amount) <> 0
            ORDER BY min(position), min(line)
            """);
    select.setString(1, id.call().toString());
    select.setInt(2, id.attempt());
    select.setLong(3, first);
    select.setLong(4, last);
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

  private static Optional<Money> price(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getBigDecimal(column)).map(Money::usd);
  }

  /// All rows of an attempt have its acceptance time.
  private static void bind(PreparedStatement select, OpenAttempt attempt) throws SQLException {
    select.setString(1, attempt.id().call().toString());
    select.setInt(2, attempt.id().attempt());
    select.setObject(3, Columns.utc(attempt.acceptedAt()));
  }
}
