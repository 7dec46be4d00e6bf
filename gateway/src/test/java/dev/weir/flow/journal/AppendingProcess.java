package dev.weir.flow.journal;

import dev.weir.base.segment.FileDisk;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.RandomEntries;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/// Appends at full speed and prints the number of each entry as it is acknowledged, until killed.
final class AppendingProcess {
  private AppendingProcess() {}

  public static void main(String[] args) {
    JournalConfig config =
        new JournalConfig(
            JournalConfig.Mode.PROCESS,
            1 << 20,
            4096,
            512,
            Duration.ofMillis(50),
            Duration.ofMillis(5),
            false);
    try (Journal journal = TestJournals.open(FileDisk.own(Path.of(args[0])), config)) {
      journal.start(() -> {});
      PrintStream out = new PrintStream(System.out, true);
      for (int i = 0; i < Integer.MAX_VALUE; i++) {
        Entry entry = entry(i);
        while (!journal.append(entry, new Printing(i, out)).accepted()) {
          LockSupport.parkNanos(20_000);
        }
      }
    }
  }

  /// The entry of a number, the same in every process.
  static Entry entry(int number) {
    Entry random = new RandomEntries(new Random(number)).next();
    return random instanceof Entry.Reserved || random instanceof Entry.Ended
        ? TestJournals.plain(number)
        : random;
  }

  private record Printing(int number, PrintStream out) implements Acknowledgement {
    @Override
    public Executor executor() {
      return Runnable::run;
    }

    @Override
    public void durable(long position) {
      out.println(number);
    }

    @Override
    public void failed(String reason) {
      out.println("failed: " + reason);
    }
  }
}
