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
  /// Rows of several days, or of several hours, that are priced together: no more than these.
  private static final long PAGE_ROWS = 100_000;

  private static final String DAYS =
      """
      SELECT CAST(date_trunc('day', accepted_at) AS TIMESTAMP) AS begun, count(*) AS row_count
      FROM booked WHERE accepted_at >= ? AND accepted_at < ? AND position < ?
      GROUP BY begun ORDER BY begun
      """;

  /// What is not in [FlatRows]' table.
  private static final String LEFT =
      """
      SELECT CAST(date_trunc('hour', accepted_at) AS TIMESTAMP) AS begun, count(*) AS row_count
      FROM booked ANTI JOIN temp.fits USING (call_id, attempt)
      WHERE accepted_at >= ? AND accepted_at < ? AND position < ?
      GROUP BY begun ORDER BY begun
      """;

  public Rerate {
    priceNames = Map.copyOf(priceNames);
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException(
          "what is priced anew begins before it ends, was %s to %s".formatted(from, until));
    }
  }

  /// Hears what comes of each part of the time.
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

  /// Prices all of it, in order of time: some days at once, and what is left one by one.
  void on(Connection connection, PastBooks books, PriceBook book, Sink sink) throws SQLException {
    Repricing repricing = new Repricing(book, version -> books.find(connection, version));
    FlatRows flat = new FlatRows(connection, repricing, this);
    for (Page days : pages(connection, DAYS, ChronoUnit.DAYS, new Page(from, until, 0))) {
      flat.price(days.start(), days.end());
      sink.fits();
      for (Page hours : pages(connection, LEFT, ChronoUnit.HOURS, days)) {
        price(connection, repricing, hours, sink);
      }
    }
  }

  /// A time, and about how many rows it has.
  private record Page(Instant start, Instant end, long rows) {
    /// The same and what follows it.
    private Page and(Page next) {
      return new Page(start, next.end, rows + next.rows);
    }
  }

  /// The parts of a time in which there is anything, as many of them together as have few rows.
  private List<Page> pages(Connection connection, String sql, ChronoUnit unit, Page within)
      throws SQLException {
    List<Page> pages = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      bind(select, 1, within.start(), within.end());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Instant begun = Columns.time(row, "begun");
          Instant over = begun.plus(1, unit);
          Page page =
              new Page(
                  begun.isBefore(within.start()) ? within.start() : begun,
                  over.isBefore(within.end()) ? over : within.end(),
                  row.getLong("row_count"));
          boolean few = !pages.isEmpty() && pages.getLast().rows() + page.rows() <= PAGE_ROWS;
          pages.add(few ? pages.removeLast().and(page) : page);
        }
      }
    }
    return pages;
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
