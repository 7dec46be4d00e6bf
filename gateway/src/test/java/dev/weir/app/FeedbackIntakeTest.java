package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.segment.MemoryDisk;
import dev.weir.base.store.Database;
import dev.weir.flow.edge.FeedbackDesk.Said;
import dev.weir.flow.edge.FeedbackDesk.Taken;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalConfig;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.flow.projection.Tables;
import dev.weir.value.event.Outcomes;
import dev.weir.value.evidence.Haircut;
import dev.weir.view.report.Calls;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who hands in feedback is answered, whatever becomes of it.
@Timeout(60)
class FeedbackIntakeTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-01T00:00:00Z"));
  private static final System.Logger LOG = System.getLogger("feedback");

  @TempDir private Path folder;

  @Test
  void isAnsweredWhenSomethingFailsThatShouldNotAndTheDefectIsTold() {
    List<Throwable> defects = new ArrayList<>();
    List<Taken> answers = new ArrayList<>();
    try (Journal journal = Journal.open(new MemoryDisk(), JournalConfig.DEFAULT, CLOCK, LOG);
        Database database = Tables.open(folder.resolve("ledger.duckdb"));
        LedgerLoader loader =
            new LedgerLoader(
                new LedgerDatabase(database), journal, CLOCK, LOG, LedgerLoader.Settings.DEFAULT);
        Outcomes outcomes =
            Outcomes.open(
                folder.resolve("outcomes.duckdb"),
                new Database.Settings(64, 1, 2),
                () -> Haircut.USUAL)) {
      FeedbackIntake intake =
          new FeedbackIntake(
              outcomes.feedback(),
              new CallLookup.Ledger(
                  new Calls(database),
                  loader,
                  () -> {
                    throw new IllegalStateException("no position");
                  }),
              CLOCK,
              Runnable::run,
              defects::add);

      for (int i = 0; i < 100; i++) {
        intake.take(
            new Said(
                "key",
                "care",
                "{\"call_id\":\"call_06F1GZ4R9K8QVJ6N5YQ2M7C3D0\",\"rating\":\"up\"}"),
            answers::add);
      }
    }

    assertThat(answers)
        .as("and none of them keeps a place among those that wait")
        .hasSize(100)
        .containsOnly(new Taken.Later("this gateway failed at it; its log says why"));
    assertThat(defects).hasSize(100).first().isInstanceOf(IllegalStateException.class);
  }
}
