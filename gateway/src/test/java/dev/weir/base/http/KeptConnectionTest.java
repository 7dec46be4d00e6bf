package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Kept connections that the upstream closes, in each moment in which it can.
@Timeout(30)
class KeptConnectionTest {
  private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final Engine engine = Engine.start(1, bugs::add);
  private final Loop loop = engine.loops().getFirst();
  private final HttpClient client = new HttpClient(engine, ClientLimits.DEFAULT);
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  @AfterEach
  void close() {
    client.close();
    engine.close();
    assertThat(bugs).isEmpty();
  }

  private Received post(HttpClient by, Origin origin, byte[] body) {
    Received received = new Received();
    by.send(
        loop,
        new OutboundRequest("POST", origin, "/", Headers.EMPTY, body, Duration.ofSeconds(5)),
        received);
    return received;
  }

  private Received post(Origin origin) throws InterruptedException {
    return post(client, origin, "{}".getBytes(UTF_8)).await();
  }

  /// The loop cannot read anything until the latch is down, and sends before it reads.
  private Received postBeforeReading(Origin origin, CountDownLatch held, CountDownLatch closed)
      throws InterruptedException {
    Received received = new Received();
    loop.execute(() -> {
      held.countDown();
      await(closed);
      client.send(
          loop,
          new OutboundRequest(
              "POST", origin, "/", Headers.EMPTY, "{}".getBytes(UTF_8), Duration.ofSeconds(5)),
          received);
    });
    return received.await();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void end(Wire wire, boolean reset) throws Exception {
    if (reset) {
      wire.reset();
    } else {
      wire.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aConnectionClosedBeforeTheRequestIsWrittenIsLeftForAnother(boolean reset) throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          boolean first = connections.incrementAndGet() == 1;
          wire.message();
          requests.incrementAndGet();
          wire.send(OK);
          if (first) {
            await(held);
            end(wire, reset);
            closed.countDown();
          }
        })) {
      assertThat(post(upstream.origin()).text()).isEqualTo("ok");

      Received second = postBeforeReading(upstream.origin(), held, closed);

      assertThat(second.failure).isNull();
      assertThat(second.text()).isEqualTo("ok");
      assertThat(connections).hasValue(2);
      assertThat(requests).as("each was written once").hasValue(2);
    }
  }

  @Test
  void aPoolFullOfClosedConnectionsIsGivenUpAsNotSent() throws Exception {
    int many = 8;
    CountDownLatch all = new CountDownLatch(many);
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(many);
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          boolean early = connections.incrementAndGet() <= many;
          wire.message();
          requests.incrementAndGet();
          all.countDown();
          await(all);
          wire.send(OK);
          if (early) {
            await(held);
            wire.close();
            closed.countDown();
          }
        })) {
      List<Received> early = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        early.add(post(client, upstream.origin(), "{}".getBytes(UTF_8)));
      }
      for (Received received : early) {
        assertThat(received.await().text()).isEqualTo("ok");
      }

      Received stale = postBeforeReading(upstream.origin(), held, closed);

      assertThat(stale.kind()).isEqualTo(Failure.Kind.STALE);
      assertThat(Failure.Kind.STALE.progress()).isEqualTo(Failure.Progress.NOT_SENT);
      assertThat(requests).hasValue(many);
      assertThat(post(upstream.origin()).text()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "0, true", "1, false", "1, true"})
  void aKeptConnectionLostAfterTheRequestWasReadIsUnknownAndNothingIsSentAgain(
      int responseBytes, boolean reset) throws Exception {
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          connections.incrementAndGet();
          wire.message();
          requests.incrementAndGet();
          wire.send(OK);
          wire.message();
          requests.incrementAndGet();
          wire.send("HTTP/1.1 200".substring(0, responseBytes));
          end(wire, reset);
        })) {
      assertThat(post(upstream.origin()).text()).isEqualTo("ok");

      Received second = post(upstream.origin());

      assertThat(second.kind()).isEqualTo(Failure.Kind.RESET);
      assertThat(Failure.Kind.RESET.progress()).isEqualTo(Failure.Progress.UNKNOWN);
      assertThat(second.endings).hasValue(1);
      assertThat(connections).hasValue(1);
      assertThat(requests).hasValue(2);
    }
  }

  @Test
  void aKeptConnectionLostWhileTheRequestIsWrittenIsUnknown() throws Exception {
    byte[] large = new byte[16 << 20];
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          connections.incrementAndGet();
          wire.message();
          wire.send(OK);
          wire.head();
          wire.exactly(1_000);
          wire.reset();
        })) {
      assertThat(post(upstream.origin()).text()).isEqualTo("ok");

      Received second = post(client, upstream.origin(), large).await();

      assertThat(second.kind()).isEqualTo(Failure.Kind.RESET);
      assertThat(connections).hasValue(1);
    }
  }

  @Test
  void aConnectionIsNotUsedBeyondItsLife() throws Exception {
    ClientLimits usual = ClientLimits.DEFAULT;
    ClientLimits shortLived =
        new ClientLimits(
            usual.connectionsPerLoop(),
            usual.waitingPerLoop(),
            usual.waitTimeout(),
            usual.connectTimeout(),
            usual.silenceTimeout(),
            usual.keepAlive(),
            Duration.ofSeconds(1),
            usual.headerBytesMax());
    CountDownLatch closed = new CountDownLatch(1);
    try (HttpClient brief = new HttpClient(engine, shortLived);
        Wire.Server upstream =
            new Wire.Server(wire -> {
              connections.incrementAndGet();
              wire.message();
              wire.send(OK);
              if (wire.isAtEnd()) {
                closed.countDown();
              }
            })) {
      byte[] body = "{}".getBytes(UTF_8);
      assertThat(post(brief, upstream.origin(), body).await().text()).isEqualTo("ok");
      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();

      assertThat(post(brief, upstream.origin(), body).await().text()).isEqualTo("ok");
      assertThat(connections).hasValue(2);
    }
  }
}
