package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.Repricing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;

/// What pricing the past anew would change, and what it has changed. Blocks.
public final class Reratings {
  private static final int LISTED_MAX = 1_000;

  /// The attempts that have another charge, as far as balances count them.
  private static final String DIFFERENCES =
      """
      (SELECT a.* REPLACE (c.difference AS cost) FROM attempt a
        JOIN temp.changed c USING (call_id, attempt)
        WHERE a.kind NOT IN ('correction', 'voided'))
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
  public record Kept(long attempts, Total cost) {}

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
      if (book.isEmpty()) {
        return Optional.empty();
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TEMP TABLE changed (call_id VARCHAR, attempt INTEGER, difference DECIMAL(38, 12))");
      }
      Adding adding = new Adding();
      try (TableAppender changed =
          new TableAppender(connection.unwrap(DuckDBConnection.class), "temp", "changed")) {
        rerate.on(
            connection,
            books,
            book.get(),
            (row, outcome) -> {
              adding.add(row, outcome);
              if (!balances.isEmpty()
                  && outcome instanceof Repricing.Outcome.Changed(Charge charge)) {
                changed
                    .begin()
                    .text(row.call())
                    .number(row.attempt())
                    .money(charge.total().minus(row.past().cost()))
                    .end();
              }
            });
        changed.flush();
      }
      return Optional.of(adding.preview(differences(connection, balances)));
    });
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
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement("SELECT * FROM rerating ORDER BY position DESC LIMIT ?")) {
        select.setInt(1, LISTED_MAX);
        List<Done> done = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            done.add(done(row));
          }
        }
        return done;
      }
    });
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

  /// Sums under way.
  private static final class Adding {
    private final Map<String, Map<String, Sums>> lines = new TreeMap<>();
    private final Map<Repricing.Reason, Sums> kept = new EnumMap<>(Repricing.Reason.class);
    private final Sums all = new Sums();
    private long same;

    void add(RatedRow row, Repricing.Outcome outcome) {
      Money was = row.past().cost();
      switch (outcome) {
        case Repricing.Outcome.Same _ -> same++;
        case Repricing.Outcome.Changed(Charge charge) -> {
          all.add(was, charge.total());
          lines
              .computeIfAbsent(row.provider(), _ -> new TreeMap<>())
              .computeIfAbsent(row.past().served(), _ -> new Sums())
              .add(was, charge.total());
        }
        case Repricing.Outcome.Kept(Repricing.Reason reason) ->
            kept.computeIfAbsent(reason, _ -> new Sums()).add(was, was);
      }
    }

    Preview preview(List<List<EndedSums.Sum>> balances) {
      List<Line> byModel = new ArrayList<>();
      lines.forEach((provider, models) ->
          models.forEach((model, sums) ->
              byModel.add(
                  new Line(provider, model, sums.count, sums.was.total(), sums.now.total()))));
      Map<Repricing.Reason, Kept> stands = new EnumMap<>(Repricing.Reason.class);
      kept.forEach((reason, sums) -> stands.put(reason, new Kept(sums.count, sums.was.total())));
      return new Preview(
          all.count, same, all.was.total(), all.now.total(), byModel, stands, balances);
    }
  }

  private static final class Sums {
    private final Total.Sum was = new Total.Sum();
    private final Total.Sum now = new Total.Sum();
    private long count;

    void add(Money before, Money after) {
      count++;
      was.add(Total.of(before));
      now.add(Total.of(after));
    }
  }
}
