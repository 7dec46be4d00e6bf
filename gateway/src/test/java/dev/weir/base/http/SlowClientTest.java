package dev.weir.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A client that stops reading an answer, and goes on.
@Timeout(60)
class SlowClientTest {
  private static final Duration IDLE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(700); // more than a step of the watch
  private static final int PIECE = 1_000;

  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final Engine engine = Engine.start(1, bugs::add);
  private final BlockingQueue<Exchange> held = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    engine.close();
    assertThat(bugs).isEmpty();
  }

  private int listen() {
    Patience patience = new Patience(IDLE, Duration.ofMinutes(1), Duration.ofMinutes(1));
    ListenerLimits limits =
        new ListenerLimits(64 * 1024, 1 << 20, 8 * 1024, 12, 1024, 20, 20, 16, patience);
    return HttpListener.start(engine, limits, "127.0.0.1", 0, held::add).port();
  }

  /// Writes on the exchange's loop until it is full; tells how many bytes.
  private static long fill(Exchange exchange) throws InterruptedException {
    BlockingQueue<Long> written = new LinkedBlockingQueue<>();
    exchange
        .loop()
        .execute(() -> {
          long bytes = PIECE;
          while (exchange.write(new byte[PIECE])) {
            bytes += PIECE;
          }
          written.add(bytes);
        });
    Long bytes = written.poll(20, TimeUnit.SECONDS);
    assertThat(bytes).isNotNull();
    return bytes;
  }

  private static void await(Duration pause) throws InterruptedException {
    assertThat(new CountDownLatch(1).await(pause.toNanos(), TimeUnit.NANOSECONDS)).isFalse();
  }

  @Test
  void oneThatBecomesSlowLateHasItsWholeTime() throws Exception {
    int port = listen();
    try (Wire wire = Wire.slowlyTo(port);
        Wire unused = Wire.to(port)) {
      wire.send("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
      Exchange exchange = held.take();
      exchange.head(200, Headers.EMPTY);
      assertThat(unused.isAtEnd()).as("the time for doing nothing has passed").isTrue();

      long written = fill(exchange);
      await(PAUSE);
      exchange.end();

      assertThat((long) wire.rest().length()).isGreaterThan(written);
    }
  }

  @Test
  void oneThatGoesOnReadingIsWrittenToAgain() throws Exception {
    try (Wire wire = Wire.slowlyTo(listen())) {
      wire.send("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
      Exchange exchange = held.take();
      CountDownLatch writable = new CountDownLatch(1);
      exchange.onWritable(writable::countDown);
      exchange.head(200, Headers.EMPTY);

      long written = fill(exchange);
      assertThat(writable.getCount()).isOne();
      wire.exactly((int) written);

      assertThat(writable.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
