package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that break HTTP or a limit: each is answered once, and nothing behind it is read.
@Timeout(30)
class ListenerBreachTest {
  private static final Duration BRIEF = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String GET = "GET /neighbour HTTP/1.1\r\nhost: x\r\n\r\n";

  private final Listening listening = new Listening();
  private final Queue<String> accepted = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    listening.close();
  }

  private int listen(Patience patience) {
    return listen(patience, 20);
  }

  private int listen(Patience patience, int connectionsPerClient) {
    return listening.on(patience, connectionsPerClient, this::take);
  }

  private void take(Exchange exchange) {
    accepted.add(exchange.path() + " " + new String(exchange.body(), UTF_8));
    exchange.end(200, Headers.EMPTY, "taken".getBytes(UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatTwoReadersCouldTakeDifferently(Smuggled smuggled) throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(LONG, LONG, LONG)))) {
      wire.send(smuggled.request() + GET);

      assertThat(wire.head()).matches("(?s)HTTP/1\\.[01] 400 .*");
      assertThat(wire.rest()).doesNotContain("taken").doesNotContain("HTTP/1.1 ");
      assertThat(listening.breach().kind()).isIn(Breach.Kind.MALFORMED, Breach.Kind.UPGRADE);
      assertThat(accepted).isEmpty();
    }
  }

  /// A folded line is read as the one line it is (RFC 9112, 5.2), an extension is passed over.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "connection: upgrade\r\nupgrade: h2c\r\ncontent-length: 1\r\n\r\nZ",
        "transfer-encoding:\r\n chunked\r\n\r\n1\r\nZ\r\n0\r\n\r\n",
        "transfer-encoding: CHUNKED\r\n\r\n1;x=y\r\nZ\r\n0\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n0000000001\r\nZ\r\n0\r\nx: y\r\n\r\n",
        "x: a\r\n content-length: 9\r\ncontent-length: 1\r\n\r\nZ",
      })
  void readsUnusualFramingInOneWay(String rest) throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(LONG, LONG, LONG)))) {
      wire.send("POST /odd HTTP/1.1\r\nhost: x\r\n" + rest + GET);

      assertThat(wire.message()).endsWith("taken");
      assertThat(wire.message()).endsWith("taken");
      assertThat(accepted).containsExactly("/odd Z", "/neighbour ");
    }
  }

  @Test
  void answersBeforePipelinedGarbageAndClosesBehindIt() throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(LONG, LONG, LONG)))) {
      wire.send(GET + "\0\0garbage\r\n\r\n" + GET);

      assertThat(wire.message()).endsWith("taken");
      assertThat(wire.head()).contains(" 400 ");
      assertThat(wire.rest()).doesNotContain("taken");
      assertThat(accepted).hasSize(1);
    }
  }

  @Test
  void neverRepeatsWhatWasSent() throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(LONG, LONG, LONG)))) {
      wire.send("GET / HTTP/1.1\r\nhost: x\r\nauthorization: planted\0\r\n\r\n");

      assertThat(wire.head()).contains(" 400 ");
      assertThat(wire.rest()).doesNotContain("planted");
      assertThat(listening.breach().detail()).doesNotContain("planted");
    }
  }

  @Test
  void refusesTooManyHeaderFields() throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(LONG, LONG, LONG)))) {
      wire.send("GET / HTTP/1.1\r\nhost: x\r\n" + "a: b\r\n".repeat(12) + "\r\n");

      assertThat(wire.head()).contains(" 431 ");
      assertThat(listening.breach().detail()).contains("at most 12 header fields");
    }
  }

  @Test
  void neverAsksForABodyItWouldRefuse() throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(LONG, LONG, LONG)))) {
      wire.send(
          "POST / HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 65537\r\n\r\n");

      assertThat(wire.head()).contains(" 413 ");
    }
  }

  @Test
  void knowsNoExpectationButToContinue() throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(LONG, LONG, LONG)))) {
      wire.send("POST / HTTP/1.1\r\nhost: x\r\nexpect: gold\r\ncontent-length: 1\r\n\r\nZ");

      assertThat(wire.head()).contains(" 417 ");
    }
  }

  @Test
  void readsAHugeBodyToItsEndSoThatTheAnswerArrives() throws Exception {
    try (Wire wire = Wire.to(listen(new Patience(LONG, LONG, LONG)))) {
      int length = 4 * 64 * 1024;
      wire.send("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: " + length + "\r\n\r\n");
      wire.send(new byte[length]);

      assertThat(wire.head()).contains(" 413 ");
      assertThat(listening.breach().detail()).contains("65,536 bytes");
    }
  }

  @Test
  void closesAClientThatTricklesAHead() throws Exception {
    int port = listen(new Patience(LONG, BRIEF, LONG));
    try (Wire wire = Wire.to(port);
        Trickle trickle = Trickle.into(wire, "GET / HTTP/1.1\r\nx: ", "a")) {
      assertThat(wire.isAtEnd()).isTrue();
      assertThat(trickle.count()).isPositive();
      assertThat(accepted).isEmpty();
    }
  }

  @Test
  void closesAClientThatTricklesTheHeadOfItsSecondRequest() throws Exception {
    int port = listen(new Patience(LONG, BRIEF, LONG));
    try (Wire wire = Wire.to(port)) {
      wire.send(GET).message();
      try (Trickle _ = Trickle.into(wire, "GET / HTTP/1.1\r\nx: ", "a")) {
        assertThat(wire.isAtEnd()).isTrue();
      }
    }
  }

  @Test
  void answersAClientThatTricklesABodyAndCloses() throws Exception {
    int port = listen(new Patience(LONG, LONG, BRIEF));
    String head = "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 60000\r\n\r\n";
    try (Wire wire = Wire.to(port);
        Trickle _ = Trickle.into(wire, head, "a")) {
      assertThat(wire.head()).contains(" 408 ");
      assertThat(listening.breach().kind()).isEqualTo(Breach.Kind.BODY_LATE);
      assertThat(accepted).isEmpty();
    }
  }

  @Test
  void keepsAConnectionThatIsUsedFromTimeToTime() throws Exception {
    int port = listen(new Patience(LONG, BRIEF, BRIEF));
    try (Wire wire = Wire.to(port);
        Wire other = Wire.to(port);
        Trickle _ = Trickle.into(other, "GET / HTTP/1.1\r\nx: ", "a")) {
      wire.send(GET).message();
      assertThat(other.isAtEnd()).as("a head's time has passed").isTrue();

      assertThat(wire.send(GET).message()).endsWith("taken");
    }
  }

  @Test
  void countsConnectionsPerClient() throws IOException {
    int port = listen(new Patience(LONG, LONG, LONG), 1);
    try (Wire first = Wire.to(port)) {
      first.send(GET).message();
      try (Wire second = Wire.to(port)) {
        assertThat(second.isAtEnd()).isTrue();
      }
      assertThat(first.send(GET).message()).endsWith("taken");
    }
  }
}
