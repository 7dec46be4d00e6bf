package dev.weir.base.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/// One DuckDB file, opened by this process alone: DuckDB lets no second process in, not even to
/// read. Thread-safe; every method blocks, so callers are virtual or worker threads.
///
/// Changes go through one connection, one at a time, each in its own transaction, so two writers
/// never meet as a transaction conflict. Reads get a short-lived connection of their own and see
/// the last committed state while a change is under way.
///
/// A file whose migrations are [Migrations#derived] has no write-ahead file: what was committed
/// since the last [#checkpoint] is lost when the process is killed, and is computed again.
public final class Database implements AutoCloseable {
  /// How a derived file is kept. A transaction that fills whole groups of rows writes them at once;
  /// what is left has to be copied, and written again by the next checkpoint.
  private static final String DERIVED = "RECOVERY_MODE 'no_wal_writes', ROW_GROUP_SIZE 30720";

  private static final String KEPT = "RECOVERY_MODE 'default'";

  /// How DuckDB says that a checkpoint has to wait.
  private static final String BUSY = "write transactions active";

  /// What the file is called in statements.
  private static final String CATALOG = "contents";

  private final Path file;
  private final DuckDBConnection writer;
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicLong changes = new AtomicLong();
  private final Semaphore reading;

  /// What one file may take of the machine. DuckDB's memory is outside the Java heap.
  ///
  /// @param memoryMebibytesMax most memory for its buffers; larger work spills to disk beside the
  ///   file
  /// @param threads most threads one query runs on
  /// @param readersMax most reads at a time; one more waits
  public record Settings(int memoryMebibytesMax, int threads, int readersMax) {
    public Settings {
      if (memoryMebibytesMax < 16 || threads < 1 || readersMax < 1) {
        throw new IllegalArgumentException(
            "database needs at least 16 MiB, 1 thread and 1 reader, was %d MiB, %d, %d"
                .formatted(memoryMebibytesMax, threads, readersMax));
      }
    }
  }

  /// What is done with a connection. It must neither close it, nor keep it, nor commit.
  @FunctionalInterface
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private Database(Path file, DuckDBConnection writer, int readersMax) {
    this.file = file;
    this.writer = writer;
    this.reading = new Semaphore(readersMax);
  }

  /// Opens the file, creates it if it is absent, and brings its schema up to date; an older file is
  /// copied beside itself first, unless its migrations are [Migrations#derived]. A file that is in
  /// use, damaged, or newer than `migrations` is a [StoreFailure].
  public static Database open(Path file, Settings settings, Migrations migrations) {
    Database database = connected(file, settings, migrations.isDerived());
    try {
      OptionalInt older = database.read(migrations::toCopy);
      if (older.isPresent()) {
        // Closing moves everything into the one file.
        database.close();
        SchemaCopy.make(file, older.getAsInt());
        database = connected(file, settings, migrations.isDerived());
      }
    } catch (RuntimeException failure) {
      database.close();
      throw failure;
    }
    return migrated(database, file, migrations);
  }

  private static Database connected(Path file, Settings settings, boolean derived) {
    return new Database(file, connect(file, settings, derived), settings.readersMax());
  }

  private static Database migrated(Database database, Path file, Migrations migrations) {
    try {
      database.write(connection -> migrations.apply(connection, file.getFileName().toString()));
      return database;
    } catch (RuntimeException failure) {
      database.close();
      throw failure;
    }
  }

  private static DuckDBConnection connect(Path file, Settings settings, boolean derived) {
    Properties properties = new Properties();
    properties.setProperty("memory_limit", settings.memoryMebibytesMax() + "MiB");
    properties.setProperty("threads", Integer.toString(settings.threads()));
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("temp_directory", file.toAbsolutePath() + ".tmp");
    try {
      DuckDBConnection connection =
          new DuckDBDriver().connect("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
      attach(connection, file, derived);
      return connection;
    } catch (SQLException e) {
      throw new StoreFailure("cannot open database " + file, e);
    }
  }

  private static void attach(DuckDBConnection connection, Path file, boolean derived)
      throws SQLException {
    String name = file.toAbsolutePath().toString().replace("'", "''");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "ATTACH '%s' AS %s (%s)".formatted(name, CATALOG, derived ? DERIVED : KEPT));
      if (derived) {
        statement.execute("SET checkpoint_threshold = '1TB'");
      }
      use(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void use(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("USE " + CATALOG);
    }
  }

  /// Carries out a change as one transaction: committed when `work` returns, undone when it throws.
  /// Work that needs an appender unwraps the connection to `DuckDBConnection`.
  public <T> T write(Work<T> work) {
    writing.lock();
    try {
      writer.setAutoCommit(false);
      T result = work.on(writer);
      writer.commit();
      changes.incrementAndGet();
      return result;
    } catch (SQLException e) {
      rollBack(e);
      throw new StoreFailure("cannot change database " + file, e);
    } catch (RuntimeException | Error e) {
      rollBack(e);
      throw e;
    } finally {
      writing.unlock();
    }
  }

  /// How many changes were carried out since the file was opened: what is read after this was asked
  /// has all of them in it.
  public long changes() {
    return changes.get();
  }

  private void rollBack(Throwable cause) {
    try {
      writer.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /// Reads the last committed state. Each statement sees one consistent state; work that needs the
  /// same one for several statements begins a transaction itself.
  public <T> T read(Work<T> work) {
    reading.acquireUninterruptibly();
    try (Connection connection = writer.duplicate()) {
      use(connection);
      return work.on(connection);
    } catch (SQLException e) {
      throw new StoreFailure("cannot read database " + file, e);
    } finally {
      reading.release();
    }
  }

  /// Moves everything committed into the database file. May take seconds on a large file; changes
  /// wait meanwhile.
  ///
  /// @return false if DuckDB has something under way that keeps it from it: to be tried again
  public boolean checkpoint() {
    writing.lock();
    try (Statement statement = writer.createStatement()) {
      writer.setAutoCommit(true);
      statement.execute("CHECKPOINT");
      return true;
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains(BUSY)) {
        return false;
      }
      throw new StoreFailure("cannot checkpoint database " + file, e);
    } finally {
      writing.unlock();
    }
  }

  /// Waits for a change under way, then moves everything committed into the file and closes it.
  /// Reads under way end by themselves.
  @Override
  public void close() {
    writing.lock();
    try {
      writer.close();
    } catch (SQLException e) {
      throw new StoreFailure("cannot close database " + file, e);
    } finally {
      writing.unlock();
    }
  }
}
