package dev.weir.flow.journal;

import static dev.weir.flow.journal.TestJournals.config;
import static dev.weir.flow.journal.TestJournals.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.log.KeptLog;
import dev.weir.base.log.LogShape;
import dev.weir.base.segment.MemoryDisk;
import dev.weir.flow.journal.JournalConfig.Mode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who waits for an entry runs code of a call, which may have a defect.
@Timeout(60)
final class DeliveryTest {
  private final KeptLog log = new KeptLog();
  private int told;

  /// Waits on the writer's thread.
  private abstract static class Waiting implements Acknowledgement {
    @Override
    public Executor executor() {
      return Runnable::run;
    }

    @Override
    public void failed(String reason) {
      throw new AssertionError(reason);
    }
  }

  @Test
  void aDefectOfOneIsLoggedWithoutWhatItQuotesAndTheOthersAreTold() {
    try (Journal journal =
        Journal.open(
            new MemoryDisk(),
            config(Mode.PROCESS, 8192),
            InstantSource.fixed(Instant.EPOCH),
            log.in(LogShape.TEXT))) {
      journal.append(
          plain(1),
          new Waiting() {
            @Override
            public void durable(long position) {
              throw new IllegalStateException("a prompt");
            }
          });
      journal.append(
          plain(2),
          new Waiting() {
            @Override
            public void durable(long position) {
              told++;
            }
          });

      journal.drainOnce();
    }

    assertThat(told).isEqualTo(1);
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("an acknowledgement failed", "java.lang.IllegalStateException", "DeliveryTest")
        .doesNotContain("a prompt");
  }
}
