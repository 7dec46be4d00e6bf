package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client reads through the gateway is, byte for byte, what it would have read without it,
/// however the provider's bytes are split.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ByteIdentityTest {
  private static final String RECORDINGS = "http";
  private static final int RECORDINGS_MAX = 60;
  private static final Pattern IDENTITY =
      Pattern.compile("chatcmpl-\\w+|msg_\\w+|\"created\":\\d+");

  private final Stage stage = Stage.open(simulator());

  private static SimulatorProcess simulator() {
    return Files.isDirectory(Checkout.data(RECORDINGS))
        ? SimulatorProcess.start("--recordings", Checkout.data(RECORDINGS).toString())
        : SimulatorProcess.start();
  }

  @AfterAll
  void close() {
    stage.close();
  }

  /// Where a request goes, with the key that is known there.
  private byte[] read(boolean throughGateway, boolean openAi, String body) {
    Map<String, String> headers = new HashMap<>();
    String key = throughGateway ? stage.key() : "direct";
    if (openAi) {
      headers.put("authorization", "Bearer " + key);
    } else {
      headers.put("x-api-key", key);
      headers.put("anthropic-version", "2023-06-01");
    }
    if (throughGateway) {
      headers.put("x-weir-use-case", "bytes");
    }
    try (ByteStream stream =
        ByteStream.post(
            throughGateway ? stage.gateway().uri() : stage.simulator().uri(),
            openAi ? "/v1/chat/completions" : "/v1/messages",
            headers,
            body)) {
      return stream.body();
    }
  }

  /// Two answers of the simulator differ in their id and their second, which have fixed lengths.
  private static void assertSame(byte[] direct, byte[] through) {
    byte[] expected = withoutIdentity(direct);
    byte[] actual = withoutIdentity(through);
    int at = Arrays.mismatch(expected, actual);
    assertThat(at)
        .as("first difference; expected %s, was %s", around(expected, at), around(actual, at))
        .isNegative();
    assertThat(expected).isNotEmpty();
  }

  private static byte[] withoutIdentity(byte[] answer) {
    return IDENTITY
        .matcher(new String(answer, ISO_8859_1))
        .replaceAll(match -> "_".repeat(match.group().length()))
        .getBytes(ISO_8859_1);
  }

  private static String around(byte[] answer, int at) {
    int from = Math.clamp(at - 100L, 0, answer.length);
    int to = Math.clamp(at + 100L, from, answer.length);
    return new String(answer, from, to - from, UTF_8);
  }

  private static String openAi(String directive, String more) {
    return """
    {"model": "gpt-4o", "stream": true%s, "messages": [{"role": "user", "content": "%s"}]}\
    """
        .formatted(more, directive);
  }

  private static String anthropic(String directive) {
    return """
    {"model": "claude-sonnet-4-5", "stream": true, "max_tokens": 500, "messages": [{"role": "user", "content": "%s"}]}\
    """
        .formatted(directive);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anUntouchedOpenAiStreamKeepsItsBytes(long seed) {
    String body =
        openAi(
            "[[sim in=9 out=60 utf8=1 fault=split seed=%d]]".formatted(seed),
            ", \"stream_options\": {\"include_usage\": true}");

    assertSame(read(false, true, body), read(true, true, body));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anOpenAiStreamThatWasAskedForItsUsageReadsAsIfItHadNotBeen(long seed) {
    String body = openAi("[[sim in=9 out=60 utf8=1 fault=split seed=%d]]".formatted(seed), "");

    byte[] direct = read(false, true, body);

    assertSame(direct, read(true, true, body));
    assertThat(new String(direct, UTF_8)).doesNotContain("prompt_tokens");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anAnthropicStreamKeepsItsBytes(long seed) {
    String body =
        anthropic(
            "[[sim in=90 out=60 cached=30 write5m=7 utf8=1 fault=split seed=%d]]".formatted(seed));

    assertSame(read(false, false, body), read(true, false, body));
  }

  @Test
  void everySplicedStreamIsChargedTheUsageThatWasTakenOut() {
    read(true, true, openAi("[[sim in=123 out=45 utf8=1 fault=split seed=99]]", ""));
    stage.simulator().awaitQuiet();
    BookRow row = stage.simulator().book().getLast();

    JsonNode call =
        Await.value(
                Duration.ofSeconds(20),
                "the call is in the ledger",
                () -> stage.control().send("GET", "calls/" + row.callId(), ""),
                answer -> answer.status() == 200 && answer.text().contains("settled"))
            .json();

    assertThat(row.input()).isEqualTo(123);
    assertThat(call.toString()).contains("reported");
  }

  @Test
  void recordedStreamsKeepTheirBytes() {
    Assumptions.assumeTrue(
        Files.isDirectory(Checkout.data(RECORDINGS)), "no recordings beside the project");
    List<String> different = new ArrayList<>();
    List<JsonNode> recordings = streams();
    for (JsonNode recording : recordings) {
      boolean openAi = recording.path("uri").asText().contains("/chat/completions");
      String named = "[[sim recording=%s]]".formatted(recording.path("name").asText());
      String body =
          openAi
              ? openAi(named, ", \"stream_options\": {\"include_usage\": true}")
              : anthropic(named);
      if (!Arrays.equals(read(false, openAi, body), read(true, openAi, body))) {
        different.add(recording.path("name").asText());
      }
    }
    assertThat(different).as("of %d recordings", recordings.size()).isEmpty();
    assertThat(recordings).isNotEmpty();
  }

  private List<JsonNode> streams() {
    return stage
        .simulator()
        .control("GET", "recordings?from=0&limit=20000", "")
        .expect(200)
        .text()
        .lines()
        .map(Web::json)
        .filter(each -> each.path("streaming").asBoolean() && each.path("status").asInt() == 200)
        .filter(each -> each.path("uri").asText().matches(".*/(chat/completions|messages)$"))
        .limit(RECORDINGS_MAX)
        .toList();
  }
}
