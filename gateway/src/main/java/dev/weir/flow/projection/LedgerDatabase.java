package dev.weir.flow.projection;

import dev.weir.base.store.Database;
import dev.weir.base.store.Migrations;
import dev.weir.flow.journal.JournalReader.Located;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tables that the journal's entries are folded into. Loading is owned by one thread, which the
/// [LedgerLoader] has; reading is free.
///
/// Each batch and the position it reaches are one transaction: whatever interrupts a load, the
/// tables are those of some prefix of the journal, and loading goes on exactly behind it. The
/// journal is the write-ahead file: what was loaded since the last checkpoint and is lost is loaded
/// again.
public final class LedgerDatabase {
  private static final List<String> TABLES =
      List.of(
          "attempt",
          "charge_line",
          "attempt_module",
          "open_attempt",
          "refusal",
          "overrun",
          "alert",
          "book",
          "drift",
          "bypass",
          "scope_growth",
          "restated",
          "restated_line",
          "rerating",
          "retagging",
          "closed_period",
          "anomaly",
          "spend_hour",
          "spend_hour_tagged",
          "spend_user",
          "spend_tag",
          "spend_use",
          "spend_use_line",
          "progress");

  /// Rows of `spend` that are worth a summing-up.
  private static final long ROWS_OF_SUM = 1 << 17;

  private final Database database;
  private final long rowsOfSum;
  private final PastBooks books = new PastBooks();
  private @Nullable Fold fold;

  /// How far the tables reach.
  ///
  /// @param position of the last entry loaded, −1 before the first
  /// @param next where to read on
  /// @param bookedAt when that entry happened, in whole microseconds; absent before the first
  public record Progress(long position, long next, Optional<Instant> bookedAt) {}

  public LedgerDatabase(Database database) {
    this(database, ROWS_OF_SUM);
  }

  LedgerDatabase(Database database, long rowsOfSum) {
    this.database = database;
    this.rowsOfSum = rowsOfSum;
  }

  /// The scripts a ledger database is opened with.
  public static Migrations migrations() {
    return Migrations.beside(
            LedgerDatabase.class,
            "0001-ledger.sql",
            "0002-spend.sql",
            "0003-billed.sql",
            "0004-wires.sql",
            "0005-modules.sql",
            "0006-speed.sql",
            "0007-recorded.sql",
            "0008-list-price.sql",
            "0009-restated.sql",
            "0010-unindexed.sql",
            "0011-bypass.sql",
            "0012-scope-growth.sql",
            "0013-spend-hour.sql",
            "0014-spend-sums.sql",
            "0015-spend-use.sql")
        .derived();
  }

  public Progress progress() {
    return database.read(LedgerDatabase::progress);
  }

  /// Adds entries, in the order of the journal. Entries that are in the tables already are passed
  /// over, so a batch may begin where the last one ended or before.
  ///
  /// @return what of them contradicts the entries before
  public List<String> load(List<Located> batch) {
    try {
      return database.write(connection -> load(connection, batch));
    } catch (RuntimeException | Error failure) {
      // The transaction is undone and the fold is ahead of it: the tables tell what is open.
      fold = null;
      throw failure;
    }
  }

  /// Adds up what came since the last sums, and writes what was loaded to its file; until then it
  /// is in memory, and a process that is killed has to load it again.
  public boolean checkpoint() {
    boolean isMore = true;
    while (isMore) {
      isMore = database.write(this::addUp);
    }
    return database.checkpoint();
  }

  private boolean addUp(Connection connection) throws SQLException {
    return SpendSums.add(connection, progress(connection).next(), rowsOfSum);
  }

  /// Takes everything out, so that the journal can be loaded from its beginning.
  public void clear() {
    fold = null;
    database.write(connection -> {
      try (Statement statement = connection.createStatement()) {
        for (String table : TABLES) {
          statement.execute("DELETE FROM " + table);
        }
        statement.execute("INSERT INTO progress VALUES (-1, 0, NULL)");
      }
      return TABLES.size();
    });
  }

  private List<String> load(Connection connection, List<Located> batch) throws SQLException {
    long next = progress(connection).next();
    List<Located> fresh = batch.stream().filter(located -> located.position() >= next).toList();
    if (fresh.isEmpty()) {
      return List.of();
    }
    // The first statement of the transaction: what the appenders write belongs to it.
    advance(connection, fresh.getLast());
    Fold current = fold == null ? resume(connection) : fold;
    fold = current;
    try (RowWriter writer = new RowWriter(connection, books);
        SqlPast past = new SqlPast(connection, writer)) {
      for (Located located : fresh) {
        for (Row row : current.fold(located.position(), located.entry(), past)) {
          writer.write(row);
        }
      }
      writer.finish();
      return writer.anomalies();
    }
  }

  /// How many entries contradict the ones before them; none in a ledger that is right.
  public long anomalies() {
    return database.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement("SELECT count(*) FROM anomaly");
          ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  private static Fold resume(Connection connection) throws SQLException {
    List<OpenAttempt> open = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement("SELECT * FROM open_attempt");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        open.add(Columns.attempt(rows));
      }
    }
    try (PreparedStatement select =
            connection.prepareStatement("SELECT NOT EXISTS (SELECT 1 FROM attempt)");
        ResultSet row = select.executeQuery()) {
      row.next();
      return new Fold(open, row.getBoolean(1));
    }
  }

  private static Progress progress(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT position, next_position, booked_at FROM progress");
        ResultSet row = select.executeQuery()) {
      row.next();
      Optional<Instant> bookedAt =
          Optional.ofNullable(row.getObject(3, LocalDateTime.class))
              .map(time -> time.toInstant(ZoneOffset.UTC));
      return new Progress(row.getLong(1), row.getLong(2), bookedAt);
    }
  }

  private static void advance(Connection connection, Located last) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE progress SET position = ?, next_position = ?, booked_at = ?")) {
      update.setLong(1, last.position());
      update.setLong(2, last.next());
      update.setObject(3, LocalDateTime.ofInstant(last.entry().at(), ZoneOffset.UTC));
      update.executeUpdate();
    }
  }
}
