package dev.weir.value.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.store.Database;
import dev.weir.value.evidence.Haircut;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class OutcomesByUnitTest {
  @TempDir private Path folder;

  @Test
  void whoHoldsOutcomesInMemoryTakesTurns() throws InterruptedException {
    try (Outcomes outcomes =
        Outcomes.open(
            folder.resolve("outcomes.duckdb"),
            new Database.Settings(64, 1, 4),
            () -> Haircut.USUAL)) {
      List<String> order = Collections.synchronizedList(new ArrayList<>());
      CountDownLatch begun = new CountDownLatch(1);
      Thread second =
          Thread.ofVirtual()
              .unstarted(() -> {
                begun.countDown();
                order.add(outcomes.byUnit().alone(() -> "second"));
              });
      outcomes
          .byUnit()
          .alone(() -> {
            second.start();
            await(begun);
            while (second.getState() != Thread.State.WAITING) {
              Thread.onSpinWait();
            }
            return order.add("first");
          });
      second.join();

      assertThat(order).containsExactly("first", "second");
    }
  }

  private static void await(CountDownLatch begun) {
    try {
      begun.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
