package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// HTTP/2 that breaks its rules or a limit: refused, and the neighbour is served.
@Timeout(60)
class Http2BreachTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int STREAM = 1;
  private static final int RESETS = 3_000;
  private static final byte[] CANCEL = {0, 0, 0, 8};

  @TempDir private Path directory;
  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final Engine engine = Engine.start(2, bugs::add);
  private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
  private SSLContext tls;
  private HttpListener listener;

  @BeforeEach
  void listen() throws Exception {
    Pem pem = Pem.make(directory, "h2", "EC");
    tls = HttpsListenerTest.trusting(pem);
    listener =
        HttpListener.start(
            engine,
            new ListenerLimits(
                64 * 1024, 1 << 20, 8 * 1024, 12, 1024, 20, 20, 16, new Patience(LONG, LONG, LONG)),
            new HttpListener.Address("127.0.0.1", 0, Optional.of(pem.read())),
            this::accept);
  }

  private void accept(Exchange exchange) {
    accepted.add(exchange.path() + " " + exchange.body().length);
    if (exchange.path().equals("/waits")) {
      waiting.add(exchange);
    } else {
      exchange.end(200, Headers.EMPTY, "taken".getBytes(UTF_8));
    }
  }

  @AfterEach
  void close() {
    engine.close();
    assertThat(bugs).isEmpty();
  }

  private Http2Wire wire() throws IOException {
    return new Http2Wire(listener.port(), tls);
  }

  private void neighbourIsServed() throws IOException {
    try (Http2Wire neighbour = wire()) {
      assertThat(neighbour.get(STREAM, "/neighbour").fate(STREAM)).isEqualTo("200");
    }
  }

  private static String[] head(String path, String... more) {
    String[] usual = {":method", "POST", ":scheme", "https", ":authority", "x", ":path", path};
    return Stream.concat(Arrays.stream(usual), Arrays.stream(more)).toArray(String[]::new);
  }

  /// Heads of requests without a body.
  static Stream<List<String>> malformed() {
    return Stream.of(
            head("/v1/messages?beta=a b"),
            head("/a\tb"),
            head("/a?b=\u007f"),
            head("/a\r\nx: y"),
            head("/a\0"),
            head("/a", "x", "a\r\ny: b"),
            head("/a", "x", "a\0"),
            head("/a", "X-Upper", "a"),
            head("/a", "x y", "a"),
            head("/a", ":unknown", "a"),
            head("/a", ":path", "/b"),
            head("/a", "x", "a", ":path", "/b"),
            head("/a", "connection", "keep-alive"),
            head("/a", "transfer-encoding", "chunked"),
            head("/a", "content-length", "abc"),
            head("/a", "content-length", "-1"),
            head("/a", "content-length", "99999999999999999999"),
            head("/a", "content-length", "0", "content-length", "1"),
            head("/a", "content-length", "5"),
            new String[] {":method", "POST", ":scheme", "https", ":authority", "x"},
            new String[] {":method", "CONNECT", ":authority", "x:443"},
            new String[] {":scheme", "https", ":authority", "x", ":path", "/a"})
        .map(List::of);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesAHeadThatHttp2DoesNotKnow(List<String> fields) throws Exception {
    try (Http2Wire wire = wire()) {
      assertThat(wire.head(STREAM, true, fields.toArray(String[]::new)).fate(STREAM))
          .isIn("400", "reset", "closed");
    }
    assertThat(accepted).isEmpty();
    neighbourIsServed();
  }

  /// Hosts beside the authority `x`.
  static Stream<List<String>> otherHosts() {
    return Stream.of(
        List.of("host", "y"),
        List.of("host", "x:443"),
        List.of("host", "X"),
        List.of("host", ""),
        List.of("host", "x", "host", "y"),
        List.of("host", "y", "host", "x"),
        List.of("host", "x", "host", "x"));
  }

  @ParameterizedTest
  @MethodSource("otherHosts")
  void answersAHostThatIsNotTheAuthorityWithWhatIsWrong(List<String> hosts) throws Exception {
    try (Http2Wire wire = wire()) {
      wire.head(STREAM, true, head("/a", hosts.toArray(String[]::new)));

      assertThat(wire.fate(STREAM)).isEqualTo("400");
      assertThat(wire.head(STREAM + 2, true, head("/b", "host", "x")).fate(STREAM + 2))
          .as("the same host, on the same connection")
          .isEqualTo("200");
    }
    assertThat(accepted).containsExactly("/b 0");
  }

  @Test
  void takesAHostWithoutAnAuthority() throws Exception {
    try (Http2Wire wire = wire()) {
      String[] head = {":method", "GET", ":scheme", "https", ":path", "/a", "host", "x"};

      assertThat(wire.head(STREAM, true, head).fate(STREAM)).isEqualTo("200");
    }
  }

  @Test
  void refusesMoreDataThanWasDeclared() throws Exception {
    try (Http2Wire wire = wire()) {
      wire.head(STREAM, false, head("/a", "content-length", "3"));
      wire.frame(Http2Wire.DATA, Http2Wire.END_STREAM, STREAM, new byte[4]);

      assertThat(wire.fate(STREAM)).isIn("400", "reset", "closed");
    }
    assertThat(accepted).isEmpty();
    neighbourIsServed();
  }

  @Test
  void refusesLessDataThanWasDeclared() throws Exception {
    try (Http2Wire wire = wire()) {
      wire.head(STREAM, false, head("/a", "content-length", "3"));
      wire.frame(Http2Wire.DATA, Http2Wire.END_STREAM, STREAM, new byte[2]);

      assertThat(wire.fate(STREAM)).isIn("400", "reset", "closed");
    }
    assertThat(accepted).isEmpty();
    neighbourIsServed();
  }

  @Test
  void refusesAHeaderThatIsTooLarge() throws Exception {
    try (Http2Wire wire = wire()) {
      wire.head(STREAM, true, head("/a", "x", "y".repeat(100_000)));

      assertThat(wire.fate(STREAM)).isIn("431", "reset", "closed");
    } catch (SocketException closedWhileSending) {
      assertThat(closedWhileSending).hasMessageMatching("Connection reset.*|Broken pipe.*");
    }
    assertThat(accepted).isEmpty();
    neighbourIsServed();
  }

  @Test
  void refusesTooManyFields() throws Exception {
    String[] fields = new String[26];
    for (int i = 0; i < fields.length; i += 2) {
      fields[i] = "x" + i;
      fields[i + 1] = "y";
    }
    try (Http2Wire wire = wire()) {
      assertThat(wire.head(STREAM, true, head("/a", fields)).fate(STREAM)).isEqualTo("431");
    }
    assertThat(accepted).isEmpty();
  }

  @Test
  void endsAConnectionThatOpensAndResetsStreamsWithoutEnd() throws Exception {
    try (Http2Wire wire = wire()) {
      try {
        for (int i = 0; i < RESETS; i++) {
          int stream = 2 * i + 1;
          wire.head(stream, true, head("/reset"));
          wire.frame(Http2Wire.RST_STREAM, 0, stream, CANCEL);
        }
      } catch (IOException closed) {
        assertThat(closed).isNotNull(); // the gateway was quicker
      }
      assertThat(wire.fate(2 * RESETS + 1)).isEqualTo("closed");
    }
    assertThat(accepted).hasSizeLessThan(RESETS / 2);
    neighbourIsServed();
  }

  @Test
  void whileItRetiresItSendsClientsElsewhereAndEndsWhatRuns() throws Exception {
    try (Http2Wire wire = wire()) {
      wire.get(STREAM, "/waits");
      Exchange exchange = waiting.poll(20, TimeUnit.SECONDS);

      listener.retire(LONG);

      byte[] goAway = wire.next(Http2Wire.GOAWAY).payload();
      assertThat(goAway).startsWith(0, 0, 0, STREAM, 0, 0, 0, 0);
      wire.get(STREAM + 2, "/late");
      exchange.end(200, Headers.EMPTY, "whole".getBytes(UTF_8));
      assertThat(wire.fate(STREAM)).isEqualTo("200");
      assertThat(wire.next(Http2Wire.DATA).payload()).asString(UTF_8).isEqualTo("whole");
    }
    try (Http2Wire late = wire()) {
      late.get(STREAM, "/another");
      late.next(Http2Wire.GOAWAY);
    }
    assertThat(accepted).doesNotContain("/late 0");
  }
}
