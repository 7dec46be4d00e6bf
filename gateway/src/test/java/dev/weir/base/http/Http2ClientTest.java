package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Many answers on one connection, and each of them as if it were alone.
@Timeout(60)
class Http2ClientTest {
  private static final int REFUSED_STREAM = 7;
  private static final int CANCEL = 8;
  private static final int INTERNAL_ERROR = 2;
  private static final int LARGE = 4 << 20;

  /// What is on its way to a stream nobody reads: its window, and what was read before the pause.
  private static final int ON_ITS_WAY = 128 * 1024;

  @TempDir private Path directory;
  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final Engine engine = Engine.start(1, bugs::add);
  private final Loop loop = engine.loops().getFirst();
  private final List<HttpClient> clients = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private Pem pem;

  @BeforeEach
  void makeCertificate() throws Exception {
    pem = Pem.make(directory, "h2", "EC");
  }

  @AfterEach
  void close() {
    over.countDown();
    clients.forEach(HttpClient::close);
    engine.close();
    assertThat(bugs).isEmpty();
  }

  /// One connection to an origin.
  private HttpClient client(Duration silence, Duration life) {
    ClientLimits limits =
        new ClientLimits(
            Http2Upstream.STREAMS,
            200,
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            silence,
            Duration.ofSeconds(30),
            life,
            8 * 1024);
    Transport transport =
        new Transport(
            Optional.of(pem.certificate()),
            Optional.empty(),
            Optional.empty(),
            Destinations.NO_METADATA,
            true);
    HttpClient client = new HttpClient(engine, limits, transport);
    clients.add(client);
    return client;
  }

  private HttpClient client() {
    return client(Duration.ofSeconds(60), Duration.ofMinutes(10));
  }

  private Sending send(HttpClient client, Origin origin, String path, AnswerSink sink) {
    return send(client, origin, path, Duration.ofSeconds(20), sink);
  }

  private Sending send(
      HttpClient client, Origin origin, String path, Duration headTimeout, AnswerSink sink) {
    Headers headers =
        Headers.of("x-tag", "t", "host", "ignored", "te", "trailers", "connection", "x-tag");
    return client.send(
        loop,
        new OutboundRequest("POST", origin, path, headers, "{}".getBytes(UTF_8), headTimeout),
        sink);
  }

  private Received post(HttpClient client, Origin origin, String path) {
    Received received = new Received();
    send(client, origin, path, received);
    return received;
  }

  private HttpListener listen(HttpListener.Receiver receiver) {
    return HttpListener.start(
        engine,
        ListenerLimits.DEFAULT,
        new HttpListener.Address("127.0.0.1", 0, Optional.of(pem.read())),
        receiver);
  }

  private static Origin at(HttpListener listener) {
    return new Origin(true, "localhost", listener.port());
  }

  private void untilOver() throws InterruptedException {
    over.await();
  }

  @Test
  void sendsMethodPathHeadersAndBodyAndGetsTheAnswer() throws Exception {
    BlockingQueue<Exchange> seen = new LinkedBlockingQueue<>();
    try (HttpListener upstream =
        listen(exchange -> {
          seen.add(exchange);
          exchange.end(201, Headers.of("x-up", "Per", "x-up", "Two"), exchange.body());
        })) {
      Received received = post(client(), at(upstream), "/v1?a=b").await();

      Exchange exchange = seen.take();
      assertThat(exchange.method() + exchange.path() + exchange.query()).isEqualTo("POST/v1a=b");
      assertThat(exchange.headers().get("x-tag")).contains("t");
      assertThat(exchange.headers().all("host")).doesNotContain("ignored");
      assertThat(exchange.headers().get("te")).isEmpty();
      assertThat(exchange.headers().get("content-length")).contains("2");
      assertThat(received.failure).isNull();
      assertThat(received.status).isEqualTo(201);
      assertThat(received.headers.all("x-up")).containsExactly("Per", "Two");
      assertThat(received.headers.get(":status")).isEmpty();
      assertThat(received.text()).isEqualTo("{}");
    }
  }

  @Test
  void requestsAtOnceShareAConnectionAndThoseWhoDoNotTakeItAreSpokenToByHttp1() throws Exception {
    BlockingQueue<Exchange> held = new LinkedBlockingQueue<>();
    try (HttpListener upstream = listen(held::add);
        Wire.Server clear =
            new Wire.Server(wire -> {
              wire.message();
              wire.send("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nclear");
            });
        Wire.Server old =
            new Wire.Server(
                pem.serving().getServerSocketFactory().createServerSocket(0),
                wire -> {
                  wire.message();
                  wire.send("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nold");
                })) {
      HttpClient client = client();
      List<Received> all = new ArrayList<>();
      for (int i = 0; i < Http2Upstream.STREAMS; i++) {
        all.add(post(client, at(upstream), "/" + i));
      }
      for (int i = 0; i < Http2Upstream.STREAMS; i++) {
        Exchange exchange = held.take();
        exchange.end(200, Headers.EMPTY, exchange.path().getBytes(UTF_8));
      }

      for (int i = 0; i < all.size(); i++) {
        assertThat(all.get(i).await().text()).isEqualTo("/" + i);
      }
      assertThat(upstream.connections()).isEqualTo(1);
      assertThat(post(client, clear.origin(), "/").await().text()).isEqualTo("clear");
      Origin known = new Origin(true, "localhost", old.port());
      assertThat(post(client, known, "/").await().text()).isEqualTo("old");
      assertThat(post(client, known, "/").await().text()).isEqualTo("old");
    }
  }

  @Test
  void anAnswerNobodyReadsHoldsUpNoOtherAndComesWholeLater() throws Exception {
    byte[] large = new byte[LARGE];
    try (HttpListener upstream = listen(exchange -> exchange.end(200, Headers.EMPTY, large))) {
      HttpClient client = client();
      List<Received> slow = new ArrayList<>();
      List<Sending> paused = new ArrayList<>();
      for (int i = 0; i < Http2Upstream.STREAMS - 1; i++) {
        Received received = new Received();
        Sending sending = send(client, at(upstream), "/slow", received);
        sending.pause();
        slow.add(received);
        paused.add(sending);
      }
      for (Received received : slow) {
        assertThat(received.headCame.await(10, TimeUnit.SECONDS)).isTrue();
      }

      assertThat(post(client, at(upstream), "/fast").await().bytes).hasValue(LARGE);
      assertThat(upstream.connections()).isEqualTo(1);
      assertThat(slow)
          .allSatisfy(received -> assertThat(received.bytes.get()).isLessThan(ON_ITS_WAY));

      paused.get(5).resume();
      assertThat(slow.get(5).await().bytes).hasValue(LARGE);
      assertThat(slow.get(5).failure).isNull();
      paused.forEach(Sending::cancel);
      assertThat(post(client, at(upstream), "/after").await().bytes).hasValue(LARGE);
    }
  }

  @Test
  void whatIsCancelledEndsAlone() throws Exception {
    BlockingQueue<Exchange> held = new LinkedBlockingQueue<>();
    CountDownLatch gone = new CountDownLatch(1);
    try (HttpListener upstream = listen(held::add)) {
      HttpClient client = client();
      Received stays = post(client, at(upstream), "/stays");
      Exchange staying = held.take();
      Sending leaves = send(client, at(upstream), "/leaves", new Received());
      held.take().onGone(gone::countDown);
      leaves.cancel();
      assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();

      staying.end(200, Headers.EMPTY, "ok".getBytes(UTF_8));

      assertThat(stays.await().text()).isEqualTo("ok");
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void whatIsCancelledBeforeThereIsAConnectionTakesNobodysPlace() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (HttpListener upstream =
        listen(exchange -> {
          seen.add(exchange.path());
          exchange.end(200, Headers.EMPTY, "ok".getBytes(UTF_8));
        })) {
      HttpClient client = client();
      loop.execute(() -> {
        for (int i = 0; i < 2 * Http2Upstream.STREAMS; i++) {
          send(client, at(upstream), "/cancelled", new Received()).cancel();
        }
      });
      for (int i = 0; i < 2 * Http2Upstream.STREAMS; i++) {
        assertThat(post(client, at(upstream), "/wanted").await().text()).isEqualTo("ok");
      }

      assertThat(seen).hasSize(2 * Http2Upstream.STREAMS).containsOnly("/wanted");
    }
  }

  @Test
  void aRequestBeyondTheLastStreamWasNotLookedAtAndTheOthersAreAnswered() throws Exception {
    BlockingQueue<String> left = new LinkedBlockingQueue<>();
    try (Http2Server upstream =
        new Http2Server(
            pem,
            (wire, number) -> {
              int first = wire.request();
              if (number == 2) {
                wire.ok(first).data(first, true, "second connection");
                untilOver();
              }
              int second = wire.request();
              wire.goAway(Integer.MAX_VALUE).goAway(first);
              assertThat(second).isGreaterThan(first);
              wire.ok(first).data(first, true, "first stream");
              left.add(wire.fate(second));
            })) {
      HttpClient client = client();
      Received first = post(client, upstream.origin(), "/1");
      Received second = post(client, upstream.origin(), "/2");

      assertThat(second.await().kind()).isEqualTo(Failure.Kind.GOING_AWAY);
      assertThat(Failure.Kind.GOING_AWAY.progress()).isEqualTo(Failure.Progress.NOT_SENT);
      assertThat(first.await().text()).isEqualTo("first stream");
      assertThat(first.failure).isNull();
      assertThat(post(client, upstream.origin(), "/3").await().text())
          .isEqualTo("second connection");
      assertThat(left.poll(10, TimeUnit.SECONDS)).isEqualTo("closed");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7, false, GOING_AWAY",
    "7, true,  CUT",
    "2, false, RESET",
    "8, false, RESET",
    "2, true,  CUT"
  })
  void aStreamThatIsResetSaysHowFarItCame(int code, boolean answered, Failure.Kind kind)
      throws Exception {
    assertThat(List.of(REFUSED_STREAM, CANCEL, INTERNAL_ERROR)).contains(code);
    try (Http2Server upstream =
        new Http2Server(
            pem,
            (wire, _) -> {
              int reset = wire.request();
              if (answered) {
                wire.ok(reset).data(reset, false, "some");
              }
              wire.reset(reset, code);
              int next = wire.request();
              wire.ok(next).data(next, true, "next");
              untilOver();
            })) {
      HttpClient client = client();
      Received received = post(client, upstream.origin(), "/1").await();

      assertThat(received.kind()).isEqualTo(kind);
      assertThat(received.text()).isEqualTo(answered ? "some" : "");
      assertThat(received.endings).hasValue(1);
      assertThat(post(client, upstream.origin(), "/2").await().text()).isEqualTo("next");
      assertThat(upstream.connections).hasValue(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"false, RESET", "true, CUT"})
  void aConnectionLostWithoutAWordLeavesTheOutcomeUnknown(boolean answered, Failure.Kind kind)
      throws Exception {
    try (Http2Server upstream =
        new Http2Server(
            pem,
            (wire, _) -> {
              int stream = wire.request();
              if (answered) {
                wire.ok(stream).data(stream, false, "some");
              }
            })) {
      Received received = post(client(), upstream.origin(), "/").await();

      assertThat(received.kind()).isEqualTo(kind);
      assertThat(received.text()).isEqualTo(answered ? "some" : "");
    }
  }

  @Test
  void whatHadComeOfAnAnswerNobodyReadIsToldWhenItBreaks() throws Exception {
    CountDownLatch headTold = new CountDownLatch(1);
    try (Http2Server upstream =
        new Http2Server(
            pem,
            (wire, _) -> {
              int stream = wire.request();
              wire.ok(stream);
              headTold.await();
              wire.data(stream, false, "unread").reset(stream, INTERNAL_ERROR);
              untilOver();
            })) {
      Received received = new Received();
      Sending sending = send(client(), upstream.origin(), "/", received);
      assertThat(received.headCame.await(10, TimeUnit.SECONDS)).isTrue();
      sending.pause();
      loop.execute(headTold::countDown);

      assertThat(received.await().kind()).isEqualTo(Failure.Kind.CUT);
      assertThat(received.text()).isEqualTo("unread");
    }
  }

  @Test
  void aConnectionOfItsAgeIsLeftToWhoIsOnIt() throws Exception {
    CountDownLatch aged = new CountDownLatch(1);
    try (Http2Server upstream =
        new Http2Server(
            pem,
            (wire, number) -> {
              int stream = wire.request();
              if (number == 1) {
                wire.next(Http2Wire.GOAWAY);
                aged.countDown();
                wire.ok(stream);
              } else {
                wire.ok(stream).data(stream, true, "new");
              }
              untilOver();
              wire.data(stream, true, "old");
            })) {
      HttpClient client = client(Duration.ofSeconds(60), Duration.ofSeconds(1));
      Received old = post(client, upstream.origin(), "/old");
      assertThat(aged.await(10, TimeUnit.SECONDS)).isTrue();

      assertThat(post(client, upstream.origin(), "/new").await().text()).isEqualTo("new");
      over.countDown();
      assertThat(old.await().text()).isEqualTo("old");
      assertThat(old.failure).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"false, NO_ANSWER", "true, TIMED_OUT"})
  void aConnectionOnWhichNothingCameInTimeIsNotUsedAgain(boolean answered, Failure.Kind kind)
      throws Exception {
    try (Http2Server upstream =
        new Http2Server(
            pem,
            (wire, number) -> {
              int stream = wire.request();
              if (number > 1) {
                wire.ok(stream).data(stream, true, "new");
              } else if (answered) {
                wire.ok(stream);
              }
              untilOver();
            })) {
      HttpClient client = client(Duration.ofMillis(400), Duration.ofMinutes(10));
      Received silent = new Received();
      send(client, upstream.origin(), "/", Duration.ofMillis(300), silent);

      assertThat(silent.await().kind()).isEqualTo(kind);
      assertThat(post(client, upstream.origin(), "/").await().text()).isEqualTo("new");
      assertThat(upstream.connections).hasValue(2);
    }
  }

  @Test
  void aConnectionClosedBeforeTheRequestIsWrittenIsLeftForAnother() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (Http2Server upstream =
        new Http2Server(
            pem,
            (wire, number) -> {
              int stream = wire.request();
              wire.ok(stream).data(stream, true, "ok " + number);
              if (number == 1) {
                held.await();
                wire.hangUp();
                closed.countDown();
              }
              untilOver();
            })) {
      HttpClient client = client();
      assertThat(post(client, upstream.origin(), "/").await().text()).isEqualTo("ok 1");
      Received second = new Received();
      loop.execute(() -> {
        held.countDown();
        awaited(closed);
        send(client, upstream.origin(), "/", second);
      });

      assertThat(second.await().failure).isNull();
      assertThat(second.text()).isEqualTo("ok 2");
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatHttpCannotCarryIsNotSentAndHarmsNothingElse() throws Exception {
    BlockingQueue<Exchange> held = new LinkedBlockingQueue<>();
    try (HttpListener upstream = listen(held::add)) {
      HttpClient client = client();
      Received stays = post(client, at(upstream), "/stays");
      Exchange staying = held.take();
      Received received = new Received();
      client.send(
          loop,
          new OutboundRequest(
              "POST",
              at(upstream),
              "/",
              Headers.of("not a name", "secret"),
              "{}".getBytes(UTF_8),
              Duration.ofSeconds(5)),
          received);

      assertThat(received.await().kind()).isEqualTo(Failure.Kind.UNWRITABLE);
      assertThat(String.valueOf(received.failure)).doesNotContain("secret");
      staying.end(200, Headers.EMPTY, "ok".getBytes(UTF_8));
      assertThat(stays.await().text()).isEqualTo("ok");
      assertThat(held).isEmpty();
    }
  }
}
