package dev.weir.view.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.http.Exchange;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Server-sent events for browsers that stay on a page. Each stream is a virtual thread that asks
/// every two seconds what is new; it ends with its session, its person's right, its browser or
/// after half an hour, when a browser comes again by itself. Who does not read is cut: nothing is
/// kept for them but what the connection holds. Thread-safe; the lock is this object.
final class Streams {
  private static final int MOST = 64;
  private static final int MOST_OF_ONE = 4;
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final int TIMES_MAX = 900;
  private static final int SILENT_TIMES_MAX = 7;
  private static final byte[] BEGINNING = "retry: 5000\n\n".getBytes(UTF_8);
  private static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);

  private final Map<String, Integer> open = new HashMap<>();
  private int all;

  /// Whether there is room for one more; who is let in leaves again.
  synchronized boolean enter(String operator) {
    int own = open.getOrDefault(operator, 0);
    if (all >= MOST || own >= MOST_OF_ONE) {
      return false;
    }
    open.put(operator, own + 1);
    all++;
    return true;
  }

  synchronized void leave(String operator) {
    int own = open.getOrDefault(operator, 0);
    if (own > 1) {
      open.put(operator, own - 1);
    } else {
      open.remove(operator);
    }
    all--;
  }

  /// Tells a browser until one of both ends it; blocks until then.
  void run(Exchange exchange, Console console, Following.Begun begun) throws InterruptedException {
    CountDownLatch gone = new CountDownLatch(1);
    AtomicBoolean isFull = new AtomicBoolean();
    exchange.onGone(gone::countDown);
    exchange.onWritable(() -> isFull.set(false));
    exchange.head(200, console.headersOfEvents());
    exchange.write(BEGINNING);
    int silent = 0;
    for (int times = 0; times < TIMES_MAX; times++) {
      Optional<String> news = console.next(begun);
      if (news.isEmpty()) {
        break;
      }
      silent = news.get().isEmpty() ? silent + 1 : 0;
      if (silent == 0 || silent > SILENT_TIMES_MAX) {
        byte[] bytes = silent == 0 ? news.get().getBytes(UTF_8) : HEARTBEAT;
        silent = 0;
        isFull.set(!exchange.write(bytes));
      }
      if (gone.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      if (isFull.get()) {
        exchange.abort();
        return;
      }
    }
    exchange.end();
  }
}
