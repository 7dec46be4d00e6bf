package dev.weir.flow.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.base.segment.FileDisk;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.journal.JournalReader.Located;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class JournalStressTest {
  private static final int PRODUCERS = 8;
  private static final int EACH = 25_000;

  @TempDir private Path folder;

  @Test
  void eightProducersSeeEachEntryAcknowledgedOnceAndReadBackInTheirOrder() throws Exception {
    JournalConfig config =
        new JournalConfig(
            JournalConfig.Mode.PROCESS,
            1 << 20,
            4096,
            512,
            Duration.ofMillis(20),
            Duration.ofMillis(5),
            false);
    AtomicIntegerArray told = new AtomicIntegerArray(PRODUCERS * EACH);
    CountDownLatch all = new CountDownLatch(PRODUCERS * EACH);
    try (Journal journal = TestJournals.open(FileDisk.own(folder), config);
        JournalReader follower = journal.read(0)) {
      journal.start(() -> {});
      for (int producer = 0; producer < PRODUCERS; producer++) {
        int number = producer;
        Thread.ofVirtual().start(() -> produce(journal, number, told, all));
      }
      assertInOrder(journal, follower);
      assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
    }
    for (int i = 0; i < told.length(); i++) {
      assertThat(told.get(i)).as("entry %d", i).isEqualTo(1);
    }
  }

  private static void produce(
      Journal journal, int producer, AtomicIntegerArray told, CountDownLatch all) {
    for (int i = 0; i < EACH; i++) {
      int slot = producer * EACH + i;
      Entry entry =
          new Entry.Overrun(new CallId(producer, i), 1, Instant.EPOCH, Money.ZERO, Money.ZERO);
      while (!journal.append(entry, new Once(slot, told, all)).accepted()) {
        LockSupport.parkNanos(50_000);
      }
    }
  }

  private static void assertInOrder(Journal journal, JournalReader follower)
      throws InterruptedException {
    long[] next = new long[PRODUCERS];
    int read = 0;
    while (read < PRODUCERS * EACH) {
      Optional<Located> located = follower.next();
      if (located.isEmpty()) {
        assertThat(journal.awaitPast(follower.position(), Duration.ofSeconds(30))).isTrue();
        journal.releaseUpTo(follower.position());
      } else if (located.get().entry() instanceof Entry.Overrun overrun) {
        int producer = (int) overrun.call().high();
        assertThat(overrun.call().low()).isEqualTo(next[producer]++);
        read++;
      }
    }
  }

  private record Once(int slot, AtomicIntegerArray told, CountDownLatch all)
      implements Acknowledgement {
    @Override
    public Executor executor() {
      return Runnable::run;
    }

    @Override
    public void durable(long position) {
      told.incrementAndGet(slot);
      all.countDown();
    }

    @Override
    public void failed(String reason) {
      throw new IllegalStateException(reason);
    }
  }
}
