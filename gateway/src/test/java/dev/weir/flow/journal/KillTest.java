package dev.weir.flow.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.segment.FileDisk;
import dev.weir.flow.entry.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class KillTest {
  private static final long SEED = 20261121;

  @TempDir private Path folder;

  @Test
  void everythingAcknowledgedIsReadBackAfterKillAtTenRandomMoments() throws Exception {
    Random random = new Random(SEED);
    for (int round = 0; round < 10; round++) {
      Path data = folder.resolve("round-" + round);
      int killAfter = random.nextInt(1, 5_000);
      int acknowledged = acknowledgedBeforeKill(data, killAfter);
      assertThat(acknowledged).isGreaterThanOrEqualTo(killAfter - 1);
      try (Journal journal =
          TestJournals.open(
              FileDisk.own(data), TestJournals.config(JournalConfig.Mode.PROCESS, 1 << 20))) {
        List<Entry> read = TestJournals.readAll(journal);
        assertThat(read.size()).as("seed %d, round %d", SEED, round).isGreaterThan(acknowledged);
        for (int i = 0; i < read.size(); i++) {
          assertThat(read.get(i))
              .as("seed %d, entry %d", SEED, i)
              .isEqualTo(AppendingProcess.entry(i));
        }
        assertThat(journal.recovered().gaps()).isEmpty();
      }
    }
  }

  /// Runs the process until it has acknowledged a number, kills it, and returns the last one it
  /// told of.
  private static int acknowledgedBeforeKill(Path data, int killAfter)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName(),
                data.toString())
            .redirectErrorStream(true)
            .start();
    int last = -1;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        int number = Integer.parseInt(line);
        assertThat(number).isEqualTo(last + 1);
        last = number;
        if (number == killAfter) {
          process.destroyForcibly();
        }
      }
    } catch (IOException closedByTheKill) {
      assertThat(last).isGreaterThanOrEqualTo(killAfter);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return last;
  }
}
