package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CountingThreadsTest {
  @Test
  void countsOnFewThreadsOfItsOwnAndRejectsWhatIsTooMuch() throws Exception {
    BlockingQueue<Thread> running = new LinkedBlockingQueue<>();
    CountDownLatch stuck = new CountDownLatch(1);
    try (CountingThreads threads = new CountingThreads()) {
      int taken = 0;
      try {
        for (; taken < 100_000; taken++) {
          threads
              .executor()
              .execute(() -> {
                running.add(Thread.currentThread());
                try {
                  stuck.await();
                } catch (InterruptedException closing) {
                  Thread.currentThread().interrupt();
                }
              });
        }
      } catch (RejectedExecutionException full) {
        assertThat(full).hasMessageContaining("rejected");
      }
      Thread first = running.poll(10, TimeUnit.SECONDS);

      assertThat(taken).isBetween(CountingThreads.WAITING_MAX + 1, CountingThreads.WAITING_MAX + 2);
      assertThat(first).isNotNull();
      assertThat(first.isVirtual()).isFalse();
      stuck.countDown();
    }
  }
}
