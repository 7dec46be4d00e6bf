package dev.weir.view.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.projection.LedgerLoader.Lag;
import dev.weir.view.person.Pseudonyms;
import dev.weir.view.person.Veil;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FromLedgerTest {
  private static final Instant LOADED = Instant.parse("2026-11-21T10:00:00Z");
  private static final Inquiry INQUIRY =
      new Inquiry(
          Map.of(),
          Map.of(),
          Json.object(),
          Content.NONE,
          "ada",
          Optional.empty(),
          new Veil(new Pseudonyms(new byte[32]), true, _ -> Optional.empty()),
          LOADED);

  private final AtomicInteger asked = new AtomicInteger();
  private Optional<String> failure = Optional.empty();

  @Test
  void theDataIsAskedOnceTheDatabaseHasWhatWasDurable() throws InterruptedException {
    Answer answer = answer(true, 3);

    assertThat(answer).isEqualTo(Answer.of(List.of("row")));
    assertThat(asked).hasValue(3);
  }

  @Test
  void aServerThatIsBehindAnswersAndSaysWhatIsMissing() throws InterruptedException {
    Answer answer = answer(true, Integer.MAX_VALUE);

    assertThat(answer)
        .isEqualTo(
            new Answer.Incomplete(
                Answer.of(List.of("row")),
                "the ledger database is 900 bytes behind the journal, loaded up to"
                    + " 2026-11-21T10:00:00Z"));
  }

  @Test
  void overADataDirectoryItWaitsLongerThanAServer() throws InterruptedException {
    assertThat(answer(false, 1_000)).isEqualTo(Answer.of(List.of("row")));
  }

  @Test
  void overADataDirectoryAnIncompleteAnswerIsNone() throws InterruptedException {
    failure = Optional.of("no room\non disk");

    assertThat(answer(false, Integer.MAX_VALUE))
        .isEqualTo(
            Answer.unavailable(
                "the ledger database is 900 bytes behind the journal, loaded up to"
                    + " 2026-11-21T10:00:00Z; it stands still: no room on disk"));
    assertThat(asked).hasValue(1);
  }

  private Answer answer(boolean serves, int loadedAtLook) throws InterruptedException {
    FromLedger ledger =
        new FromLedger(
            () -> 1_000,
            (position, _) -> position == 1_000 && asked.incrementAndGet() >= loadedAtLook,
            () -> new Lag(100, 900, Duration.ofHours(1), Optional.of(LOADED), failure),
            serves);
    return ledger.does(_ -> Answer.of(List.of("row"))).on(INQUIRY);
  }
}
