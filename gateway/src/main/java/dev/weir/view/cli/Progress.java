package dev.weir.view.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells somebody who watches that a request is still under way, from the second second on.
public final class Progress implements AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Terminal terminal;
  private final CountDownLatch done = new CountDownLatch(1);

  private volatile String what;

  private Progress(Terminal terminal, String what) {
    this.terminal = terminal;
    this.what = what;
  }

  /// Begins to wait; prints nothing at all unless the terminal is watched.
  public static Progress of(Terminal terminal, String what) {
    Progress progress = new Progress(terminal, what);
    if (terminal.isWatched()) {
      Thread.ofVirtual().start(progress::show);
    }
    return progress;
  }

  /// What is shown from the next second on, for example how far it is.
  public void now(String what) {
    this.what = what;
  }

  private void show() {
    try {
      for (int seconds = 2; !done.await(seconds == 2 ? 2 : 1, TimeUnit.SECONDS); seconds++) {
        terminal.err().print(CLEAR_LINE + what + " ... " + seconds + " s");
        terminal.err().flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    if (terminal.isWatched()) {
      terminal.err().print(CLEAR_LINE);
      terminal.err().flush();
    }
  }
}
