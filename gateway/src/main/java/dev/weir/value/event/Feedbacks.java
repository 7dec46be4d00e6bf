package dev.weir.value.event;

import dev.weir.base.store.Database;
import dev.weir.value.event.Feedback.Handling;
import dev.weir.value.event.Feedback.Kept;
import dev.weir.value.event.Feedback.Origin;
import dev.weir.value.event.Feedback.Rating;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What users said of calls and what is low of outcomes, and who looked into it. Appends only; of
/// one author's words about one call the last count, and of an outcome's about itself. Thread-safe;
/// every method blocks.
public final class Feedbacks {
  private final Database database;

  Feedbacks(Database database) {
    this.database = database;
  }

  /// What became of feedback.
  public enum Noted {
    NEW,
    /// The same was said before.
    KNOWN,
    /// It takes the place of what the same author said before.
    CHANGED
  }

  public Noted take(Feedback feedback, Instant at) {
    return database.write(connection -> {
      Optional<Kept> before = latest(connection, feedback.call(), feedback.author());
      if (before.isPresent() && before.get().said().equals(feedback)) {
        return Noted.KNOWN;
      }
      insert(connection, feedback, at);
      return before.isPresent() ? Noted.CHANGED : Noted.NEW;
    });
  }

  private static Optional<Kept> latest(Connection connection, String call, String author)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT * FROM feedback WHERE call_id = ? AND author = ? AND scale <> 'outcome'
            ORDER BY position DESC LIMIT 1
            """)) {
      select.setString(1, call);
      select.setString(2, author);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(kept(row, List.of())) : Optional.empty();
      }
    }
  }

  private static void insert(Connection connection, Feedback said, Instant at) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO feedback
            SELECT coalesce(max(position), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM feedback
            """)) {
      insert.setObject(1, OutcomeRows.utc(at));
      insert.setString(2, said.call());
      insert.setString(3, said.author());
      insert.setString(4, said.origin().useCase());
      insert.setString(5, said.origin().key());
      insert.setString(6, said.rating().scale());
      insert.setInt(7, said.rating().value());
      insert.setString(8, said.note());
      insert.setString(9, FlatText.of(said.tags()));
      insert.setString(10, said.origin().user());
      insert.executeUpdate();
    }
  }

  /// Which feedback is listed.
  ///
  /// @param useCase empty = any
  /// @param low whether only thumbs down, at most two stars, and outcomes that are low
  /// @param open whether only what nobody has handled
  public record Query(String useCase, boolean low, boolean open, long after, int limit) {}

  /// Feedback that counts, in the order in which it came.
  public List<Kept> list(Query query) {
    String sql =
        """
        SELECT * FROM feedback f
        WHERE position > ? AND ? IN ('', use_case)
          AND (NOT ? OR CASE scale WHEN 'stars' THEN rating <= 2 ELSE rating = 0 END)
          AND (NOT ? OR position NOT IN (SELECT feedback FROM handled))
          AND NOT EXISTS (SELECT 1 FROM feedback l
            WHERE l.author = f.author AND l.position > f.position
              AND (l.scale = 'outcome') = (f.scale = 'outcome')
              AND (l.scale = 'outcome' OR l.call_id = f.call_id))
        ORDER BY position LIMIT ?
        """;
    return database.read(connection -> {
      List<Kept> found = new ArrayList<>();
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        select.setLong(1, query.after());
        select.setString(2, query.useCase());
        select.setBoolean(3, query.low());
        select.setBoolean(4, query.open());
        select.setInt(5, Math.min(query.limit(), Outcomes.PAGE_MAX));
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            found.add(kept(row, handled(connection, row.getLong("position"))));
          }
        }
      }
      return found;
    });
  }

  /// How users rated calls of a use case in a time; of one author's ratings of a call the last.
  ///
  /// @param upShare of thumbs; absent without one
  /// @param starsMean 1 to 5; absent without one
  public record Ratings(
      long thumbs, OptionalDouble upShare, long stars, OptionalDouble starsMean) {}

  public Ratings ratings(String useCase, Instant from, Instant to) {
    String sql =
        """
        SELECT count(*) FILTER (scale = 'thumb') AS thumbs,
          avg(rating) FILTER (scale = 'thumb') AS up,
          count(*) FILTER (scale = 'stars') AS stars,
          avg(rating) FILTER (scale = 'stars') AS mean
        FROM feedback f
        WHERE use_case = ? AND at_utc >= ? AND at_utc < ? AND scale <> 'outcome'
          AND NOT EXISTS (SELECT 1 FROM feedback l
            WHERE l.author = f.author AND l.call_id = f.call_id AND l.position > f.position
              AND l.scale <> 'outcome')
        """;
    return database.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        select.setString(1, useCase);
        select.setObject(2, OutcomeRows.utc(from));
        select.setObject(3, OutcomeRows.utc(to));
        try (ResultSet row = select.executeQuery()) {
          row.next();
          return new Ratings(
              row.getLong("thumbs"), known(row, "up"), row.getLong("stars"), known(row, "mean"));
        }
      }
    });
  }

  private static OptionalDouble known(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static List<Handling> handled(Connection connection, long feedback) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM handled WHERE feedback = ? ORDER BY position")) {
      select.setLong(1, feedback);
      List<Handling> handled = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          handled.add(
              new Handling(
                  OutcomeRows.instant(row, "at_utc"), row.getString("who"), row.getString("why")));
        }
      }
      return handled;
    }
  }

  private static Kept kept(ResultSet row, List<Handling> handled) throws SQLException {
    return new Kept(
        row.getLong("position"),
        OutcomeRows.instant(row, "at_utc"),
        new Feedback(
            row.getString("call_id"),
            row.getString("author"),
            new Origin(
                row.getString("key_id"), row.getString("use_case"), row.getString("user_name")),
            new Rating(row.getString("scale"), row.getInt("rating")),
            row.getString("note"),
            FlatText.list(row.getString("tags"))),
        handled);
  }

  /// Notes that somebody has looked into feedback; false if there is none at a position.
  public boolean handle(long feedback, Handling handling) {
    return database.write(connection -> {
      try (PreparedStatement insert =
          connection.prepareStatement(
              """
              INSERT INTO handled
              SELECT (SELECT coalesce(max(position), 0) + 1 FROM handled), position, ?, ?, ?
              FROM feedback WHERE position = ?
              """)) {
        insert.setObject(1, OutcomeRows.utc(handling.at()));
        insert.setString(2, handling.who());
        insert.setString(3, handling.why());
        insert.setLong(4, feedback);
        return insert.executeUpdate() == 1;
      }
    });
  }
}
