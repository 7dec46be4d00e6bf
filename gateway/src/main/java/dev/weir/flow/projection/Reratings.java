package dev.weir.flow.projection;

import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.Repricing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What pricing the past anew would change, and what it has changed. Blocks.
public final class Reratings {
  private static final int LISTED_MAX = 1_000;

  /// The attempts that have another charge, as far as balances count them.
  private static final String DIFFERENCES =
      """
      (SELECT a.* REPLACE (c.now - c.was AS cost) FROM booked a JOIN temp.changed c
        ON a.position = c.facts_position AND a.call_id = c.call_id AND a.attempt = c.attempt)
      """;

  private final Database database;

  /// What changes.
  ///
  /// @param changed attempts and usage records that get another charge
  /// @param same those whose charge is the same by the other book
  /// @param lines of what changes, by provider and model
  /// @param kept why and how many charges stand although another book is asked
  /// @param balances what it moves, in the order of the questions
  public record Preview(
      long changed,
      long same,
      Total was,
      Total now,
      List<Line> lines,
      Map<Repricing.Reason, Kept> kept,
      List<List<EndedSums.Sum>> balances) {}

  /// @param attempts that get another charge
  public record Line(String provider, String model, long attempts, Total was, Total now) {}

  /// @param cost that stands
  public record Kept(long attempts, Total cost) {
    Kept plus(Kept other) {
      return new Kept(attempts + other.attempts, cost.plus(other.cost));
    }
  }

  /// One entry that has priced the past anew.
  public record Done(
      String run,
      Instant at,
      Instant from,
      Instant until,
      String priceBook,
      long changed,
      Total was,
      Total now,
      String who,
      String why) {}

  public Reratings(Database database) {
    this.database = database;
  }

  /// Empty if the book to price with was never in force.
  ///
  /// @param balances what rules count of it
  public Optional<Preview> preview(Rerate rerate, List<EndedSums.Question> balances) {
    return database.read(connection -> {
      PastBooks books = new PastBooks();
      Optional<PriceBook> book = rerate.book(connection, books);
      return book.isEmpty()
          ? Optional.empty()
          : Optional.of(preview(connection, rerate, books, book.get(), balances));
    });
  }

  /// The same by a book that may never be in force.
  public Preview preview(Rerate rerate, PriceBook book) {
    return database.read(
        connection -> preview(connection, rerate, new PastBooks(), book, List.of()));
  }

  private static Preview preview(
      Connection connection,
      Rerate rerate,
      PastBooks books,
      PriceBook book,
      List<EndedSums.Question> balances)
      throws SQLException {
    try (Repriced repriced = new Repriced(connection)) {
      rerate.on(connection, books, book, repriced);
      repriced.flush();
      return preview(repriced, differences(connection, balances));
    }
  }

  private static Preview preview(Repriced repriced, List<List<EndedSums.Sum>> balances)
      throws SQLException {
    List<Line> lines = repriced.lines();
    return new Preview(
        lines.stream().mapToLong(Line::attempts).sum(),
        repriced.same(),
        lines.stream().map(Line::was).reduce(Total.ZERO, Total::plus),
        lines.stream().map(Line::now).reduce(Total.ZERO, Total::plus),
        lines,
        repriced.kept(),
        balances);
  }

  private static List<List<EndedSums.Sum>> differences(
      Connection connection, List<EndedSums.Question> balances) throws SQLException {
    List<List<EndedSums.Sum>> differences = new ArrayList<>();
    for (EndedSums.Question question : balances) {
      differences.add(EndedSums.sums(connection, question, DIFFERENCES));
    }
    return differences;
  }

  /// What was priced anew, the latest first; at most 1,000.
  public List<Done> done() {
    Sql sql = new Sql().add("SELECT * FROM rerating ORDER BY position DESC LIMIT ?", LISTED_MAX);
    return database.read(connection -> sql.list(connection, Reratings::done));
  }

  private static Done done(ResultSet row) throws SQLException {
    return new Done(
        row.getString("run"),
        Columns.time(row, "booked_at"),
        Columns.time(row, "used_from"),
        Columns.time(row, "used_until"),
        row.getString("price_book"),
        row.getLong("changed"),
        Total.usd(row.getBigDecimal("was")),
        Total.usd(row.getBigDecimal("now")),
        row.getString("who"),
        row.getString("why"));
  }
}
