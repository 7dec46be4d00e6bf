package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When a listener closes connections, and when it does not: idle ones, slow readers, one too many,
/// and all of them at its end.
@Timeout(30)
class ListenerCloseTest {
  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final Engine engine = Engine.start(2, bugs::add);

  @AfterEach
  void close() {
    engine.close();
    assertThat(bugs).isEmpty();
  }

  private HttpListener listen(HttpListener.Receiver receiver) {
    return HttpListener.start(engine, HttpListenerTest.LIMITS, "127.0.0.1", 0, receiver);
  }

  @Test
  void anIdleConnectionDoesNotDelayTheClose() throws IOException {
    HttpListener listener = listen(HttpListenerTest::echo);
    try (Wire idle = Wire.to(listener.port())) {
      idle.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n").message();

      listener.close(Duration.ofDays(1));

      assertThat(idle.rest()).isEmpty();
    }
  }

  @Test
  void aClientThatStaysBehindTheLastAnswerDoesNotDelayTheClose() throws IOException {
    HttpListener listener = listen(HttpListenerTest::echo);
    try (Wire staying = Wire.to(listener.port())) {
      staying.send("garbage\r\n\r\n");
      assertThat(staying.rest()).contains(" 400 ");

      listener.close(Duration.ofMillis(1)); // a close that takes too long is a bug

      assertThat(listener.connections()).isZero();
    }
  }

  @Test
  void aClientThatDoesNotReadTheLastAnswerDoesNotDelayTheClose() throws Exception {
    HttpListener listener =
        listen(exchange -> {
          exchange.head(200, Headers.of("connection", "close"));
          exchange.write(new byte[8 << 20]);
          exchange.end();
        });
    try (Wire wire = Wire.slowlyTo(listener.port())) {
      wire.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n").head();

      listener.close(Duration.ofMillis(1));

      assertThat(listener.connections()).isZero();
    }
  }

  @Test
  void closesIdleConnectionsButNotThoseItKeepsWaiting() throws Exception {
    HttpListener listener =
        listen(exchange ->
            exchange
                .loop()
                .schedule(Duration.ofMillis(1_500), () -> HttpListenerTest.echo(exchange)));
    try (Wire idle = Wire.to(listener.port());
        Wire waiting = Wire.to(listener.port());
        Wire trickling = Wire.to(listener.port())) {
      waiting.send("GET /slow HTTP/1.1\r\nhost: x\r\n\r\n");
      trickling.send("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nabc");

      assertThat(idle.isAtEnd()).isTrue();
      assertThat(trickling.head()).contains(" 408 ");
      assertThat(waiting.message()).contains("GET /slow");
      assertThat(waiting.isAtEnd()).isTrue();
    }
  }

  @Test
  void closesAClientThatStopsReading() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    HttpListener listener =
        listen(exchange -> {
          exchange.onGone(gone::countDown);
          exchange.head(200, Headers.EMPTY);
          exchange.onWritable(() -> fill(exchange));
          fill(exchange);
        });
    try (Wire wire = Wire.slowlyTo(listener.port())) {
      wire.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n").head();

      assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void fill(Exchange exchange) {
    while (!exchange.isGone() && exchange.write(new byte[64 * 1024])) {}
  }

  @Test
  void closesAConnectionOverTheLimit() throws Exception {
    HttpListener listener = listen(HttpListenerTest::echo);
    try (Wire a = Wire.to(listener.port());
        Wire b = Wire.to(listener.port());
        Wire c = Wire.to(listener.port());
        Wire d = Wire.to(listener.port())) {
      for (Wire wire : new Wire[] {a, b, c, d}) {
        wire.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n").message();
      }
      assertThat(listener.connections()).isEqualTo(4);
      try (Wire tooMany = Wire.to(listener.port())) {
        assertThat(tooMany.isAtEnd()).isTrue();
      }
    }
  }

  @Test
  void letsRunningExchangesFinishWhenItCloses() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    HttpListener listener =
        listen(exchange -> {
          arrived.countDown();
          exchange.loop().schedule(Duration.ofMillis(300), () -> HttpListenerTest.echo(exchange));
        });
    try (Wire wire = Wire.to(listener.port())) {
      wire.send("GET /last HTTP/1.1\r\nhost: x\r\n\r\n");
      assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();

      listener.close(Duration.ofSeconds(5));

      assertThat(wire.message()).contains("GET /last");
    }
  }

  @Test
  void closesEachConnectionBehindItsAnswerWhileItRetires() throws Exception {
    HttpListener listener = listen(HttpListenerTest::echo);
    String get = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";
    try (Wire open = Wire.to(listener.port())) {
      assertThat(open.send(get).message()).doesNotContainIgnoringCase("connection: close");

      listener.retire(Duration.ofSeconds(20));

      assertThat(open.send(get).message()).containsIgnoringCase("connection: close");
      assertThat(open.isAtEnd()).isTrue();
    }
    try (Wire late = Wire.to(listener.port())) {
      assertThat(late.send(get).message()).containsIgnoringCase("connection: close");
    }
  }

  /// A client that has read everything for longer than its patience, and then stops.
  @Test
  void aLongStreamHasItsClientsWholePatienceWhenItFirstBacksUp() throws Exception {
    Duration idle = Duration.ofMillis(1_600);
    BlockingQueue<Exchange> open = new LinkedBlockingQueue<>();
    CountDownLatch gone = new CountDownLatch(1);
    ListenerLimits limits =
        new ListenerLimits(
            64 * 1024, 1 << 20, 8 * 1024, 100, 1024, 4, 4, 16, new Patience(idle, idle, idle));
    HttpListener listener =
        HttpListener.start(
            engine,
            limits,
            "127.0.0.1",
            0,
            exchange -> {
              exchange.onGone(gone::countDown);
              exchange.head(200, Headers.EMPTY);
              exchange.write("begun".getBytes(UTF_8));
              open.add(exchange);
            });
    try (Wire wire = Wire.slowlyTo(listener.port())) {
      wire.send("GET /long HTTP/1.1\r\nhost: x\r\n\r\n");
      wire.head();
      assertThat(wire.chunk()).isEqualTo("begun");
      Exchange exchange = open.take();
      assertThat(gone.await(2 * idle.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
      exchange
          .loop()
          .execute(() -> {
            while (exchange.write(new byte[32 * 1024])) {}
          });
      boolean cutEarly = gone.await(idle.toMillis() / 2, TimeUnit.MILLISECONDS);

      assertThat(cutEarly).as("cut within half of its patience").isFalse();
      assertThat(gone.await(20, TimeUnit.SECONDS)).as("cut when it is over").isTrue();
    }
  }
}
