package dev.weir.flow.projection;

import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// What putting past spend under other tags would change, and what it has changed. Blocks.
public final class Retaggings {
  private static final int LISTED_MAX = 1_000;

  private final Database database;
  private final long changedMax;

  /// What comes of an order.
  public sealed interface Found {
    /// @param changed attempts and usage records that get other tags
    /// @param cost of these
    /// @param moves which values they had, at most 1,000 of each tag
    /// @param balances what it moves, in the order of the questions
    record Preview(long changed, Total cost, List<Move> moves, List<List<EndedSums.Sum>> balances)
        implements Found {}

    /// More than is changed at once.
    record TooMany(long most) implements Found {}
  }

  /// @param attempts that have the one value and get the other; '' = none
  public record Move(String tag, String was, String now, long attempts, Total cost) {}

  /// What one order has put under other tags.
  ///
  /// @param at of its last entry
  /// @param where as an operator writes it: `team=red|blue`, `project`, `customer=`
  /// @param set as an operator writes it: `cost_centre=cc9`, `pilot=`
  /// @param entries that say it, each for another part of the time
  public record Done(
      String run,
      Instant at,
      Instant from,
      Instant until,
      List<String> where,
      List<String> set,
      long entries,
      long changed,
      Total cost,
      String who,
      String why) {}

  /// @param changedMax attempts and usage records of one order
  public Retaggings(Database database, long changedMax) {
    this.database = database;
    this.changedMax = changedMax;
  }

  /// @param balances what rules count of it
  public Found preview(Retag retag, List<EndedSums.Question> balances) {
    return database.read(connection -> {
      try (RetaggedRows rows = new RetaggedRows(connection, retag);
          RetagSums sums = new RetagSums(connection, rows, retag, balances)) {
        long changed = rows.find(changedMax + 1);
        if (changed > changedMax) {
          return new Found.TooMany(changedMax);
        }
        rows.make(changed, RetaggedRows.Stamp.NONE, sums);
        return new Found.Preview(changed, sums.cost(), sums.moves(LISTED_MAX), sums.balances());
      }
    });
  }

  /// What was put under other tags, the latest first; at most 1,000.
  public List<Done> done() {
    Sql sql =
        new Sql()
            .add(
                """
                SELECT run, max(booked_at) AS booked_at, min(used_from) AS used_from,
                  max(used_until) AS used_until, conditions, settings, count(*) AS entries,
                  CAST(sum(changed) AS BIGINT) AS changed, sum(cost) AS cost, who, why
                FROM retagging GROUP BY run, conditions, settings, who, why
                ORDER BY max(position) DESC LIMIT ?
                """,
                LISTED_MAX);
    return database.read(connection -> sql.list(connection, Retaggings::done));
  }

  private static Done done(ResultSet row) throws SQLException {
    return new Done(
        row.getString("run"),
        Columns.time(row, "booked_at"),
        Columns.time(row, "used_from"),
        Columns.time(row, "used_until"),
        Columns.texts(row, "conditions"),
        Columns.texts(row, "settings"),
        row.getLong("entries"),
        row.getLong("changed"),
        Total.usd(row.getBigDecimal("cost")),
        row.getString("who"),
        row.getString("why"));
  }
}
