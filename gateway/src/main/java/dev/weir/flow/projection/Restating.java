package dev.weir.flow.projection;

import dev.weir.base.money.Total;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.Repricing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/// Writes what one entry says of many attempts: the differences of their charges, and the lines
/// that these are made of.
final class Restating {
  /// What a record is called where it was told of stands in its first row alone.
  private static final String ROWS =
      """
      INSERT INTO restated
      SELECT a.* REPLACE (
        CAST(? AS BIGINT) AS position, 'rerated' AS kind, CAST(? AS TIMESTAMP) AS booked_at,
        CAST(? AS VARCHAR) AS price_book, c.now - c.was AS cost,
        CASE c.provenance WHEN 'counted' THEN c.now - c.was ELSE 0 END AS cost_counted,
        CASE c.provenance WHEN 'estimated' THEN c.now - c.was ELSE 0 END AS cost_estimated,
        c.partly AS partly_unpriced, c.unpriced AS unpriced, c.provenance AS provenance,
        MAP {} AS beyond, CAST(0 AS BIGINT) AS input_tokens, 0 AS cache_read_tokens,
        0 AS cache_write_5m_tokens, 0 AS cache_write_1h_tokens, 0 AS output_tokens,
        0 AS reasoning_tokens, 0 AS bound_tokens, 0 AS requests, -1 AS first_byte_micros,
        -1 AS first_token_micros, -1 AS first_completion_micros, -1 AS frame_gap_p50_micros,
        -1 AS frame_gap_p99_micros, -1 AS total_micros, 0 AS frames, -1 AS queue_micros,
        -1 AS admit_micros, -1 AS connect_micros, CAST(? AS VARCHAR) AS source,
        CAST(? AS VARCHAR) AS who, CAST(? AS VARCHAR) AS why, '' AS record_id, '' AS record_digest)
      FROM (FROM attempt UNION ALL FROM restated) a JOIN temp.changed c
        ON a.position = c.facts_position AND a.call_id = c.call_id AND a.attempt = c.attempt
      WHERE a.accepted_at >= ? AND a.accepted_at < ?
      """;

  /// Lines that take others back have negative numbers. Where nothing but other prices was said,
  /// the last row has all lines in force.
  private static final String TAKEN_BACK =
      """
      INSERT INTO restated_line
      SELECT CAST(? AS BIGINT), -l.line, l.call_id, l.attempt, l.meter, -l.quantity, l.unit_price,
        -l.amount, l.list_unit_price
      FROM booked_line l SEMI JOIN (FROM temp.changed WHERE plain) c
        ON l.position = c.last_position AND l.call_id = c.call_id AND l.attempt = c.attempt
      WHERE l.line > 0 AND l.position BETWEEN ? AND ?
      """;

  private static final String SUMS_TAKEN_BACK =
      """
      INSERT INTO restated_line
      SELECT CAST(? AS BIGINT), -row_number() OVER (
          PARTITION BY call_id, attempt ORDER BY min(l.position), min(l.line)),
        call_id, attempt, l.meter, -sum(l.quantity), l.unit_price, -sum(l.amount),
        l.list_unit_price
      FROM booked_line l SEMI JOIN (
        FROM temp.changed WHERE NOT plain) USING (call_id, attempt)
      WHERE l.position BETWEEN ? AND ?
      GROUP BY call_id, attempt, l.meter, l.unit_price, l.list_unit_price
      HAVING sum(l.quantity) <> 0 OR sum(l.amount) <> 0
      """;

  private static final String SHARES_TAKEN_BACK =
      """
      INSERT INTO attempt_module
      SELECT CAST(? AS BIGINT), call_id, attempt, module, version, -sum(tokens), -sum(cost)
      FROM attempt_module SEMI JOIN temp.changed USING (call_id, attempt)
      WHERE position BETWEEN ? AND ?
      GROUP BY call_id, attempt, module, version
      """;

  private final Connection connection;
  private final long position;
  private final Entry.Rerated entry;

  Restating(Connection connection, long position, Entry.Rerated entry) {
    this.connection = connection;
    this.position = position;
    this.entry = entry;
  }

  /// Writes the rows. What of the entry they contradict, or nothing if they are what it says.
  Optional<String> write(PastBooks books) throws SQLException {
    Rerate rerate =
        new Rerate(
            entry.from(), entry.until(), entry.before(), entry.priceBook(), entry.priceNames());
    Optional<PriceBook> book = rerate.book(connection, books);
    if (book.isEmpty()) {
      return Optional.of(
          "priced anew with book %s, which is not known".formatted(entry.priceBook()));
    }
    DuckDBConnection duck = connection.unwrap(DuckDBConnection.class);
    try (Repriced repriced = new Repriced(connection);
        TableAppender lines = new TableAppender(duck, "restated_line");
        TableAppender shares = new TableAppender(duck, "attempt_module")) {
      rerate.on(connection, books, book.get(), new Lines(repriced, lines, shares));
      repriced.flush();
      lines.flush();
      shares.flush();
      restate();
      return contradiction(repriced.lines());
    }
  }

  /// Writes the lines of what is changed as it is heard of.
  private final class Lines implements Rerate.Sink {
    private final Repriced repriced;
    private final TableAppender lines;
    private final TableAppender shares;

    Lines(Repriced repriced, TableAppender lines, TableAppender shares) {
      this.repriced = repriced;
      this.lines = lines;
      this.shares = shares;
    }

    @Override
    public void fits() throws SQLException {
      repriced.fits();
      lines.flush();
      try (PreparedStatement insert = connection.prepareStatement(FlatRows.LINES)) {
        insert.setLong(1, position);
        insert.executeUpdate();
      }
    }

    @Override
    public void take(RatedRow row, Repricing.Outcome outcome) throws SQLException {
      repriced.take(row, outcome);
      if (outcome instanceof Repricing.Outcome.Changed(Charge charge)) {
        lines(lines, row, charge);
        shares(shares, row, charge);
      }
    }
  }

  private void lines(TableAppender table, RatedRow row, Charge charge) throws SQLException {
    int number = 0;
    for (Charge.Line line : charge.lines()) {
      table
          .begin()
          .count(position)
          .number(++number)
          .text(row.call())
          .number(row.attempt())
          .text(line.meter().label())
          .count(line.quantity())
          .money(line.unitPrice())
          .money(line.amount())
          .money(line.listUnitPrice())
          .end();
    }
  }

  private void shares(TableAppender table, RatedRow row, Charge charge) throws SQLException {
    if (row.modules().isEmpty()) {
      return;
    }
    Figures figures = Figures.of(row.past().usage(), charge);
    for (ModuleShare share : ModuleShare.of(Columns.modules(row.modules()), figures)) {
      table
          .begin()
          .count(position)
          .text(row.call())
          .number(row.attempt())
          .text(share.module())
          .number(share.version())
          .count(share.tokens())
          .money(share.cost())
          .end();
    }
  }

  /// The rows of the differences, and what they take back: of the entries before this one.
  private void restate() throws SQLException {
    long first;
    long last;
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT min(first_position), max(last_position) FROM temp.changed");
        ResultSet row = select.executeQuery()) {
      row.next();
      first = row.getLong(1);
      last = row.getLong(2);
    }
    try (PreparedStatement insert = connection.prepareStatement(ROWS)) {
      insert.setLong(1, position);
      insert.setObject(2, Columns.utc(entry.at()));
      insert.setString(3, entry.priceBook());
      insert.setString(4, entry.run());
      insert.setString(5, entry.who());
      insert.setString(6, entry.why());
      insert.setObject(7, Columns.utc(entry.from()));
      insert.setObject(8, Columns.utc(entry.until()));
      insert.executeUpdate();
    }
    for (String taken : List.of(TAKEN_BACK, SUMS_TAKEN_BACK, SHARES_TAKEN_BACK)) {
      try (PreparedStatement insert = connection.prepareStatement(taken)) {
        insert.setLong(1, position);
        insert.setLong(2, first);
        insert.setLong(3, last);
        insert.executeUpdate();
      }
    }
  }

  /// The figures were worked out before the entry was written, from the same rows and books.
  private Optional<String> contradiction(List<Reratings.Line> lines) {
    long count = lines.stream().mapToLong(Reratings.Line::attempts).sum();
    Total was = lines.stream().map(Reratings.Line::was).reduce(Total.ZERO, Total::plus);
    Total now = lines.stream().map(Reratings.Line::now).reduce(Total.ZERO, Total::plus);
    boolean same = count == entry.changed() && was.equals(entry.was()) && now.equals(entry.now());
    return same
        ? Optional.empty()
        : Optional.of(
            "run %s priced %d anew, %s USD to %s USD, and its entry says %d, %s to %s"
                .formatted(
                    entry.run(),
                    count,
                    was.toUsd().toPlainString(),
                    now.toUsd().toPlainString(),
                    entry.changed(),
                    entry.was().toUsd().toPlainString(),
                    entry.now().toUsd().toPlainString()));
  }
}
