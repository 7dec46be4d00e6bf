package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
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

@Timeout(30)
class HttpClientTest {
  private static final ClientLimits LIMITS =
      new ClientLimits(
          2,
          1,
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofMillis(400),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          8 * 1024);

  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final Engine engine = Engine.start(2, bugs::add);
  private final HttpClient client = new HttpClient(engine, LIMITS);
  private final Loop loop = engine.loops().getFirst();

  @AfterEach
  void close() {
    client.close();
    engine.close();
    assertThat(bugs).isEmpty();
  }

  private Sending send(Origin origin, String method, String body, AnswerSink sink) {
    return client.send(
        loop,
        new OutboundRequest(
            method,
            origin,
            "/v1?a=b",
            Headers.of("X-Tag", "t", "host", "ignored", "content-length", "999"),
            body.getBytes(UTF_8),
            Duration.ofMillis(600)),
        sink);
  }

  private Received get(Origin origin) throws InterruptedException {
    Received received = new Received();
    send(origin, "GET", "", received);
    return received.await();
  }

  @Test
  void sendsMethodPathHeadersAndBodyWithItsOwnFraming() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          seen.add(wire.message());
          wire.send("HTTP/1.1 201 Created\r\nX-Up: Per\r\ncontent-length: 2\r\n\r\nok");
        })) {
      Received received = new Received();
      send(upstream.origin(), "POST", "{}", received);
      received.await();

      assertThat(seen.take())
          .startsWith("POST /v1?a=b HTTP/1.1\r\n")
          .contains("x-tag: t", "host: 127.0.0.1:" + upstream.port(), "content-length: 2")
          .doesNotContain("ignored", "999")
          .endsWith("\n{}");
      assertThat(received.status).isEqualTo(201);
      assertThat(received.headers.get("x-up")).contains("Per");
      assertThat(received.text()).isEqualTo("ok");
      assertThat(received.failure).isNull();
    }
  }

  @Test
  void whatHttpCannotCarryIsNotSentAndHarmsNothingElse() throws Exception {
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          wire.message();
          wire.send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        })) {
      for (int i = 0; i < 4; i++) { // more than there are connections
        Received received = new Received();
        client.send(
            loop,
            new OutboundRequest(
                "POST",
                upstream.origin(),
                "/v1?a=b c",
                Headers.EMPTY,
                "{}".getBytes(UTF_8),
                Duration.ofSeconds(20)),
            received);
        received.await();

        assertThat(received.failure).isNotNull();
        assertThat(received.failure.progress()).isEqualTo(Failure.Progress.NOT_SENT);
        assertThat(received.failure.detail()).doesNotContain("b c");
      }
      assertThat(get(upstream.origin()).text()).isEqualTo("ok");
    }
  }

  @Test
  void keepsHeaderFieldsThatAreGivenMoreThanOnce() throws Exception {
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          wire.head();
          wire.send("HTTP/1.1 200 OK\r\nx: a\r\nX: b\r\nx: c\r\ncontent-length: 0\r\n\r\n");
        })) {
      assertThat(get(upstream.origin()).headers.all("x")).containsExactly("a", "b", "c");
    }
  }

  @Test
  void deliversABodyHoweverItIsSplit() throws Exception {
    String answer =
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nab\n\n\r\n1\r\nc\r\n";
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          wire.head();
          for (byte octet : (answer + "0\r\n\r\n").getBytes(UTF_8)) {
            wire.send(new byte[] {octet});
          }
          wire.rest();
        })) {
      assertThat(get(upstream.origin()).text()).isEqualTo("ab\n\nc");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'content-length: 10', abc, CUT",
    "'transfer-encoding: chunked', '3|abc|', CUT",
    "'transfer-encoding: chunked', '3|abc|0|', CUT",
    "'transfer-encoding: chunked', 'zz|', CUT",
    "'transfer-encoding: chunked', '3|abc|0||', ",
    "'content-length: 3', abc, ",
    "'connection: close', abc, "
  })
  void tellsACutBodyFromACompleteOne(String field, String body, Failure.Kind expected)
      throws Exception {
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          wire.head();
          String framed = body.replace("|", "\r\n");
          wire.send("HTTP/1.1 200 OK\r\n" + field + "\r\n\r\n" + framed);
        })) {
      Received received = get(upstream.origin());

      assertThat(received.status).isEqualTo(200);
      assertThat(received.kind()).isEqualTo(expected);
      assertThat(received.endings).hasValue(1);
    }
  }

  @Test
  void callsARefusedConnectionNotSent() throws Exception {
    Origin nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = new Origin(false, "127.0.0.1", socket.getLocalPort());
    }
    Received received = get(nobody);

    assertThat(received.kind()).isEqualTo(Failure.Kind.REFUSED);
    assertThat(Failure.Kind.REFUSED.progress()).isEqualTo(Failure.Progress.NOT_SENT);
  }

  @Test
  void callsAnUnknownHostUnresolved() throws Exception {
    assertThat(get(new Origin(false, "no-such-host.invalid", 80)).kind())
        .isEqualTo(Failure.Kind.UNRESOLVED);
  }

  @Test
  void callsAFailedHandshakeTls() throws Exception {
    try (Wire.Server upstream = new Wire.Server(wire -> wire.send("not TLS\r\n\r\n").rest())) {
      assertThat(get(new Origin(true, "127.0.0.1", upstream.port())).kind())
          .isEqualTo(Failure.Kind.TLS);
    }
  }

  @Test
  void callsAConnectionLostBeforeTheHeadUnknown() throws Exception {
    try (Wire.Server closing = new Wire.Server(Wire::head);
        Wire.Server resetting =
            new Wire.Server(wire -> {
              wire.head();
              wire.reset();
            });
        Wire.Server babbling = new Wire.Server(wire -> wire.send("what?\r\n\r\n").rest())) {
      assertThat(get(closing.origin()).kind()).isEqualTo(Failure.Kind.RESET);
      assertThat(get(resetting.origin()).kind()).isEqualTo(Failure.Kind.RESET);
      assertThat(get(babbling.origin()).kind()).isEqualTo(Failure.Kind.RESET);
    }
  }

  @Test
  void givesUpOnAHeadThatDoesNotComeAndOnABodyThatFallsSilent() throws Exception {
    try (Wire.Server mute = new Wire.Server(Wire::rest);
        Wire.Server silent =
            new Wire.Server(wire -> {
              wire.head();
              wire.send("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab").rest();
            })) {
      assertThat(get(mute.origin()).kind()).isEqualTo(Failure.Kind.NO_ANSWER);
      Received received = get(silent.origin());
      assertThat(received.kind()).isEqualTo(Failure.Kind.TIMED_OUT);
      assertThat(received.text()).isEqualTo("ab");
    }
  }

  @Test
  void boundsTheQueueForAFullPool() throws Exception {
    CountDownLatch letGo = new CountDownLatch(1);
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          while (true) {
            wire.head();
            assertThat(letGo.await(10, TimeUnit.SECONDS)).isTrue();
            wire.send("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
          }
        })) {
      List<Received> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Received received = new Received();
        all.add(received);
        send(upstream.origin(), "GET", "", received);
      }

      assertThat(all.get(3).await().kind()).isEqualTo(Failure.Kind.POOL_FULL);
      letGo.countDown();
      for (Received received : all.subList(0, 3)) {
        assertThat(received.await().failure).isNull();
      }
    }
  }

  /// Two answers that hang take both connections, and a third request waits.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRequestThatWaitsInVainKeepsItsPlaceUntilItsTurnComes(boolean cancelled) throws Exception {
    AtomicInteger connections = new AtomicInteger();
    CountDownLatch letGo = new CountDownLatch(1);
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          connections.incrementAndGet();
          while (true) {
            wire.head();
            assertThat(letGo.await(20, TimeUnit.SECONDS)).isTrue();
            wire.send("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
          }
        })) {
      List<Received> hanging = List.of(new Received(), new Received());
      hanging.forEach(each -> sendPatiently(upstream.origin(), each));
      Received waiting = new Received();
      Sending third = sendPatiently(upstream.origin(), waiting);
      if (cancelled) {
        third.cancel();
      } else {
        assertThat(waiting.await().kind()).isEqualTo(Failure.Kind.CONNECT_TIMEOUT);
      }

      assertThat(get(upstream.origin()).kind()).isEqualTo(Failure.Kind.POOL_FULL);

      letGo.countDown();
      for (Received each : hanging) {
        assertThat(each.await().failure).isNull();
      }
      for (int i = 0; i < 4; i++) { // more than there are places
        assertThat(get(upstream.origin()).failure).isNull();
      }
      assertThat(connections).hasValue(2);
      assertThat(waiting.endings).hasValue(cancelled ? 0 : 1);
    }
  }

  private Sending sendPatiently(Origin origin, AnswerSink sink) {
    return client.send(
        loop,
        new OutboundRequest("GET", origin, "/", Headers.EMPTY, new byte[0], Duration.ofSeconds(25)),
        sink);
  }

  @Test
  void saysNothingAfterACancelAndClosesTheConnection() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          wire.head();
          wire.send("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab");
          if (wire.isAtEnd()) {
            closed.countDown();
          }
        })) {
      Received received = new Received();
      Sending sending = send(upstream.origin(), "GET", "", received);
      assertThat(received.headCame.await(5, TimeUnit.SECONDS)).isTrue();

      sending.cancel();

      assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(received.ended.await(100, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Test
  void stopsReadingWhilePausedAndDoesNotCallThatSilence() throws Exception {
    int total = 40_000_000;
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          wire.head();
          wire.send("HTTP/1.1 200 OK\r\ncontent-length: " + total + "\r\n\r\n");
          wire.send(new byte[total]).rest();
        })) {
      Received received = new Received();
      Sending sending = send(upstream.origin(), "GET", "", received);
      sending.pause();
      assertThat(received.ended.await(1_000, TimeUnit.MILLISECONDS)).isFalse();
      assertThat(received.bytes.get()).isLessThan(4_000_000);

      sending.resume();

      assertThat(received.await().bytes).hasValue(total);
      assertThat(received.failure).isNull();
    }
  }

  @Test
  void deliversAllOfAnAnswerWhoseSenderClosedDuringAPause() throws Exception {
    int total = 3_000_000;
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          wire.head();
          wire.send("HTTP/1.1 200 OK\r\ncontent-length: " + total + "\r\n\r\n");
          wire.send(new byte[total]);
        })) {
      Received received = new Received();
      Sending sending = send(upstream.origin(), "GET", "", received);
      assertThat(received.headCame.await(5, TimeUnit.SECONDS)).isTrue();
      sending.pause();
      boolean already = received.ended.await(500, TimeUnit.MILLISECONDS);

      sending.resume();

      assertThat(received.await().failure).as("complete before the resume: " + already).isNull();
      assertThat(received.bytes).hasValue(total);
    }
  }

  @Test
  void readsOnWhenAPausedConnectionIsUsedAgain() throws Exception {
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          while (true) {
            wire.head();
            wire.send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
          }
        })) {
      Received first = new Received();
      send(upstream.origin(), "GET", "", first).pause();
      assertThat(first.await().text()).isEqualTo("ok");

      assertThat(get(upstream.origin()).text()).isEqualTo("ok");
    }
  }

  @Test
  void keepsOneConnectionForAThousandRequests() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          connections.incrementAndGet();
          while (true) {
            wire.head();
            wire.send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
          }
        })) {
      for (int i = 0; i < 1_000; i++) {
        assertThat(get(upstream.origin()).text()).isEqualTo("ok");
      }
      assertThat(connections).hasValue(1);
    }
  }

  @Test
  void neitherFollowsRedirectsNorDecompresses() throws Exception {
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          wire.head();
          wire.send(
              "HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-encoding: gzip\r\n"
                  + "content-length: 3\r\n\r\nraw");
        })) {
      Received received = get(upstream.origin());

      assertThat(received.status).isEqualTo(302);
      assertThat(received.text()).isEqualTo("raw");
    }
  }
}
