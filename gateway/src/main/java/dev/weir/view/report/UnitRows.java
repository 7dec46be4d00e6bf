package dev.weir.view.report;

import dev.weir.base.store.StoreFailure;
import dev.weir.flow.projection.Sql;
import dev.weir.value.unit.Behaviour;
import dev.weir.value.unit.UnitCost;
import dev.weir.value.unit.UnitKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/// Reads units one after another, however many there are: they are added up and sorted into a table
/// of this connection, which the database may keep on disk, and come from there piece by piece.
final class UnitRows implements Iterator<UnitCost> {
  private static final int PIECE = 50_000;

  private static final String BEHAVIOUR =
      """
      WITH c AS (
        SELECT accepted_at, input_tokens + cache_read_tokens + cache_write_5m_tokens
          + cache_write_1h_tokens AS size
        FROM booked WHERE counts > 0 AND %s
      )
      SELECT (SELECT count(*) FROM c) AS calls,
        coalesce((SELECT max(n) FROM (SELECT count(*) AS n FROM c
          GROUP BY date_trunc('minute', accepted_at))), 0) AS busiest,
        coalesce((SELECT max(n) FROM (SELECT count(*) AS n FROM c
          GROUP BY size, time_bucket(INTERVAL 10 MINUTE, accepted_at))), 0) AS alike,
        coalesce((SELECT max(n) FROM (SELECT count(DISTINCT hour(accepted_at)) AS n FROM c
          GROUP BY CAST(accepted_at AS DATE))), 0) AS hours
      """;

  private final PreparedStatement piece;
  private final Deque<UnitCost> ready = new ArrayDeque<>();
  private long read;
  private boolean isMore = true;

  private UnitRows(PreparedStatement piece) {
    this.piece = piece;
  }

  static String column(UnitKind kind) {
    return switch (kind) {
      case CALL -> "call_id";
      case SESSION -> "session_id";
      case USER -> "user_id";
      case DAY -> "strftime(accepted_at, '%Y-%m-%d')";
      case TICKET -> "coalesce(tags['ticket'], '')";
      case OUTCOME ->
          throw new IllegalArgumentException("what outcomes cost is told by what they name");
    };
  }

  /// @param sums selects `unit` and `usd`
  static <T> T read(Connection connection, Sql sums, Function<Iterator<UnitCost>, T> reading)
      throws SQLException {
    try (PreparedStatement create =
        connection.prepareStatement(
            "CREATE OR REPLACE TEMP TABLE units AS SELECT row_number() OVER () AS line, unit, usd"
                + " FROM ("
                + sums.text()
                + " ORDER BY unit)")) {
      sums.bind(create);
      create.execute();
    }
    try (PreparedStatement piece =
        connection.prepareStatement(
            "SELECT unit, usd FROM temp.units WHERE line > ? AND line <= ? ORDER BY line")) {
      return reading.apply(new UnitRows(piece));
    } finally {
      try (Statement drop = connection.createStatement()) {
        drop.execute("DROP TABLE temp.units");
      }
    }
  }

  static UnitCost unitCost(ResultSet row) throws SQLException {
    return new UnitCost(row.getString("unit"), row.getBigDecimal("usd"));
  }

  /// @param rows condition that tells the unit's
  static Behaviour behaviour(Connection connection, Sql rows) throws SQLException {
    String[] around = BEHAVIOUR.split("%s", 2);
    return new Sql()
        .add(around[0])
        .add(rows)
        .add(around[1])
        .list(
            connection,
            row ->
                new Behaviour(
                    row.getLong("calls"),
                    row.getLong("busiest"),
                    row.getLong("alike"),
                    row.getLong("hours")))
        .getFirst();
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && isMore) {
      fill();
    }
    return !ready.isEmpty();
  }

  private void fill() {
    try {
      piece.setLong(1, read);
      piece.setLong(2, read + PIECE);
      try (ResultSet row = piece.executeQuery()) {
        while (row.next()) {
          ready.add(unitCost(row));
        }
      }
      isMore = ready.size() == PIECE;
      read += ready.size();
    } catch (SQLException e) {
      throw new StoreFailure("cannot read units of the ledger database", e);
    }
  }

  @Override
  public UnitCost next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all units were read");
    }
    return ready.remove();
  }
}
