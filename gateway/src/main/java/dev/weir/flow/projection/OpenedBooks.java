package dev.weir.flow.projection;

import dev.weir.base.store.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The versions of books that were ever in force, as the journal has them. Blocks.
public final class OpenedBooks {
  private static final int MAX = 10_000;

  private final Database database;

  /// A version coming into force; it may do so again.
  public record Opened(String version, Instant at, String who) {}

  /// A version with its content, at its first coming into force.
  public record Content(Opened opened, String text) {}

  public OpenedBooks(Database database) {
    this.database = database;
  }

  /// Versions of a book in the order of their coming into force; at most the last 10,000.
  public List<Opened> all(String kind) {
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT version, opened_at, who FROM book WHERE kind = ?
              ORDER BY position DESC LIMIT ?
              """)) {
        select.setString(1, kind);
        select.setInt(2, MAX);
        List<Opened> opened = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            opened.addFirst(opened(row));
          }
        }
        return opened;
      }
    });
  }

  /// A version by its name; empty if it never was in force, or if the ledger database does not hold
  /// that part of the journal.
  public Optional<Content> find(String kind, String version) {
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT version, opened_at, who, content FROM book WHERE kind = ? AND version = ?
              ORDER BY position LIMIT 1
              """)) {
        select.setString(1, kind);
        select.setString(2, version);
        try (ResultSet row = select.executeQuery()) {
          return row.next()
              ? Optional.of(new Content(opened(row), row.getString("content")))
              : Optional.empty();
        }
      }
    });
  }

  private static Opened opened(ResultSet row) throws SQLException {
    return new Opened(
        row.getString("version"), Columns.time(row, "opened_at"), row.getString("who"));
  }
}
