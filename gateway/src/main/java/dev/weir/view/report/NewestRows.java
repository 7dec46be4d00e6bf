package dev.weir.view.report;

import dev.weir.flow.projection.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// Finds how far back the newest rows reach, so that a page groups and sorts some thousand rows and
/// not all of a ledger. It counts, which takes no memory: periods that grow until there are enough,
/// and then halves until there are not too many.
///
/// @param range within which they are looked for
/// @param where adds what else must hold of them
record NewestRows(ReportRange range, Consumer<Sql> where, Connection connection) {
  private static final Duration FIRST = Duration.ofHours(1);
  private static final Duration FINEST = Duration.ofSeconds(1);
  private static final int TOO_MANY = 20;

  /// A time at the range's end that has at least so many rows, or all of the range.
  ReportRange atLeast(long rows) throws SQLException {
    Instant few = range.to();
    for (Duration back = FIRST;
        range.to().minus(back).isAfter(range.from());
        back = back.multipliedBy(2)) {
      Instant next = range.to().minus(back);
      long found = count(next);
      if (found >= rows) {
        return since(halved(next, found, few, rows));
      }
      few = next;
    }
    return since(halved(range.from(), count(range.from()), few, rows));
  }

  /// @param found from `enough` on
  /// @param few from when on there are not enough
  private Instant halved(Instant enough, long found, Instant few, long rows) throws SQLException {
    Instant from = enough;
    Instant after = few;
    long there = found;
    while (there > rows * TOO_MANY && Duration.between(from, after).compareTo(FINEST) > 0) {
      Instant half = from.plus(Duration.between(from, after).dividedBy(2));
      long fewer = count(half);
      if (fewer >= rows) {
        from = half;
        there = fewer;
      } else {
        after = half;
      }
    }
    return from;
  }

  private long count(Instant from) throws SQLException {
    Sql sql = new Sql().add("SELECT count(*) FROM spend WHERE ");
    since(from).addTo(sql);
    where.accept(sql);
    return sql.list(connection, row -> row.getLong(1)).getFirst();
  }

  private ReportRange since(Instant from) {
    return new ReportRange(from, range.to(), range.zone());
  }
}
