package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.journal.JournalState;
import dev.weir.flow.projection.LedgerLoader.Lag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Every reason that `/readyz` gives, and that the page for operators has it.
class ReadinessTest {
  private static final Path PAGE =
      Path.of(System.getProperty("weir.root", "..")).resolve("docs/operations.md");
  private static final long POSITION = Rebuild.TAIL_BYTES * 3;

  private JournalState journal = new JournalState.Open();
  private Optional<String> divergence = Optional.empty();
  private Lag lag = lag(POSITION, Optional.empty());
  private final Readiness readiness =
      new Readiness(() -> journal, () -> divergence, () -> lag, POSITION);

  private static Lag lag(long loaded, Optional<String> failure) {
    return new Lag(loaded, POSITION - loaded, Duration.ZERO, Optional.empty(), failure);
  }

  /// @param begins how the reason begins, as the page has it
  private void saysOnly(String reason, String begins) throws IOException {
    assertThat(readiness.reasons()).containsExactly(reason);
    assertThat(reason).startsWith(begins);
    assertThat(Files.readString(PAGE)).contains("| `" + begins);
  }

  @Test
  void itIsReadyOnceTheDataPlaneServes() throws IOException {
    saysOnly("the data plane does not listen yet", "the data plane does not listen yet");
    readiness.serving();
    assertThat(readiness.reasons()).isEmpty();
  }

  @Test
  void whatKeepsTheDataPlaneFromServingIsAskedEachTime() throws IOException {
    readiness.notServing(() -> "warming up for at most PT2S");
    saysOnly("warming up for at most PT2S", "warming up for at most ");
    int[] running = {7};
    readiness.notServing(() -> "shutting down: %d calls under way".formatted(running[0]));
    running[0] = 3;
    saysOnly("shutting down: 3 calls under way", "shutting down: ");
  }

  @Test
  void aJournalThatTakesNoEntriesIsOneUntilItDoes() throws IOException {
    readiness.serving();
    journal = new JournalState.NoRoom("no room for a segment");
    saysOnly("journal: no room for a segment", "journal: ");
    journal = new JournalState.Failed("a write failed");
    saysOnly("journal: a write failed", "journal: ");
    journal = new JournalState.Closed();
    saysOnly("journal: closed", "journal: ");
    journal = new JournalState.Open();
    assertThat(readiness.reasons()).isEmpty();
  }

  @Test
  void booksThatAreEnforcedOtherwiseThanStoredAreOne() throws IOException {
    readiness.serving();
    divergence = Optional.of("the last change is enforced and not stored");
    saysOnly("books: the last change is enforced and not stored", "books: ");
  }

  @Test
  void aLedgerDatabaseThatIsBuiltAgainOrStandsStillIsOne() throws IOException {
    readiness.serving();
    lag = lag(0, Optional.empty());
    saysOnly(
        "ledger database: being rebuilt, loaded to 0 of 100663296 bytes of the journal; reports"
            + " are incomplete",
        "ledger database: being rebuilt, ");
    lag = lag(POSITION, Optional.of("IO Error"));
    saysOnly("ledger database: IO Error", "ledger database: ");
  }

  @Test
  void allReasonsAreGivenTogether() {
    journal = new JournalState.Closed();
    divergence = Optional.of("differ");
    lag = lag(0, Optional.of("IO Error"));

    assertThat(readiness.reasons())
        .extracting(reason -> reason.split("[: ]", 2)[0])
        .containsExactly("the", "journal", "books", "ledger", "ledger");
  }
}
