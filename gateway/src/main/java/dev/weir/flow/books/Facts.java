package dev.weir.flow.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.store.Database;
import dev.weir.base.store.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The record of every version of every thing, in `facts.duckdb`. Appends only; the current version
/// of a thing is its latest, kept in memory ([Latest]). Thread-safe; every method blocks.
public final class Facts implements AutoCloseable {
  private final Database database;
  private final Looks looks;
  private final Latest latest = new Latest(this::read);

  /// Who looked at the spend of single users; in the same file.
  public Looks looks() {
    return looks;
  }

  /// What became of an append.
  public sealed interface Appended {
    /// @param versions in the order of the changes
    record Done(List<Version> versions) implements Appended {}

    /// Somebody else was faster; nothing was appended.
    ///
    /// @param change the one that expected another version
    /// @param actual the version there is, 0 = none
    record Conflict(Change change, int actual) implements Appended {}
  }

  private Facts(Database database) {
    this.database = database;
    this.looks = new Looks(database);
  }

  public static Facts open(Path file, Database.Settings settings) {
    return new Facts(
        Database.open(
            file, settings, Migrations.beside(Facts.class, "0001-versions.sql", "0002-looks.sql")));
  }

  /// Appends all changes or none. Whether they are valid, and of different things, is the caller's
  /// business.
  ///
  /// @param beforeCommit runs when nothing but the commit is left; nothing is stored when it throws
  Appended append(List<Change> changes, Instant at, Runnable beforeCommit) {
    try {
      return database.write(connection -> append(connection, changes, at, beforeCommit));
    } finally {
      latest.forget();
    }
  }

  private static Appended append(
      Connection connection, List<Change> changes, Instant at, Runnable beforeCommit)
      throws SQLException {
    List<Integer> before = new ArrayList<>(changes.size());
    for (Change change : changes) {
      int actual = latestVersion(connection, change);
      if (change.expected().isPresent() && change.expected().getAsInt() != actual) {
        return new Appended.Conflict(change, actual);
      }
      before.add(actual);
    }
    long position = lastPosition(connection);
    List<Version> versions = new ArrayList<>(changes.size());
    for (int i = 0; i < changes.size(); i++) {
      position++;
      versions.add(insert(connection, changes.get(i), position, before.get(i) + 1, at));
    }
    beforeCommit.run();
    return new Appended.Done(List.copyOf(versions));
  }

  /// The latest version of every thing of a kind, retired ones included, by id.
  public List<Version> current(Kind kind) {
    return latest.of(kind);
  }

  private List<Version> read(Kind kind) {
    return database.read(connection ->
        query(
            connection,
            """
            SELECT * FROM versions WHERE kind = ?
            QUALIFY row_number() OVER (PARTITION BY id ORDER BY version DESC) = 1
            ORDER BY id
            """,
            kind.code()));
  }

  /// The version of every thing of a kind that was the latest just before an instant, by id.
  public List<Version> before(Kind kind, Instant end) {
    List<Version> current = current(kind);
    if (current.stream().allMatch(version -> version.at().isBefore(end))) {
      return current;
    }
    return database.read(connection ->
        query(
            connection,
            """
            SELECT * FROM versions WHERE kind = ? AND at_utc < CAST(? AS TIMESTAMP)
            QUALIFY row_number() OVER (PARTITION BY id ORDER BY version DESC) = 1
            ORDER BY id
            """,
            kind.code(),
            LocalDateTime.ofInstant(end, ZoneOffset.UTC).toString()));
  }

  public Optional<Version> current(Kind kind, String id) {
    return latest.of(kind, id, () -> read(kind, id));
  }

  private Optional<Version> read(Kind kind, String id) {
    return database
        .read(connection ->
            query(
                connection,
                "SELECT * FROM versions WHERE kind = ? AND id = ? ORDER BY version DESC LIMIT 1",
                kind.code(),
                id))
        .stream()
        .findFirst();
  }

  /// One version of a thing.
  public Optional<Version> version(Kind kind, String id, int version) {
    return database
        .read(connection ->
            query(
                connection,
                "SELECT * FROM versions WHERE kind = ? AND id = ? AND version = CAST(? AS INTEGER)",
                kind.code(),
                id,
                Integer.toString(version)))
        .stream()
        .findFirst();
  }

  /// All versions of a thing, the latest first.
  public List<Version> history(Kind kind, String id) {
    return database.read(connection ->
        query(
            connection,
            "SELECT * FROM versions WHERE kind = ? AND id = ? ORDER BY version DESC",
            kind.code(),
            id));
  }

  /// Changes before a position, the latest first.
  public List<Trail.Step> trail(Trail asked, long before, int most) {
    return database.read(connection -> TrailRows.before(connection, asked, before, most));
  }

  /// The latest version of everything, from one consistent state.
  List<Version> all() {
    return database.read(connection ->
        query(
            connection,
            """
            SELECT * FROM versions
            QUALIFY row_number() OVER (PARTITION BY kind, id ORDER BY version DESC) = 1
            ORDER BY kind, id
            """));
  }

  /// Some of the versions behind a position, in their order and at least one if there is any: for a
  /// copy, which asks on behind the last one it got.
  public List<FactRow> after(long position) {
    return database.read(connection -> FactRow.after(connection, position));
  }

  /// Makes a new file of copied versions. Rows out of order are an [IllegalArgumentException].
  ///
  /// @return the position of the last one, 0 without any
  public static long restore(Path file, Database.Settings settings, Iterator<FactRow> rows) {
    try (Facts facts = open(file, settings)) {
      long last = facts.database.write(connection -> FactRow.insert(connection, rows));
      facts.database.checkpoint();
      return last;
    }
  }

  private static long lastPosition(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT coalesce(max(position), 0) FROM versions");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static int latestVersion(Connection connection, Change change) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT coalesce(max(version), 0) FROM versions WHERE kind = ? AND id = ?")) {
      select.setString(1, change.kind().code());
      select.setString(2, change.id());
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private static Version insert(
      Connection connection, Change change, long position, int number, Instant at)
      throws SQLException {
    String body = Json.write(change.body());
    Instant micros = at.truncatedTo(ChronoUnit.MICROS);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, position);
      insert.setString(2, change.kind().code());
      insert.setString(3, change.id());
      insert.setInt(4, number);
      insert.setObject(5, LocalDateTime.ofInstant(micros, ZoneOffset.UTC));
      insert.setString(6, change.who());
      insert.setString(7, change.why());
      insert.setString(8, body);
      insert.setBoolean(9, change.retired());
      insert.executeUpdate();
    }
    return new Version(
        position,
        change.kind(),
        change.id(),
        number,
        micros,
        change.who(),
        change.why(),
        change.body(),
        change.retired());
  }

  private static List<Version> query(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        select.setString(i + 1, parameters[i]);
      }
      List<Version> versions = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          versions.add(version(rows));
        }
      }
      return List.copyOf(versions);
    }
  }

  private static Version version(ResultSet row) throws SQLException {
    ObjectNode body = Json.object(row.getString("body"));
    return new Version(
        row.getLong("position"),
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("id"),
        row.getInt("version"),
        row.getObject("at_utc", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getString("who"),
        row.getString("why"),
        body,
        row.getBoolean("retired"));
  }

  @Override
  public void close() {
    database.close();
  }
}
