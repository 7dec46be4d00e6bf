package dev.weir.view.report;

import dev.weir.flow.projection.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    Instant enough = range.from();
    for (Duration back = FIRST;
        range.to().minus(back).isAfter(range.from());
        back = back.multipliedBy(2)) {
      Instant next = range.to().minus(back).truncatedTo(ChronoUnit.MILLIS);
      if (count(next) >= rows) {
        enough = next;
        break;
      }
      few = next;
    }
    return since(halved(enough, few, rows));
  }

  /// @param few from when on there are not enough
  private Instant halved(Instant enough, Instant few, long rows) throws SQLException {
    Instant from = enough;
    Instant after = few;
    long most = rows * TOO_MANY;
    while (Duration.between(from, after).compareTo(FINEST) > 0 && count(from) > most) {
      Instant half =
          from.plus(Duration.between(from, after).dividedBy(2)).truncatedTo(ChronoUnit.MILLIS);
      if (count(half) >= rows) {
        from = half;
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
