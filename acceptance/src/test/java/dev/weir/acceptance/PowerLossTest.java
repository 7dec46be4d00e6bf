package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SIGKILL while the provider works, and then what a power loss adds to it: whatever the journal
/// had not synced is gone. In mode `host` no admitted call is lost; in mode `process` none that was
/// admitted before the last sync is.
@Tag("slow")
@Timeout(180)
final class PowerLossTest {
  private static final String USE_CASE = "dark";
  private static final String SEGMENT = "journal-0000000000000000.log";
  private static final int CALLS = 20;
  private static final Duration SYNCED_WITHIN = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(strings = {"host", "process"})
  void whatWasSyncedIsThere(String mode) {
    try (SimulatorProcess simulator = SimulatorProcess.start();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        Stage stage = Stage.open(simulator, "journal: {mode: %s}".formatted(mode))) {
      simulator.hold("dark");
      call(stage, callers, CALLS);
      awaitSync(stage);
      call(stage, callers, 2 * CALLS);
      long synced = journal(stage).path("synced").asLong();
      stage.gateway().kill();
      forget(stage.gateway().data().resolve("journal").resolve(SEGMENT), synced);
      simulator.release("dark");
      simulator.awaitQuiet();
      stage.gateway().restart();

      Set<String> kept = stage.control().torn();
      System.out.printf("mode %s: %d of %d admitted calls kept%n", mode, kept.size(), 2 * CALLS);
      assertThat(kept).isSubsetOf(served(simulator, 2 * CALLS));
      assertThat(kept).containsAll(served(simulator, CALLS));
      if (mode.equals("host")) {
        assertThat(kept).hasSize(2 * CALLS);
      }
      stage.settled(USE_CASE, kept.size(), 0);
    }
  }

  /// Calls until so many wait for the provider, each admitted and none answered.
  private static void call(Stage stage, ExecutorService callers, int waiting) {
    String body =
        Application.body(
            Application.Wire.OPENAI_JSON, "gpt-4o", "[[sim hold=dark in=40 out=20]]", 100);
    for (int i = stage.simulator().waiting(); i < waiting; i++) {
      callers.execute(() -> {
        try {
          stage.application().ask(Application.Wire.OPENAI_JSON, USE_CASE, body);
        } catch (UncheckedIOException killed) {
          // as it must be
        }
      });
    }
    stage.simulator().awaitWaiting(waiting);
  }

  /// The first `count` calls that the provider received.
  private static Set<String> served(SimulatorProcess simulator, int count) {
    return simulator.book().stream().limit(count).map(BookRow::callId).collect(Collectors.toSet());
  }

  private static void awaitSync(Stage stage) {
    Await.value(
        SYNCED_WITHIN,
        "everything written is synced",
        () -> journal(stage),
        journal -> journal.path("synced").asLong() >= journal.path("durable").asLong());
  }

  private static JsonNode journal(Stage stage) {
    return stage.control().send("GET", "status", "").expect(200).json().path("journal");
  }

  /// Overwrites a preallocated file from a position on, as if nothing had ever been written there.
  private static void forget(Path file, long from) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1 << 20), from);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot cut " + file, e);
    }
  }
}
