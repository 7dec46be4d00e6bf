package dev.weir.base.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Statement;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RememberedTest {
  private Database database;
  private Remembered<String, Integer> lengths;

  @BeforeEach
  void open(@TempDir Path folder) {
    database =
        Database.open(
            folder.resolve("rivers.duckdb"),
            new Database.Settings(64, 1, 2),
            Migrations.beside(DatabaseTest.class, "0001-river.sql"));
    lengths = new Remembered<>(database, 2);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void insert(String sql) {
    database.write(connection -> {
      try (Statement statement = connection.createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }

  @Test
  void anAnswerHoldsUntilSomethingIsWritten() {
    lengths.now().put("Aare", 288);
    assertThat(lengths.now()).containsEntry("Aare", 288);

    insert("INSERT INTO river (name, metres) VALUES ('Reuss', 1)");

    assertThat(lengths.now()).isEmpty();
  }

  @Test
  void isReadOnceUntilSomethingIsWritten() {
    AtomicInteger readings = new AtomicInteger();
    assertThat(lengths.of("Aare", readings::incrementAndGet)).isEqualTo(1);
    assertThat(lengths.of("Aare", readings::incrementAndGet)).isEqualTo(1);
    assertThat(lengths.of("Reuss", readings::incrementAndGet)).isEqualTo(2);

    insert("INSERT INTO river (name, metres) VALUES ('Reuss', 1)");

    assertThat(lengths.of("Aare", readings::incrementAndGet)).isEqualTo(3);
  }

  @Test
  void whatWasReadBeforeAChangeIsNotTakenForWhatHoldsAfterIt() {
    ConcurrentMap<String, Integer> before = lengths.now();
    insert("INSERT INTO river (name, metres) VALUES ('Reuss', 1)");
    before.put("Aare", 288);

    assertThat(lengths.now()).isEmpty();
  }

  @Test
  void aChangeThatIsUndoneChangesNothing() {
    lengths.now().put("Aare", 288);

    assertThatThrownBy(() -> insert("INSERT INTO nowhere VALUES (1)"))
        .isInstanceOf(StoreFailure.class);

    assertThat(lengths.now()).containsEntry("Aare", 288);
  }

  @Test
  void itHoldsNoMoreThanItMay() {
    lengths.now().put("Aare", 288);
    lengths.now().put("Reuss", 164);

    assertThat(lengths.now()).isEmpty();
  }
}
