package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.store.Database.Settings;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.value.stage.Looked;
import dev.weir.value.stage.Looked.Unfinished;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DailyGatesTest {
  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-10-01T23:50:00Z");
  private Facts facts;
  private Books books;
  private DailyGates daily;

  /// What was looked at each time, of the use cases `claims` and `voice`.
  private final List<List<String>> looks = new ArrayList<>();

  private final List<String> lines = new ArrayList<>();
  private List<Unfinished> unfinished = List.of();
  private boolean whole = true;

  @BeforeEach
  void open() {
    facts = Facts.open(folder.resolve("facts.duckdb"), new Settings(64, 1, 2));
    books = new Books(facts, () -> now);
    daily = new DailyGates(this::looked, () -> whole, books, () -> now, new Lines(lines));
  }

  @AfterEach
  void close() {
    facts.close();
  }

  private Looked looked(Instant at, Predicate<String> which) {
    assertThat(at).isEqualTo(now);
    looks.add(Stream.of("claims", "voice").filter(which).toList());
    return new Looked(List.of("kill criterion"), unfinished);
  }

  private void gate(int days) {
    ObjectNode body = (ObjectNode) Gateway.tree("{\"window_days\":%d}".formatted(days));
    assertThat(books.publish(List.of(Change.of(Kind.GATE, "claims/beta", body, "t", "t"))))
        .isInstanceOf(Published.Done.class);
  }

  @Test
  void looksOnceADayAndWhenAGateChanges() throws Exception {
    daily.look();
    assertThat(looks).as("without a gate there is nothing to look at").isEmpty();

    gate(1);
    daily.look();
    daily.look();
    assertThat(looks).containsExactly(List.of("claims", "voice"));

    now = now.plus(Duration.ofMinutes(20));
    daily.look();
    assertThat(looks).as("another day").hasSize(2);
    gate(2);
    daily.look();
    assertThat(looks).as("another gate").hasSize(3);
  }

  @Test
  void neverLooksOnALedgerThatMissesSomething() throws Exception {
    gate(1);
    whole = false;
    daily.look();
    daily.look();

    assertThat(looks).isEmpty();
    assertThat(lines)
        .containsExactly("gates are not looked at yet: the ledger database is behind the journal");
    whole = true;
    daily.look();
    assertThat(looks).hasSize(1);
  }

  @Test
  void whatWasNotFinishedIsLookedAtAgainAndToldOnceADay() throws Exception {
    gate(1);
    unfinished =
        List.of(
            new Unfinished("voice", "it was just changed", Optional.empty()),
            new Unfinished("voice", "a defect", Optional.of(new IllegalStateException())));
    daily.look();
    daily.look();

    assertThat(looks).containsExactly(List.of("claims", "voice"), List.of("voice"));
    assertThat(lines)
        .containsExactly("kill criterion", "it was just changed", "a defect", "kill criterion");
    unfinished = List.of();
    daily.look();
    daily.look();
    assertThat(looks).as("then the day is done").hasSize(3);
  }

  /// The texts of what is logged.
  private record Lines(List<String> lines) implements System.Logger {
    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
      lines.add(text);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
      lines.add(format);
    }
  }
}
