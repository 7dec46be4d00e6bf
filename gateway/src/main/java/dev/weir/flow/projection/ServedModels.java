package dev.weir.flow.projection;

import dev.weir.base.store.Database;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Which models providers have answered with, and when that changed. Blocks; safe for any number of
/// threads.
public final class ServedModels {
  /// Most changes of one answer.
  public static final int MAX = 1_000;

  private static final int PAIRS_MAX = 20_000;

  private final Database database;

  /// A model that was asked of a provider, and the one that answered.
  public record Pair(String provider, String model, String served) {}

  /// A provider began to answer with another model.
  ///
  /// @param position of its entry in the journal
  public record Drift(long position, Entry.Drifted entry) {}

  public ServedModels(Database database) {
    this.database = database;
  }

  /// Every pair of attempts settled from an instant on and before a position of the journal, the
  /// one seen last at the end.
  public List<Pair> since(Instant from, long before) {
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT provider, model, model_served FROM attempt
              WHERE kind = 'settled' AND model_served <> '' AND booked_at >= ? AND position < ?
              GROUP BY provider, model, model_served
              ORDER BY max(position) DESC LIMIT ?
              """)) {
        select.setObject(1, LocalDateTime.ofInstant(from, ZoneOffset.UTC));
        select.setLong(2, before);
        select.setInt(3, PAIRS_MAX);
        return pairs(select).reversed();
      }
    });
  }

  private static List<Pair> pairs(PreparedStatement select) throws SQLException {
    List<Pair> pairs = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        pairs.add(new Pair(row.getString(1), row.getString(2), row.getString(3)));
      }
    }
    return pairs;
  }

  /// The last `limit` changes before a position of the journal, newest first.
  public List<Drift> driftsBefore(long position, int limit) {
    if (limit < 1 || limit > MAX) {
      throw new IllegalArgumentException("drifts: 1 to %d, was %d".formatted(MAX, limit));
    }
    return database.read(connection ->
        drifts(connection, "position < ? ORDER BY position DESC LIMIT ?", position, limit));
  }

  /// @param part what follows WHERE, of a position and a limit
  static List<Drift> drifts(Connection connection, String part, long position, int limit)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM drift WHERE " + part)) {
      select.setLong(1, position);
      select.setInt(2, limit);
      List<Drift> drifts = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          drifts.add(drift(row));
        }
      }
      return drifts;
    }
  }

  private static Drift drift(ResultSet row) throws SQLException {
    return new Drift(
        row.getLong("position"),
        new Entry.Drifted(
            Columns.time(row, "drifted_at"),
            row.getString("provider"),
            row.getString("model"),
            row.getString("model_before"),
            row.getString("model_now"),
            CallId.parse(row.getString("call_id"))));
  }
}
