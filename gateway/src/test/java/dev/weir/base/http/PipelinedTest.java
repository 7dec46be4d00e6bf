package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client sends behind a request whose answer is still under way.
@Timeout(30)
class PipelinedTest {
  private static final Duration BRIEF = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String BODY = "content-length: 2\r\n\r\n{}";

  private final Listening listening = new Listening();
  private final BlockingQueue<Exchange> held = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    listening.close();
  }

  private int listen(Patience patience) {
    return listening.on(patience, 20, held::add);
  }

  private Exchange held() throws InterruptedException {
    Exchange exchange = held.poll(10, TimeUnit.SECONDS);
    assertThat(exchange).as("an exchange").isNotNull();
    return exchange;
  }

  private void answer() throws InterruptedException {
    Exchange exchange = held();
    exchange.end(200, Headers.EMPTY, ("taken " + exchange.path()).getBytes(UTF_8));
  }

  private static String request(String path) {
    return "POST " + path + " HTTP/1.1\r\nhost: x\r\n" + BODY;
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0\1garbage", "garbage\r\n\r\n", "GET / HTTP/9.9\r\n\r\n"})
  void garbageIsAnsweredWhenItsTurnComesAndClosed(String garbage) throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(LONG, LONG, LONG)))) {
      wire.send(request("/first"));
      Exchange first = held();
      wire.send(garbage);
      wire.send(request("/behind"));

      first.end(200, Headers.EMPTY, "taken".getBytes(UTF_8));

      assertThat(wire.message()).endsWith("taken");
      assertThat(wire.head()).contains(" 400 ");
      assertThat(wire.rest()).doesNotContain("taken");
      assertThat(held).isEmpty();
    }
  }

  @Test
  void garbageInTheSameSegmentIsAnsweredWhenItsTurnComesAndClosed() throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(LONG, LONG, LONG)))) {
      wire.send(request("/first") + "garbage\r\n\r\n" + request("/behind"));

      answer();

      assertThat(wire.message()).endsWith("taken /first");
      assertThat(wire.head()).contains(" 400 ");
      assertThat(wire.rest()).doesNotContain("taken");
      assertThat(held).isEmpty();
    }
  }

  /// A server that closes with bytes unread resets the connection, and its last answer is lost.
  @Test
  void theAnswerToGarbageReachesAClientThatIsStillSending() throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(LONG, LONG, LONG)))) {
      wire.send(request("/first"));
      Exchange first = held();
      wire.send("garbage\r\n\r\n");
      wire.send("x".repeat(512 * 1024));

      first.end(200, Headers.EMPTY, "taken".getBytes(UTF_8));

      assertThat(wire.message()).endsWith("taken");
      wire.send("x".repeat(4 << 20));
      assertThat(wire.rest()).contains(" 400 ");
    }
  }

  @Test
  void aClientThatNeverClosesIsClosed() throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(LONG, BRIEF, LONG)));
        Trickle trickle = Trickle.into(wire, "garbage\r\n\r\n", "x")) {
      assertThat(wire.rest()).contains(" 400 ");

      trickle.untilClosed(); // the test's time limit ends it
    }
  }

  @Test
  void garbageBehindAStreamIsAnsweredAfterIt() throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(LONG, LONG, LONG)))) {
      wire.send(request("/first") + "garbage\r\n\r\n");
      Exchange first = held();

      first.head(200, Headers.EMPTY);
      first.write("taken".getBytes(UTF_8));
      first.end();

      assertThat(wire.rest()).contains("taken", " 400 ");
    }
  }

  @Test
  void requestsAreAnsweredInOrder() throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(LONG, LONG, LONG)))) {
      wire.send(request("/first"));
      Exchange first = held();
      wire.send(request("/second") + request("/third"));
      first.end(200, Headers.EMPTY, "taken /first".getBytes(UTF_8));
      answer();
      answer();

      assertThat(wire.message()).endsWith("taken /first");
      assertThat(wire.message()).endsWith("taken /second");
      assertThat(wire.message()).endsWith("taken /third");
    }
  }

  @Test
  void aHeadThatTricklesIsClosedOnceTheCallBeforeItIsOver() throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(LONG, BRIEF, LONG)))) {
      wire.send(request("/first"));
      Exchange first = held();
      try (Trickle _ = Trickle.into(wire, "POST / HTTP/1.1\r\nx: ", "a")) {
        first.end(200, Headers.EMPTY, "taken".getBytes(UTF_8));

        assertThat(wire.message()).endsWith("taken");
        assertThat(wire.isAtEnd()).isTrue();
      }
    }
  }

  @Test
  void halfAHeadThatCameWithTheCallBeforeItIsClosedAsIdle() throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(BRIEF, LONG, LONG)))) {
      wire.send(request("/first") + "POST / HTTP/1.1\r\nx: ");
      Exchange first = held();

      first.end(200, Headers.EMPTY, "taken".getBytes(UTF_8));

      assertThat(wire.message()).endsWith("taken");
      assertThat(wire.isAtEnd()).isTrue();
    }
  }
}
