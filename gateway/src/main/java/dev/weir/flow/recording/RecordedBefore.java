package dev.weir.flow.recording;

import dev.weir.base.store.Database;
import dev.weir.flow.entry.CallId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the ledger database has of usage records. Blocks.
final class RecordedBefore {
  private final Database database;

  RecordedBefore(Database database) {
    this.database = database;
  }

  /// A record that is booked.
  ///
  /// @param voided it was taken back
  record Booked(String digest, boolean voided) {}

  /// Those records of a source that are booked, by id.
  Map<String, Booked> records(String source, Collection<String> ids) {
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT record_id, any_value(record_digest), bool_or(kind = 'voided') FROM attempt
              WHERE kind IN ('recorded', 'voided') AND origin = ?
                AND record_id IN (SELECT unnest(CAST(? AS VARCHAR[])))
              GROUP BY record_id
              """)) {
        select.setString(1, source);
        select.setArray(2, texts(connection, ids));
        Map<String, Booked> records = new HashMap<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            records.put(row.getString(1), new Booked(row.getString(2), row.getBoolean(3)));
          }
        }
        return records;
      }
    });
  }

  /// Those of a provider's ids of answers that the ledger has and that are in force.
  Set<String> responses(Collection<String> ids) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT DISTINCT response_id FROM attempt a
              WHERE kind IN ('settled', 'recorded')
                AND response_id IN (SELECT unnest(CAST(? AS VARCHAR[])))
                AND NOT EXISTS (
                  SELECT 1 FROM attempt v WHERE v.call_id = a.call_id AND v.kind = 'voided')
              """)) {
        select.setArray(1, texts(connection, ids));
        Set<String> found = new HashSet<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            found.add(row.getString(1));
          }
        }
        return found;
      }
    });
  }

  /// The call that a record is booked as, unless it was taken back.
  Optional<CallId> inForce(String source, String id) {
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT any_value(call_id) AS call_id, bool_or(kind = 'voided') AS voided FROM attempt
              WHERE kind IN ('recorded', 'voided') AND origin = ? AND record_id = ?
              """)) {
        select.setString(1, source);
        select.setString(2, id);
        try (ResultSet row = select.executeQuery()) {
          row.next();
          return Optional.ofNullable(row.getString("call_id"))
              .filter(_ -> !voided(row))
              .map(CallId::parse);
        }
      }
    });
  }

  private static boolean voided(ResultSet row) {
    try {
      return row.getBoolean("voided");
    } catch (SQLException e) {
      throw new IllegalStateException("the row has a column voided", e);
    }
  }

  private static Array texts(Connection connection, Collection<String> texts) throws SQLException {
    return connection.createArrayOf("VARCHAR", texts.toArray());
  }
}
