package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a listener makes of requests and answers.
@Timeout(30)
class HttpListenerTest {
  static final ListenerLimits LIMITS =
      new ListenerLimits(
          64 * 1024,
          1 << 20,
          8 * 1024,
          100,
          1024,
          4,
          4,
          16,
          new Patience(Duration.ofMillis(400), Duration.ofMillis(400), Duration.ofSeconds(2)));

  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final Engine engine = Engine.start(2, bugs::add);

  @AfterEach
  void close() {
    engine.close();
  }

  private HttpListener listen(HttpListener.Receiver receiver) {
    return HttpListener.start(engine, LIMITS, "127.0.0.1", 0, receiver);
  }

  /// Answers with what it sees of the request.
  static void echo(Exchange exchange) {
    String seen =
        String.join(
            " ",
            exchange.method(),
            exchange.path(),
            exchange.query(),
            exchange.headers().get("X-Mixed").orElse("-"),
            exchange.remoteAddress());
    byte[] body = (seen + " " + new String(exchange.body(), UTF_8)).getBytes(UTF_8);
    exchange.end(200, Headers.of("X-Answer", "Yes"), body);
  }

  @Test
  void givesMethodPathQueryHeadersAndBody() throws IOException {
    HttpListener listener = listen(HttpListenerTest::echo);
    try (Wire wire = Wire.to(listener.port())) {
      wire.send("POST /a%20b?c=d HTTP/1.1\r\nhost: x\r\nx-mIXED: V\r\ncontent-length: 2\r\n\r\nhi");

      assertThat(wire.message())
          .startsWith("HTTP/1.1 200 OK")
          .contains("x-answer: Yes")
          .endsWith("\nPOST /a%20b c=d V 127.0.0.1 hi");
    }
  }

  @Test
  void keepsHeaderFieldsThatAreGivenMoreThanOnce() throws IOException {
    HttpListener listener =
        listen(exchange ->
            exchange.end(
                200, Headers.EMPTY, exchange.headers().all("x").toString().getBytes(UTF_8)));
    try (Wire wire = Wire.to(listener.port())) {
      wire.send("GET / HTTP/1.1\r\nhost: x\r\nx: a\r\nx: b\r\nX: c\r\n\r\n");

      assertThat(wire.message()).endsWith("\n[a, b, c]");
    }
  }

  @Test
  void putsABodyTogetherHoweverItIsSplit() throws IOException {
    HttpListener listener = listen(HttpListenerTest::echo);
    try (Wire wire = Wire.to(listener.port())) {
      wire.send("POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n");
      for (String part : "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n".split("", -1)) {
        wire.send(part);
      }

      assertThat(wire.message()).endsWith(" abcdefg");
    }
  }

  @Test
  void answersPipelinedRequestsInTheirOrder() throws IOException {
    HttpListener listener = listen(exchange -> Thread.startVirtualThread(() -> echo(exchange)));
    try (Wire wire = Wire.to(listener.port())) {
      StringBuilder many = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        many.append("GET /").append(i).append(" HTTP/1.1\r\nhost: x\r\n\r\n");
      }
      wire.send(many.toString());

      for (int i = 0; i < 20; i++) {
        assertThat(wire.message()).contains("GET /" + i + " ");
      }
    }
  }

  @Test
  void handsOverABodyPastTheLimitAsABreachAndCloses() throws IOException {
    HttpListener listener =
        listen(
            new HttpListener.Receiver() {
              @Override
              public void accept(Exchange exchange) {
                exchange.abort();
              }

              @Override
              public void breached(Exchange exchange, Breach breach) {
                exchange.end(
                    breach.kind().status(), Headers.EMPTY, exchange.path().getBytes(UTF_8));
              }
            });
    try (Wire wire = Wire.to(listener.port())) {
      int length = LIMITS.bodyBytesMax() + 1;
      wire.send("POST /big HTTP/1.1\r\nhost: x\r\ncontent-length: " + length + "\r\n\r\n");
      wire.send(new byte[length]);

      assertThat(wire.message()).startsWith("HTTP/1.1 413").endsWith("\n/big");
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void acceptsABodyOfExactlyTheLimit() throws IOException {
    HttpListener listener =
        listen(exchange ->
            exchange.end(
                200, Headers.EMPTY, Integer.toString(exchange.body().length).getBytes(UTF_8)));
    try (Wire wire = Wire.to(listener.port())) {
      int length = LIMITS.bodyBytesMax();
      wire.send("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: " + length + "\r\n\r\n");
      wire.send(new byte[length]);

      assertThat(wire.message()).endsWith("\n" + length);
    }
  }

  @Test
  void refusesALongHeaderAndALongRequestLine() throws IOException {
    HttpListener listener = listen(HttpListenerTest::echo);
    try (Wire header = Wire.to(listener.port());
        Wire line = Wire.to(listener.port())) {
      header.send("GET / HTTP/1.1\r\nhost: x\r\nlong: " + "a".repeat(9_000) + "\r\n\r\n");
      line.send("GET /" + "a".repeat(2_000) + " HTTP/1.1\r\nhost: x\r\n\r\n");

      assertThat(header.head()).contains(" 431 ");
      assertThat(line.head()).contains(" 414 ");
    }
  }

  @Test
  void writesChunksAsGivenAndEndsThem() throws IOException {
    HttpListener listener =
        listen(exchange -> {
          exchange.head(200, Headers.of("content-type", "text/event-stream"));
          exchange.write("data: a\n\n".getBytes(UTF_8));
          exchange
              .loop()
              .schedule(
                  Duration.ofMillis(30),
                  () -> {
                    exchange.write("data: b\n\n".getBytes(UTF_8));
                    exchange.end();
                  });
        });
    try (Wire wire = Wire.to(listener.port())) {
      wire.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n");

      assertThat(wire.head()).contains("transfer-encoding: chunked");
      assertThat(wire.chunk()).isEqualTo("data: a\n\n");
      assertThat(wire.chunk()).isEqualTo("data: b\n\n");
      assertThat(wire.chunk()).isEmpty();
    }
  }

  @Test
  void tellsOnceOnTheLoopWhenTheClientLeaves() throws Exception {
    BlockingQueue<Boolean> gone = new LinkedBlockingQueue<>();
    CountDownLatch arrived = new CountDownLatch(2);
    HttpListener listener =
        listen(exchange -> {
          exchange.onGone(() -> gone.add(exchange.loop().inLoop() && exchange.isGone()));
          exchange.head(200, Headers.EMPTY);
          arrived.countDown();
        });
    Wire closing = Wire.to(listener.port()).send("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
    Wire halfClosing = Wire.to(listener.port()).send("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
    assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();

    closing.reset();
    halfClosing.stopSending();

    assertThat(gone.poll(5, TimeUnit.SECONDS)).isTrue();
    assertThat(gone.poll(5, TimeUnit.SECONDS)).isTrue();
    halfClosing.close();
    assertThat(gone.poll(100, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void doesNotCallACompleteAnswerAbandoned() throws Exception {
    BlockingQueue<String> gone = new LinkedBlockingQueue<>();
    HttpListener listener =
        listen(exchange -> {
          exchange.onGone(() -> gone.add("gone"));
          echo(exchange);
        });
    try (Wire wire = Wire.to(listener.port())) {
      wire.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n").message();
    }
    assertThat(gone.poll(200, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void tearsAnAbortedAnswerAndAnAnswerShortOfItsLength() throws IOException {
    HttpListener listener =
        listen(exchange -> {
          boolean declared = exchange.path().equals("/short");
          exchange.head(200, declared ? Headers.of("content-length", "10") : Headers.EMPTY);
          exchange.write("abc".getBytes(UTF_8));
          Runnable ending = declared ? exchange::end : exchange::abort;
          exchange.loop().schedule(Duration.ofMillis(30), ending);
        });
    try (Wire aborted = Wire.to(listener.port());
        Wire shortened = Wire.to(listener.port())) {
      aborted.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n").head();
      shortened.send("GET /short HTTP/1.1\r\nhost: x\r\n\r\n").head();

      assertThat(aborted.rest()).isEqualTo("3\r\nabc\r\n");
      assertThat(shortened.rest()).isEqualTo("abc");
    }
  }

  @Test
  void whatWasWrittenBeforeAnAbortArrives() throws IOException {
    HttpListener listener =
        listen(exchange -> {
          exchange.head(200, Headers.EMPTY);
          exchange.write("abc".getBytes(UTF_8));
          exchange.abort();
        });
    try (Wire aborted = Wire.to(listener.port())) {
      aborted.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n").head();

      assertThat(aborted.rest()).isEqualTo("3\r\nabc\r\n");
    }
  }

  @Test
  void reportsAThrowingReceiverAndAnswers500() throws Exception {
    HttpListener listener =
        listen(exchange -> {
          throw new IllegalStateException("planted");
        });
    try (Wire wire = Wire.to(listener.port())) {
      wire.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n");

      assertThat(wire.head()).startsWith("HTTP/1.1 500");
      assertThat(bugs.poll(5, TimeUnit.SECONDS)).hasMessage("planted");
    }
  }

  @Test
  void answersHttp10WithoutChunksAndCloses() throws IOException {
    HttpListener listener =
        listen(exchange -> {
          exchange.head(200, Headers.EMPTY);
          exchange.write("all of it".getBytes(UTF_8));
          exchange.end();
        });
    try (Wire wire = Wire.to(listener.port())) {
      wire.send("GET / HTTP/1.0\r\n\r\n");

      assertThat(wire.rest()).doesNotContain("chunked").endsWith("\r\n\r\nall of it");
    }
  }

  @Test
  void keepsFramingForAnswersWithoutABody() throws IOException {
    HttpListener listener = listen(exchange -> exchange.end(204, Headers.EMPTY, Bytes.NONE));
    try (Wire wire = Wire.to(listener.port())) {
      wire.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n".repeat(2));

      assertThat(wire.head()).startsWith("HTTP/1.1 204").doesNotContain("chunked");
      assertThat(wire.head()).startsWith("HTTP/1.1 204");
    }
  }

  @Test
  void sendsNoBodyToAHeadRequest() throws IOException {
    HttpListener listener = listen(HttpListenerTest::echo);
    try (Wire wire = Wire.to(listener.port())) {
      wire.send("HEAD /a HTTP/1.1\r\nhost: x\r\n\r\nGET /b HTTP/1.1\r\nhost: x\r\n\r\n");

      assertThat(wire.head()).startsWith("HTTP/1.1 200").contains("content-length: ");
      assertThat(wire.message()).startsWith("HTTP/1.1 200").contains("GET /b");
    }
  }

  @Test
  void asksForTheBodyOfAClientThatExpectsToContinue() throws IOException {
    HttpListener listener = listen(HttpListenerTest::echo);
    try (Wire wire = Wire.to(listener.port())) {
      wire.send("POST / HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n");
      assertThat(wire.head()).startsWith("HTTP/1.1 100");

      wire.send("hi");

      assertThat(wire.message()).startsWith("HTTP/1.1 200").endsWith(" hi");
    }
  }

  @Test
  void spreadsConnectionsOverItsLoopsAndKeepsEachOnOne() throws IOException {
    Queue<Loop> loops = new ConcurrentLinkedQueue<>();
    HttpListener listener =
        listen(exchange -> {
          loops.add(exchange.loop());
          assertThat(exchange.loop().inLoop()).isTrue();
          echo(exchange);
        });
    for (int connection = 0; connection < 2; connection++) {
      loops.clear();
      try (Wire first = Wire.to(listener.port());
          Wire second = Wire.to(listener.port())) {
        for (int i = 0; i < 3; i++) {
          first.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n").message();
          second.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n").message();
        }
      }
      assertThat(Set.copyOf(loops)).hasSize(2);
    }
  }

  @Test
  void givesEachListenerAFreePortOfItsOwn() {
    assertThat(listen(HttpListenerTest::echo).port())
        .isNotEqualTo(listen(HttpListenerTest::echo).port());
  }

  @Test
  void refusesAPortThatIsTaken() {
    HttpListener listener = listen(HttpListenerTest::echo);
    Engine other = Engine.start(1, bugs::add);

    assertThatThrownBy(() ->
            HttpListener.start(other, LIMITS, "127.0.0.1", listener.port(), HttpListenerTest::echo))
        .hasMessageContaining("Address already in use");
    other.close();
  }
}
