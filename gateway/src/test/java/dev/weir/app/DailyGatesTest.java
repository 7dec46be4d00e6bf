package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.store.Database.Settings;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DailyGatesTest {
  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-10-01T23:50:00Z");

  @Test
  void looksOnceADayAndWhenAGateChanges() {
    List<Instant> looks = new ArrayList<>();
    try (Facts facts = Facts.open(folder.resolve("facts.duckdb"), new Settings(64, 1, 2))) {
      Books books = new Books(facts, () -> now);
      DailyGates daily =
          new DailyGates(
              at -> {
                looks.add(at);
                return List.of("kill criterion");
              },
              books,
              () -> now,
              System.getLogger("test"));
      daily.look();
      assertThat(looks).as("without a gate there is nothing to look at").isEmpty();

      publish(books, 1);
      daily.look();
      daily.look();
      assertThat(looks).containsExactly(now);

      now = now.plus(Duration.ofMinutes(20));
      daily.look();
      assertThat(looks).as("another day").hasSize(2);
      publish(books, 2);
      daily.look();
      assertThat(looks).as("another gate").hasSize(3);
    }
  }

  private static void publish(Books books, int days) {
    ObjectNode body = (ObjectNode) Gateway.tree("{\"window_days\":%d}".formatted(days));
    assertThat(books.publish(List.of(Change.of(Kind.GATE, "claims/beta", body, "t", "t"))))
        .isInstanceOf(Published.Done.class);
  }
}
