package dev.weir.flow.projection;

import dev.weir.base.money.Total;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.Repricing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/// Writes what one entry says of many attempts: the differences of their charges, and the lines
/// that these are made of.
final class Restating {
  /// What has another charge, until its rows are written.
  private static final String CHANGED =
      """
      CREATE TEMP TABLE changed (
        call_id VARCHAR, attempt INTEGER, difference DECIMAL(38, 12), partly INTEGER,
        unpriced VARCHAR[], provenance VARCHAR)
      """;

  private static final String ROWS =
      """
      INSERT INTO restated
      SELECT a.* REPLACE (
        CAST(? AS BIGINT) AS position, 'rerated' AS kind, CAST(? AS TIMESTAMP) AS booked_at,
        CAST(? AS VARCHAR) AS price_book, c.difference AS cost,
        CASE c.provenance WHEN 'counted' THEN c.difference ELSE 0 END AS cost_counted,
        CASE c.provenance WHEN 'estimated' THEN c.difference ELSE 0 END AS cost_estimated,
        c.partly AS partly_unpriced, c.unpriced AS unpriced, c.provenance AS provenance,
        MAP {} AS beyond, CAST(0 AS BIGINT) AS input_tokens, 0 AS cache_read_tokens,
        0 AS cache_write_5m_tokens, 0 AS cache_write_1h_tokens, 0 AS output_tokens,
        0 AS reasoning_tokens, 0 AS bound_tokens, 0 AS requests, -1 AS first_byte_micros,
        -1 AS first_token_micros, -1 AS first_completion_micros, -1 AS frame_gap_p50_micros,
        -1 AS frame_gap_p99_micros, -1 AS total_micros, 0 AS frames, -1 AS queue_micros,
        -1 AS admit_micros, -1 AS connect_micros, CAST(? AS VARCHAR) AS source,
        CAST(? AS VARCHAR) AS who, CAST(? AS VARCHAR) AS why)
      FROM attempt a JOIN changed c USING (call_id, attempt)
      WHERE a.kind NOT IN ('correction', 'voided') AND a.position BETWEEN ? AND ?
      """;

  /// Lines that take others back have the negative of their number.
  private static final String TAKEN_BACK =
      """
      INSERT INTO restated_line
      SELECT CAST(? AS BIGINT), -min(l.line), call_id, attempt, l.meter, -sum(l.quantity),
        l.unit_price, -sum(l.amount), l.list_unit_price
      FROM booked_line l SEMI JOIN changed USING (call_id, attempt)
      WHERE l.position BETWEEN ? AND ?
      GROUP BY call_id, attempt, l.meter, l.unit_price, l.list_unit_price
      HAVING sum(l.quantity) <> 0 OR sum(l.amount) <> 0
      """;

  private static final String SHARES_TAKEN_BACK =
      """
      INSERT INTO attempt_module
      SELECT CAST(? AS BIGINT), call_id, attempt, module, version, -sum(tokens), -sum(cost)
      FROM attempt_module SEMI JOIN changed USING (call_id, attempt)
      WHERE position BETWEEN ? AND ?
      GROUP BY call_id, attempt, module, version
      """;

  private final Connection connection;
  private final long position;
  private final Entry.Rerated entry;
  private final Total.Sum was = new Total.Sum();
  private final Total.Sum now = new Total.Sum();
  private long count;
  private long first = Long.MAX_VALUE;
  private long last;

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
    execute("DROP TABLE IF EXISTS temp.changed");
    execute(CHANGED);
    DuckDBConnection duck = connection.unwrap(DuckDBConnection.class);
    try (TableAppender changed = new TableAppender(duck, "temp", "changed");
        TableAppender lines = new TableAppender(duck, "restated_line");
        TableAppender shares = new TableAppender(duck, "attempt_module")) {
      rerate.on(
          connection,
          books,
          book.get(),
          (row, outcome) -> {
            if (outcome instanceof Repricing.Outcome.Changed(Charge charge)) {
              add(row, charge);
              changed(changed.begin(), row, charge);
              lines(lines, row, charge);
              shares(shares, row, charge);
            }
          });
      changed.flush();
      // Before the appended ones are there: what is taken back is of the entries before this one.
      rows();
      taken(TAKEN_BACK);
      taken(SHARES_TAKEN_BACK);
      lines.flush();
      shares.flush();
    }
    execute("DROP TABLE temp.changed");
    return contradiction();
  }

  private void add(RatedRow row, Charge charge) {
    count++;
    was.add(Total.of(row.past().cost()));
    now.add(Total.of(charge.total()));
    first = Math.min(first, row.firstPosition());
    last = Math.max(last, row.lastPosition());
  }

  private static void changed(TableAppender table, RatedRow row, Charge charge)
      throws SQLException {
    int partly = (charge.partlyUnpriced() ? 1 : 0) - (row.past().unpriced().isEmpty() ? 0 : 1);
    table
        .text(row.call())
        .number(row.attempt())
        .money(charge.total().minus(row.past().cost()))
        .number(partly)
        .texts(charge.unpriced())
        .text(row.past().usage().provenance().name().toLowerCase(Locale.ROOT))
        .end();
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

  private void rows() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ROWS)) {
      insert.setLong(1, position);
      insert.setObject(2, Columns.utc(entry.at()));
      insert.setString(3, entry.priceBook());
      insert.setString(4, entry.run());
      insert.setString(5, entry.who());
      insert.setString(6, entry.why());
      insert.setLong(7, first);
      insert.setLong(8, last);
      insert.executeUpdate();
    }
  }

  private void taken(String sql) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setLong(1, position);
      insert.setLong(2, first);
      insert.setLong(3, last);
      insert.executeUpdate();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The figures were worked out before the entry was written, from the same rows and books.
  private Optional<String> contradiction() {
    boolean same =
        count == entry.changed()
            && was.total().equals(entry.was())
            && now.total().equals(entry.now());
    return same
        ? Optional.empty()
        : Optional.of(
            "run %s priced %d anew, %s USD to %s USD, and its entry says %d, %s to %s"
                .formatted(
                    entry.run(),
                    count,
                    was.total().toUsd().toPlainString(),
                    now.total().toUsd().toPlainString(),
                    entry.changed(),
                    entry.was().toUsd().toPlainString(),
                    entry.now().toUsd().toPlainString()));
  }
}
