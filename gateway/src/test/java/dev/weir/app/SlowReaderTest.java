package dev.weir.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.RawProvider.Connection;
import dev.weir.app.config.ByteSize;
import dev.weir.app.config.EdgePart;
import dev.weir.app.config.WeirConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A client that stops reading a long stream.
@Timeout(90)
class SlowReaderTest {
  private static final int FRAMES = 24 * 1024;
  private static final String FRAME =
      "data: {\"id\":\"r\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n"
          .formatted("x".repeat(900));
  private static final String LAST =
      "data: {\"id\":\"r\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-4o\",\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":77,\"total_tokens\":87}}\n\ndata: [DONE]\n\n";
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: %d\r\n\r\n";

  private static final long WEIR_HOLDS_AT_MOST = 192 * 1024;

  @TempDir private Path data;
  private final AtomicLong sent = new AtomicLong();

  private void stream(Connection connection) throws IOException {
    connection.request();
    byte[] head = HEAD.formatted(FRAMES * FRAME.length() + LAST.length()).getBytes(UTF_8);
    connection.send(head);
    sent.addAndGet(head.length);
    byte[] frame = FRAME.getBytes(UTF_8);
    for (int i = 0; i < FRAMES; i++) {
      connection.send(frame);
      sent.addAndGet(frame.length);
    }
    connection.send(LAST);
  }

  private static EdgePart edge(Duration idle, ByteSize drain) {
    EdgePart usual = WeirConfig.DEFAULT.edge();
    return new EdgePart(
        usual.bodyMax(),
        usual.bodiesMax(),
        usual.headerMax(),
        usual.headers(),
        usual.requestLineMax(),
        usual.onDisconnect(),
        usual.drainTime(),
        drain,
        usual.connections(),
        usual.connectionsPerClient(),
        idle,
        usual.headTime(),
        usual.bodyTime());
  }

  /// Asks for the stream and reads no more than the head of the answer.
  private static Socket ask(Gateway gateway, String key) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8 * 1024);
    int port = gateway.assembly.dataPort();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String body =
        "{\"model\":\"gpt-4o\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    socket
        .getOutputStream()
        .write(
            "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer %s\r\ncontent-length: %d\r\n\r\n%s"
                .formatted(key, body.length(), body)
                .getBytes(ISO_8859_1));
    return socket;
  }

  private static String callId(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    return head.toString().replaceFirst("(?is).*x-weir-call-id: ([^\r]+).*", "$1");
  }

  @Test
  void holdsTheProviderBackAndKeepsLittleItself() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "needs Linux");
    try (RawProvider provider = new RawProvider(this::stream);
        Gateway gateway =
            new Gateway(data, provider.url(), edge(Duration.ofSeconds(60), ByteSize.mebi(64)));
        Socket slow = ask(gateway, gateway.ready("slow"))) {
      String head = callId(slow);
      long given = stalled();
      long inKernel = queued(provider.port()) + queued(gateway.assembly.dataPort());
      long held = given - inKernel;

      assertThat(head).isNotEmpty();
      assertThat(given).as("the provider must wait").isLessThan((long) FRAMES * FRAME.length());
      assertThat(held)
          .as("bytes in Weir; the provider gave %d, the kernel holds %d", given, inKernel)
          .isLessThan(WEIR_HOLDS_AT_MOST);
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"64, drained, reported, 77", "8, caller_left, estimated, -1"})
  void aClientWithoutProgressIsClosedAndItsStreamDrainedWithinLimitsAndCharged(
      int drainMebi, String ending, String provenance, long output) throws Exception {
    try (RawProvider provider = new RawProvider(this::stream);
        Gateway gateway =
            new Gateway(
                data, provider.url(), edge(Duration.ofSeconds(1), ByteSize.mebi(drainMebi)));
        Socket slow = ask(gateway, gateway.ready("slow"))) {
      String call = callId(slow);
      JsonNode booked = booked(gateway, call);

      assertThat(booked.path("ending").asText()).isEqualTo(ending);
      assertThat(booked.path("provenance").asText()).isEqualTo(provenance);
      long charged = 0;
      for (JsonNode line : booked.path("lines")) {
        charged +=
            line.path("meter").asText().equals("output") ? line.path("quantity").asLong() : 0;
      }
      assertThat(charged).isPositive();
      if (output >= 0) {
        assertThat(charged).isEqualTo(output);
      }
      assertThat(sent.get() == (long) FRAMES * FRAME.length() + headLength())
          .as("read to its end")
          .isEqualTo(output >= 0);
    }
  }

  @Tag("slow")
  @Test
  void anAnswerThatIsStillReadIsNotCutByAGatewayThatEnds() throws Exception {
    byte[] answer =
        RawProvider.CHAT
            .strip()
            .replace("\"hi\"", "\"" + "x".repeat(12 << 20) + "\"")
            .getBytes(UTF_8);
    try (RawProvider provider =
            new RawProvider(connection -> {
              connection.request();
              connection.answer("", answer);
            });
        Gateway gateway =
            new Gateway(data, provider.url(), edge(Duration.ofSeconds(60), ByteSize.mebi(64)));
        Socket slow = ask(gateway, gateway.ready("slow"))) {
      booked(gateway, callId(slow));
      Thread closing = Thread.ofVirtual().start(gateway.assembly::close);
      boolean closed = closing.join(Duration.ofSeconds(4));

      assertThat(closed).as("closed before the answer was read").isFalse();
      assertThat(slow.getInputStream().readNBytes(answer.length)).hasSize(answer.length);
      assertThat(closing.join(Duration.ofSeconds(20))).as("closed then").isTrue();
    }
  }

  private static long headLength() {
    return HEAD.formatted(FRAMES * FRAME.length() + LAST.length()).length();
  }

  private static JsonNode booked(Gateway gateway, String call) {
    JsonNode booked = gateway.get("/api/v1/calls/" + call).json().path("booked");
    while (booked.isEmpty()) { // the test's time limit ends it
      Thread.onSpinWait();
      booked = gateway.get("/api/v1/calls/" + call).json().path("booked");
    }
    return booked.get(0);
  }

  /// What the provider could give when it has been waiting for a while.
  private long stalled() throws InterruptedException {
    long before = -1;
    while (before != sent.get() || before < FRAME.length()) {
      before = sent.get();
      assertThat(new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS)).isFalse();
    }
    return before;
  }

  /// Bytes in the send and receive queues of the sockets of a port on this machine.
  private static long queued(int port) {
    String suffix = ":%04X".formatted(port);
    long bytes = 0;
    for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
      Path path = Path.of(table);
      if (!Files.exists(path)) {
        continue;
      }
      try {
        for (String line : Files.readAllLines(path)) {
          String[] cells = line.strip().split("\\s+", -1);
          boolean listens = cells[3].equals("0A");
          if (!listens && (cells[1].endsWith(suffix) || cells[2].endsWith(suffix))) {
            String[] queues = cells[4].split(":", -1);
            bytes += Long.parseLong(queues[0], 16) + Long.parseLong(queues[1], 16);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return bytes;
  }
}
