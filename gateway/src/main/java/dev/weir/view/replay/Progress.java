package dev.weir.view.replay;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// One line that is written over several times a second, and gone at the end. Where nobody watches
/// it writes nothing.
public final class Progress implements AutoCloseable {
  private static final int WIDTH = 24;
  private static final int EVERY_MILLIS = 150;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread writer;

  /// @param line what to show now
  public Progress(PrintWriter out, boolean isWatched, Supplier<String> line) {
    this.out = out;
    this.writer =
        isWatched
            ? Thread.ofVirtual().name("progress").start(() -> write(line))
            : Thread.ofVirtual().unstarted(() -> {});
  }

  private void write(Supplier<String> line) {
    try {
      do {
        out.print(CLEAR + line.get());
        out.flush();
      } while (!ended.await(EVERY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    out.print(CLEAR);
    out.flush();
  }

  /// `━━━━━━────── 50 %`.
  public static String bar(double share) {
    int full = (int) Math.round(Math.clamp(share, 0, 1) * WIDTH);
    return "%s%s %3.0f %%"
        .formatted("━".repeat(full), "─".repeat(WIDTH - full), Math.clamp(share, 0, 1) * 100);
  }

  /// `19,366`.
  public static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  @Override
  public void close() {
    ended.countDown();
    if (writer.getState() == Thread.State.NEW) {
      return;
    }
    try {
      writer.join();
    } catch (InterruptedException leaving) {
      Thread.currentThread().interrupt();
    }
  }
}
