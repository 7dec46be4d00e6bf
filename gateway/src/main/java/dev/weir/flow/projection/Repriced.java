package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.Repricing;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/// What gets another charge, in the table `temp.changed` of a connection; what stands, as sums.
final class Repriced implements Rerate.Sink, AutoCloseable {
  private static final String CHANGED =
      """
      CREATE OR REPLACE TEMP TABLE changed (
        call_id VARCHAR, attempt INTEGER, provider VARCHAR, served VARCHAR, provenance VARCHAR,
        was DECIMAL(38, 12), now DECIMAL(38, 12), partly INTEGER, unpriced VARCHAR[],
        first_position BIGINT, last_position BIGINT, facts_position BIGINT, plain BOOLEAN)
      """;

  private static final String FITS =
      """
      INSERT INTO temp.changed
      SELECT call_id, attempt, provider, served, provenance, was, now, 0, [],
        first_position, last_position, first_position, true
      FROM temp.fits WHERE outcome = 'changed'
      """;

  private static final String STAND =
      """
      SELECT count(*) FILTER (outcome = 'same') AS same,
        count(*) FILTER (outcome = 'kept') AS kept,
        coalesce(sum(was) FILTER (outcome = 'kept'), 0) AS cost
      FROM temp.fits
      """;

  private static final String LINES =
      """
      SELECT provider, served, count(*) AS attempts, sum(was) AS was, sum(now) AS now
      FROM temp.changed GROUP BY provider, served ORDER BY provider, served
      """;

  private final Connection connection;
  private final TableAppender changed;
  private final Map<Repricing.Reason, Reratings.Kept> kept = new EnumMap<>(Repricing.Reason.class);
  private long same;

  Repriced(Connection connection) throws SQLException {
    this.connection = connection;
    try (Statement statement = connection.createStatement()) {
      statement.execute(CHANGED);
    }
    changed = new TableAppender(connection.unwrap(DuckDBConnection.class), "temp", "changed");
  }

  @Override
  public void fits() throws SQLException {
    changed.flush();
    try (Statement statement = connection.createStatement()) {
      statement.execute(FITS);
      try (ResultSet row = statement.executeQuery(STAND)) {
        row.next();
        same += row.getLong("same");
        keep(Repricing.Reason.NOT_BY_ITS_BOOK, row.getLong("kept"), row.getBigDecimal("cost"));
      }
    }
  }

  @Override
  public void take(RatedRow row, Repricing.Outcome outcome) throws SQLException {
    switch (outcome) {
      case Repricing.Outcome.Same _ -> same++;
      case Repricing.Outcome.Kept(Repricing.Reason reason) ->
          keep(reason, 1, row.past().cost().toBigDecimal());
      case Repricing.Outcome.Changed(Charge charge) -> add(row, charge);
    }
  }

  private void keep(Repricing.Reason reason, long attempts, BigDecimal cost) {
    if (attempts > 0) {
      kept.merge(reason, new Reratings.Kept(attempts, Total.usd(cost)), Reratings.Kept::plus);
    }
  }

  private void add(RatedRow row, Charge charge) throws SQLException {
    Money was = row.past().cost();
    int partly = (charge.partlyUnpriced() ? 1 : 0) - (row.past().unpriced().isEmpty() ? 0 : 1);
    changed
        .begin()
        .text(row.call())
        .number(row.attempt())
        .text(row.provider())
        .text(row.past().served())
        .text(row.past().usage().provenance().name().toLowerCase(Locale.ROOT))
        .money(was)
        .money(charge.total())
        .number(partly)
        .texts(charge.unpriced())
        .count(row.firstPosition())
        .count(row.lastPosition())
        .count(row.factsPosition())
        .flag(row.plain())
        .end();
  }

  void flush() throws SQLException {
    changed.flush();
  }

  long same() {
    return same;
  }

  Map<Repricing.Reason, Reratings.Kept> kept() {
    return kept;
  }

  /// What changes, by provider and model.
  List<Reratings.Line> lines() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LINES);
        ResultSet row = select.executeQuery()) {
      List<Reratings.Line> lines = new ArrayList<>();
      while (row.next()) {
        lines.add(
            new Reratings.Line(
                row.getString("provider"),
                row.getString("served"),
                row.getLong("attempts"),
                Total.usd(row.getBigDecimal("was")),
                Total.usd(row.getBigDecimal("now"))));
      }
      return lines;
    }
  }

  @Override
  public void close() throws SQLException {
    changed.close();
    try (Statement statement = connection.createStatement()) {
      for (String table : List.of("changed", "fits", "later", "flat")) {
        statement.execute("DROP TABLE IF EXISTS temp." + table);
      }
    }
  }
}
