package dev.weir.flow.projection;

import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.Repricing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is to be priced anew, and by which book.
///
/// @param from what was used from here on
/// @param until exclusive
/// @param before first position of the journal that is not looked at
/// @param priceBook version to price with
/// @param priceNames of providers whose name in the price book is another than the configured one
public record Rerate(
    Instant from, Instant until, long before, String priceBook, Map<String, String> priceNames) {
  /// Rows that are priced one by one and in memory at once, unless one hour has more.
  private static final long PAGE_ROWS = 100_000;

  public Rerate {
    priceNames = Map.copyOf(priceNames);
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException(
          "what is priced anew begins before it ends, was %s to %s".formatted(from, until));
    }
  }

  /// Hears what comes of each day.
  interface Sink {
    /// What was priced at once stands in the table `temp.fits` ([FlatRows]).
    void fits() throws SQLException;

    /// What was priced by itself.
    void take(RatedRow row, Repricing.Outcome outcome) throws SQLException;
  }

  /// The book to price with; empty if it was never in force.
  Optional<PriceBook> book(Connection connection, PastBooks books) {
    return books.find(connection, priceBook);
  }

  /// Prices all of it, in order of time: day by day at once, and what is left one by one.
  void on(Connection connection, PastBooks books, PriceBook book, Sink sink) throws SQLException {
    Repricing repricing = new Repricing(book, version -> books.find(connection, version));
    FlatRows flat = new FlatRows(connection, repricing, this);
    for (Instant day : days(connection)) {
      Instant next = day.plus(1, ChronoUnit.DAYS);
      Instant start = day.isBefore(from) ? from : day;
      Instant end = next.isBefore(until) ? next : until;
      flat.price(start, end);
      sink.fits();
      for (Page page : pages(connection, start, end)) {
        price(connection, repricing, page, sink);
      }
    }
  }

  /// The days on which anything was used, of UTC: one on which nothing was costs no statement.
  private List<Instant> days(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT DISTINCT CAST(date_trunc('day', accepted_at) AS TIMESTAMP) AS day FROM booked
            WHERE accepted_at >= ? AND accepted_at < ? AND position < ? ORDER BY day
            """)) {
      bind(select, 1, from, until);
      List<Instant> days = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          days.add(Columns.time(row, "day"));
        }
      }
      return days;
    }
  }

  /// A time, and about how many rows it has.
  private record Page(Instant start, Instant end, long rows) {}

  /// Of what is not in [FlatRows]' table.
  private List<Page> pages(Connection connection, Instant start, Instant end) throws SQLException {
    List<Page> pages = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT CAST(date_trunc('hour', accepted_at) AS TIMESTAMP) AS hour, count(*) AS row_count
            FROM booked ANTI JOIN temp.fits USING (call_id, attempt)
            WHERE accepted_at >= ? AND accepted_at < ? AND position < ?
            GROUP BY hour ORDER BY hour
            """)) {
      bind(select, 1, start, end);
      try (ResultSet hours = select.executeQuery()) {
        while (hours.next()) {
          add(pages, Columns.time(hours, "hour"), hours.getLong("row_count"));
        }
      }
    }
    return pages;
  }

  private void add(List<Page> pages, Instant hour, long rows) {
    Instant begun = hour.plus(1, ChronoUnit.HOURS);
    Instant end = begun.isBefore(until) ? begun : until;
    if (!pages.isEmpty() && pages.getLast().rows() + rows <= PAGE_ROWS) {
      Page before = pages.removeLast();
      pages.add(new Page(before.start(), end, before.rows() + rows));
    } else {
      pages.add(new Page(hour.isBefore(from) ? from : hour, end, rows));
    }
  }

  private void price(Connection connection, Repricing repricing, Page page, Sink sink)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(RatedRow.SELECT)) {
      bind(select, 1, page.start(), page.end());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          RatedRow row = RatedRow.of(rows, this::priceName);
          sink.take(row, repricing.of(row.past()));
        }
      }
    }
  }

  /// A provider's name in the price book, by its configured name.
  String priceName(String provider) {
    return priceNames.getOrDefault(provider, provider);
  }

  /// Binds, from an index on, a part of the time and the first position that is not looked at.
  void bind(PreparedStatement select, int at, Instant start, Instant end) throws SQLException {
    select.setObject(at, Columns.utc(start));
    select.setObject(at + 1, Columns.utc(end));
    select.setLong(at + 2, before);
  }
}
