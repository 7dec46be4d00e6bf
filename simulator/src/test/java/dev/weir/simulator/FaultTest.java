package dev.weir.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

@TestInstance(Lifecycle.PER_CLASS)
@Timeout(30)
final class FaultTest {
  private static final String STREAM = "\"stream\":true";
  private static final String WITH_USAGE = "\"stream_options\":{\"include_usage\":true}";

  @SuppressWarnings("NullAway.Init")
  private Running sim;

  @BeforeAll
  void start() throws Exception {
    sim = Running.with("--seed", "11");
  }

  @AfterAll
  void stop() throws Exception {
    sim.close();
  }

  @Test
  void refusesWithRetryAfterAndBillsNothing() throws Exception {
    var answer = sim.chat("in=10 out=5 fault=429:7");

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("retry-after")).contains("7");
    assertThat(Running.json(answer.body()).at("/error/code").asText())
        .isEqualTo("rate_limit_exceeded");
    assertThat(sim.lastRow().path("ended").asText()).isEqualTo("refused");
    assertThat(sim.lastRow().path("input").asInt()).isZero();
  }

  @Test
  void cutsAStreamAndBillsWhatWasProduced() throws Exception {
    assertThatThrownBy(() -> sim.chat("in=10 out=50 reasoning=20 fault=cut:4", STREAM))
        .isInstanceOf(IOException.class);

    JsonNode row = sim.lastRow();
    assertThat(row.path("ended").asText()).isEqualTo("cut");
    assertThat(row.path("frames").asInt()).isEqualTo(4);
    assertThat(row.path("input").asInt()).isEqualTo(10);
    assertThat(row.path("output").asInt()).isEqualTo(20 + 3);
  }

  @Test
  void cutsABodyAndBillsAllOfIt() throws Exception {
    assertThatThrownBy(() -> sim.chat("in=10 out=50 fault=cut:40")).isInstanceOf(IOException.class);

    assertThat(sim.lastRow().path("ended").asText()).isEqualTo("cut");
    assertThat(sim.lastRow().path("output").asInt()).isEqualTo(50);
  }

  @Test
  void hangsBeforeTheHeadUntilTheClientLeaves() throws Exception {
    var request =
        sim.request("/v1/chat/completions")
            .timeout(Duration.ofMillis(300))
            .header("authorization", "Bearer k")
            .POST(BodyPublishers.ofString(Running.chatBody("in=10 out=5 fault=hang", STREAM)))
            .build();

    assertThatThrownBy(() -> sim.send(request)).isInstanceOf(HttpTimeoutException.class);

    sim.until("/sim/status", status -> status.path("open").asInt() == 0);
    assertThat(sim.lastRow().path("ended").asText()).isEqualTo("client-left");
    assertThat(sim.lastRow().path("output").asInt()).isZero();
  }

  @Test
  void hangsInTheMiddleOfAStream() throws Exception {
    try (Socket socket = raw(Running.chatBody("in=10 out=50 fault=hang:3", STREAM))) {
      InputStream in = socket.getInputStream();
      var read = new ByteArrayOutputStream();
      while (Running.payloads(read.toString(UTF_8)).size() < 3) {
        read.write(in.read());
      }
      assertThat(sim.lastRow().path("ended").asText()).isEqualTo("open");
    }

    sim.until("/sim/status", status -> status.path("open").asInt() == 0);
    assertThat(sim.lastRow().path("ended").asText()).isEqualTo("client-left");
    assertThat(sim.lastRow().path("output").asInt()).isEqualTo(2);
  }

  @Test
  void breaksTheJsonOfOneFrameOnly() throws Exception {
    List<String> payloads =
        Running.payloads(sim.chat("in=10 out=5 fault=malformed:2", STREAM).body());

    assertThatThrownBy(() -> Running.json(payloads.get(1)))
        .isInstanceOf(JsonProcessingException.class);
    assertThat(Running.json(payloads.get(2)).path("object").asText())
        .isEqualTo("chat.completion.chunk");
    assertThat(payloads.getLast()).isEqualTo("[DONE]");
  }

  @Test
  void leavesUsageOutOrFalsifiesItButBillsTheTruth() throws Exception {
    JsonNode none = Running.json(sim.chat("in=10 out=5 fault=nousage").body());
    JsonNode triple = Running.json(sim.chat("in=10 out=5 fault=usage:3").body());
    JsonNode zero = Running.json(sim.chat("in=10 out=5 fault=zerousage").body());
    String stream = sim.chat("in=10 out=5 fault=nousage", STREAM, WITH_USAGE).body();

    assertThat(none.has("usage")).isFalse();
    assertThat(triple.at("/usage/prompt_tokens").asInt()).isEqualTo(30);
    assertThat(zero.at("/usage/total_tokens").asInt(-1)).isZero();
    assertThat(stream).doesNotContain("prompt_tokens").endsWith("data: [DONE]\n\n");
    List<JsonNode> rows = sim.rows();
    assertThat(rows.subList(rows.size() - 4, rows.size()))
        .allSatisfy(row -> assertThat(row.path("input").asInt()).isEqualTo(10));
  }

  @Test
  void reportsAnErrorInsideAStreamThatBeganWell() throws Exception {
    var openAi = sim.chat("in=10 out=5 fault=error:3", STREAM);
    var anthropic = sim.message("in=10 out=5 fault=error:5", STREAM);

    assertThat(openAi.statusCode()).isEqualTo(200);
    assertThat(Running.payloads(openAi.body())).hasSize(4);
    assertThat(openAi.body()).doesNotContain("[DONE]").contains("server_error");
    assertThat(anthropic.body()).contains("event: error\ndata: ").contains("overloaded_error");
    assertThat(sim.lastRow().path("output").asInt()).isEqualTo(2);
    assertThat(sim.lastRow().path("ended").asText()).isEqualTo("cut");
    var whole = sim.chat("in=10 out=5 fault=error:0");
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(Running.json(whole.body()).at("/error/type").asText()).isEqualTo("server_error");
    assertThat(sim.lastRow().path("ended").asText()).isEqualTo("cut");
  }

  @Test
  void splitsTheBytesInsideCharactersAndFieldNamesWithoutChangingThem() throws Exception {
    boolean inCharacter = false;
    boolean inName = false;
    for (int seed = 1; seed <= 20; seed++) {
      String directive = "in=10 out=30 utf8=1 seed=" + seed;
      List<byte[]> pieces = chunks(Running.chatBody(directive + " fault=split", STREAM));
      var joined = new ByteArrayOutputStream();
      pieces.forEach(joined::writeBytes);
      String plain = sim.chat(directive, STREAM).body();

      assertThat(withoutId(joined.toString(UTF_8))).as("seed %d", seed).isEqualTo(withoutId(plain));
      assertThat(plain.getBytes(UTF_8).length).isGreaterThan(plain.length());
      for (byte[] piece : pieces) {
        inCharacter |= (piece[0] & 0xC0) == 0x80;
        inName |= new String(piece, UTF_8).startsWith("ata: ");
      }
    }
    assertThat(inCharacter).isTrue();
    assertThat(inName).isTrue();
  }

  @Test
  void takesFaultsFromTheQueueThenByChance() throws Exception {
    sim.control("/sim/faults", "{\"fault\":\"500\",\"next\":2,\"model\":\"queued\"}");
    sim.control("/sim/faults", "{\"fault\":\"503\",\"probability\":0.5,\"model\":\"queued\"}");
    var statuses = new ArrayList<Integer>();
    String body = Running.chatBody("in=1 out=1").replace("gpt-4o", "queued");
    for (int i = 0; i < 42; i++) {
      statuses.add(sim.send(sim.post("/v1/chat/completions", body)).statusCode());
    }
    sim.send(sim.request("/sim/faults").DELETE().build());

    assertThat(statuses.subList(0, 2)).containsOnly(500);
    assertThat(statuses.subList(2, 42)).containsOnly(200, 503);
    assertThat(statuses.stream().filter(s -> s == 503).count()).isBetween(8L, 32L);
  }

  private Socket raw(String body) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), sim.simulator().port());
    byte[] bytes = body.getBytes(UTF_8);
    socket
        .getOutputStream()
        .write(
            ("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer k\r\n"
                    + "content-length: "
                    + bytes.length
                    + "\r\n\r\n"
                    + body)
                .getBytes(UTF_8));
    return socket;
  }

  /// The HTTP chunks of an answer as they were written.
  private List<byte[]> chunks(String body) throws IOException {
    try (Socket socket = raw(body)) {
      InputStream in = socket.getInputStream();
      while (!line(in).isEmpty()) {
        // headers
      }
      var chunks = new ArrayList<byte[]>();
      for (int size = size(in); size > 0; size = size(in)) {
        chunks.add(in.readNBytes(size));
        line(in);
      }
      return chunks;
    }
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static String withoutId(String stream) {
    return stream.replaceAll("chatcmpl-\\w+", "id").replaceAll("\"created\":\\d+", "created");
  }
}
