package dev.weir.base.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// The numbered scripts that make a database's schema: version n is the schema after script n. A
/// script that has ever been applied is never edited, only followed by the next one; its SHA-256 is
/// kept in `schema_version`, and a file made with a different text of it is refused.
public final class Migrations {
  private final List<Script> scripts;
  private final Origin origin;

  /// Where what is in the tables comes from.
  private enum Origin {
    /// From nowhere else: an older file is copied before its schema changes.
    ORIGINAL,
    /// Computed from other files: it can be deleted, and is made again.
    DERIVED
  }

  private record Script(int version, String name, String sql, String sha256) {}

  private record Applied(int version, String sha256) {}

  private Migrations(List<Script> scripts, Origin origin) {
    this.scripts = scripts;
    this.origin = origin;
  }

  /// Reads scripts that lie beside a class on the class path.
  ///
  /// @param anchor the class whose package holds them
  /// @param names file names in order, numbered from `0001`, for example `0001-versions.sql`
  public static Migrations beside(Class<?> anchor, String... names) {
    List<Script> scripts = new ArrayList<>(names.length);
    for (String name : names) {
      int version = scripts.size() + 1;
      if (!name.startsWith(String.format(Locale.ROOT, "%04d-", version))) {
        throw new IllegalArgumentException(
            "migration %d must be numbered %04d, was '%s'".formatted(version, version, name));
      }
      String sql = resource(anchor, name);
      scripts.add(new Script(version, name, sql, sha256(sql)));
    }
    return new Migrations(List.copyOf(scripts), Origin.ORIGINAL);
  }

  /// The same for a database that is computed from other files: no copy is made of an older one,
  /// and a newer one may be deleted.
  public Migrations derived() {
    return new Migrations(scripts, Origin.DERIVED);
  }

  boolean isDerived() {
    return origin == Origin.DERIVED;
  }

  /// The schema's version in a file that must be copied before [#apply]; empty if there is none.
  OptionalInt toCopy(Connection connection) throws SQLException {
    if (isDerived() || !hasVersions(connection)) {
      return OptionalInt.empty();
    }
    int version = applied(connection).size();
    return version > 0 && version < scripts.size() ? OptionalInt.of(version) : OptionalInt.empty();
  }

  private static boolean hasVersions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT 1 FROM duckdb_tables() WHERE table_name = 'schema_version'")) {
      return rows.next();
    }
  }

  /// Applies what is missing, within the caller's transaction. Returns the schema's version.
  int apply(Connection connection, String database) throws SQLException {
    createVersions(connection);
    List<Applied> applied = applied(connection);
    if (applied.size() > scripts.size()) {
      throw new StoreFailure(
          "database %s has schema version %d, this program knows versions up to %d: %s"
              .formatted(
                  database,
                  applied.getLast().version(),
                  scripts.size(),
                  switch (origin) {
                    case ORIGINAL -> "start the newer Weir that wrote it, or restore a backup";
                    case DERIVED ->
                        "start the newer Weir that wrote it, or delete it: it is computed again";
                  }));
    }
    for (Script script : scripts) {
      if (script.version() > applied.size()) {
        run(connection, script);
      } else if (!applied.get(script.version() - 1).sha256().equals(script.sha256())) {
        throw new StoreFailure(
            "database %s was made with another text of script %s"
                .formatted(database, script.name()));
      }
    }
    return scripts.size();
  }

  private static void createVersions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS schema_version (
            version INTEGER PRIMARY KEY, name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL)
          """);
    }
  }

  private static List<Applied> applied(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      List<Applied> applied = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery("SELECT version, sha256 FROM schema_version ORDER BY version")) {
        while (rows.next()) {
          applied.add(new Applied(rows.getInt(1), rows.getString(2)));
        }
      }
      return applied;
    }
  }

  private static void run(Connection connection, Script script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(script.sql());
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO schema_version VALUES (?, ?, ?)")) {
      insert.setInt(1, script.version());
      insert.setString(2, script.name());
      insert.setString(3, script.sha256());
      insert.executeUpdate();
    }
  }

  private static String resource(Class<?> anchor, String name) {
    try (InputStream in = anchor.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "no migration '%s' beside %s".formatted(name, anchor.getName()));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read migration " + name, e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
