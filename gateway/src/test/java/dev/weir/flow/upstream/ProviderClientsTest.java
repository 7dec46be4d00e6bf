package dev.weir.flow.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that were replaced are told of their last call, once, and take no other.
@Timeout(30)
class ProviderClientsTest {
  private static final int CALLS = 50;

  private final ProviderClients clients = new ProviderClients(Map.of());
  private final AtomicInteger unused = new AtomicInteger();

  @Test
  void clientsThatNobodyUsesAreUnusedAtOnce() {
    clients.keep().orElseThrow().run();
    assertThat(unused).as("in force").hasValue(0);

    clients.retire(unused::incrementAndGet);

    assertThat(unused).hasValue(1);
    assertThat(clients.keep()).isEmpty();
  }

  @Test
  void aCallKeepsThemThoughTheyAreRetiredAndLeavesOnce() {
    Runnable one = clients.keep().orElseThrow();
    Runnable other = clients.keep().orElseThrow();
    clients.retire(unused::incrementAndGet);
    clients.retire(unused::incrementAndGet);
    one.run();
    one.run();
    assertThat(unused).hasValue(0);
    assertThat(clients.keep())
        .as("a call that keeps them may go on")
        .isPresent()
        .get()
        .satisfies(Runnable::run);

    other.run();

    assertThat(unused).hasValue(1);
  }

  @RepeatedTest(20)
  void callsThatComeWhileTheyAreRetiredEitherKeepThemOrFindThemClosed() throws Exception {
    CyclicBarrier together = new CyclicBarrier(CALLS + 1);
    AtomicInteger keeping = new AtomicInteger();
    AtomicInteger torn = new AtomicInteger();
    List<Future<?>> calls = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLS; i++) {
        calls.add(
            threads.submit(() -> {
              together.await();
              clients
                  .keep()
                  .ifPresent(leave -> {
                    keeping.incrementAndGet();
                    torn.addAndGet(unused.get());
                    keeping.decrementAndGet();
                    leave.run();
                  });
              return null;
            }));
      }
      together.await();
      clients.retire(() -> {
        torn.addAndGet(keeping.get());
        unused.incrementAndGet();
      });
      for (Future<?> call : calls) {
        call.get();
      }
    }

    assertThat(torn).hasValue(0);
    assertThat(unused).hasValue(1);
  }
}
