package dev.weir.base.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabaseTest {
  private static final Database.Settings SMALL = new Database.Settings(64, 1, 2);
  private static final Migrations ONE = Migrations.beside(DatabaseTest.class, "0001-river.sql");
  private static final Migrations TWO =
      Migrations.beside(DatabaseTest.class, "0001-river.sql", "0002-bank.sql");

  @TempDir Path folder;

  private Database open(Migrations migrations) {
    return Database.open(folder.resolve("rivers.duckdb"), SMALL, migrations);
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static int insert(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate("INSERT INTO river (name, metres) VALUES ('" + name + "', 1)");
    }
  }

  private static long rivers(Database database) {
    return database.read(connection -> count(connection, "SELECT count(*) FROM river"));
  }

  @Test
  void keepsWhatWasCommittedAcrossClosing() {
    try (Database database = open(ONE)) {
      database.write(connection -> insert(connection, "Aare"));
    }
    try (Database database = open(ONE)) {
      assertThat(rivers(database)).isEqualTo(2);
    }
  }

  @Test
  void undoesAChangeThatFailsHalfWayAndServesTheNext() {
    try (Database database = open(ONE)) {
      assertThatThrownBy(() ->
              database.write(connection -> {
                insert(connection, "Aare");
                return insert(connection, "Rhine");
              }))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("rivers.duckdb");
      assertThat(rivers(database)).isEqualTo(1);
      database.write(connection -> insert(connection, "Aare"));
      assertThat(rivers(database)).isEqualTo(2);
    }
  }

  @Test
  void readsTheLastCommittedStateWhileAChangeIsUnderWay() throws Exception {
    CountDownLatch inserted = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    try (Database database = open(ONE);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> change =
          threads.submit(() ->
              database.write(connection -> {
                int rows = insert(connection, "Aare");
                inserted.countDown();
                awaitOrFail(seen);
                return rows;
              }));
      awaitOrFail(inserted);
      assertThat(rivers(database)).isEqualTo(1);
      seen.countDown();
      assertThat(change.get(20, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(rivers(database)).isEqualTo(2);
    }
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  void carriesAnOlderFileForward() {
    open(ONE).close();
    try (Database database = open(TWO)) {
      assertThat(
              database.<Long>read(c -> count(c, "SELECT count(*) FROM river WHERE bank IS NULL")))
          .isEqualTo(1);
      assertThat(database.<Long>read(c -> count(c, "SELECT max(version) FROM schema_version")))
          .isEqualTo(2);
    }
  }

  @Test
  void copiesAnOlderFileBeforeItsSchemaChanges() {
    try (Database database = open(ONE)) {
      database.write(connection -> insert(connection, "Aare"));
    }
    open(TWO).close();
    open(TWO).close();

    Path copy = folder.resolve("rivers.duckdb.schema-1");
    assertThat(copies()).containsExactly(copy);
    try (Database database = Database.open(copy, SMALL, ONE)) {
      assertThat(rivers(database)).isEqualTo(2);
    }
  }

  @Test
  void aSecondCopyLeavesTheFirstAlone() throws IOException {
    open(ONE).close();
    Files.writeString(folder.resolve("rivers.duckdb.schema-1"), "kept");
    open(TWO).close();

    assertThat(folder.resolve("rivers.duckdb.schema-1")).hasContent("kept");
    assertThat(folder.resolve("rivers.duckdb.schema-1-2")).isNotEmptyFile();
  }

  @Test
  void aFileThatCannotBeCopiedIsNotMigrated() throws IOException {
    open(ONE).close();
    // A folder that is not empty stands where the copy is written.
    Files.createDirectories(folder.resolve("rivers.duckdb.schema-1.tmp/taken"));

    assertThatThrownBy(() -> open(TWO))
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("rivers.duckdb was not migrated from schema version 1");
    open(ONE).close();
  }

  @Test
  void aDerivedFileIsNotCopiedAndANewerOneMayBeDeleted() {
    open(ONE.derived()).close();
    open(TWO.derived()).close();

    assertThat(copies()).isEmpty();
    assertThatThrownBy(() -> open(ONE.derived())).hasMessageContaining("delete it");
  }

  private List<Path> copies() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().contains(".schema-")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void refusesAFileOfANewerSchema() {
    open(TWO).close();
    assertThatThrownBy(() -> open(ONE))
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("rivers.duckdb has schema version 2")
        .hasMessageContaining("up to 1")
        .hasMessageContaining("start the newer Weir that wrote it");
    open(TWO).close();
  }

  @Test
  void refusesAFileMadeWithAnotherTextOfAScript() {
    open(ONE).close();
    assertThatThrownBy(() -> open(Migrations.beside(DatabaseTest.class, "0001-another_text.sql")))
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("0001-another_text.sql");
  }

  @Test
  void leavesTheOldSchemaWhenAScriptFails() {
    open(ONE).close();
    Migrations broken = Migrations.beside(DatabaseTest.class, "0001-river.sql", "0002-broken.sql");
    assertThatThrownBy(() -> open(broken)).isInstanceOf(StoreFailure.class);
    try (Database database = open(ONE)) {
      assertThat(rivers(database)).isEqualTo(1);
    }
  }

  @Test
  void refusesScriptsOutOfOrder() {
    assertThatThrownBy(() -> Migrations.beside(DatabaseTest.class, "0002-bank.sql"))
        .hasMessageContaining("0001");
  }
}
