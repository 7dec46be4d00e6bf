package dev.weir.base.http;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A client that is never silent and never done: a few bytes, again and again, until it is closed.
final class Trickle implements AutoCloseable {
  private static final int PAUSE_MILLIS = 30;

  private final CountDownLatch stopping = new CountDownLatch(1);
  private final AtomicInteger sent = new AtomicInteger();

  private Trickle(Wire wire, String first, String again) {
    Thread.startVirtualThread(() -> {
      try {
        wire.send(first);
        while (!stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          wire.send(again);
          sent.incrementAndGet();
        }
      } catch (IOException closed) {
        stopping.countDown();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  static Trickle into(Wire wire, String first, String again) {
    return new Trickle(wire, first, again);
  }

  int count() {
    return sent.get();
  }

  /// Waits until nothing can be sent any more.
  void untilClosed() throws InterruptedException {
    stopping.await();
  }

  @Override
  public void close() {
    stopping.countDown();
  }
}
