package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Bad input of every kind against a running gateway, each while a neighbour's call is under way: a
/// clear error in the client's dialect, the neighbour unharmed, the ledger equal to the provider's
/// book, and nothing of what was sent in log, journal or error.
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {
  private static final String NEIGHBOUR = "neighbour";
  private static final int TRICKLE_MILLIS = 200;

  /// More events than the kernel's buffers take, fewer than are drained (16 MiB).
  private static final int UNREAD_TOKENS = 40_000;

  private final Stage stage =
      Stage.open("edge: {head_time: 1s, body_time: 6s, idle: 2s, drain_time: 20s}");
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> said = new ArrayList<>();
  private final List<String> neighbours = new ArrayList<>();
  private Future<Web.Answer> neighbour;
  private int tests;

  @BeforeAll
  void plant() {
    stage.gateway().search().plant("what is sent", BadInput.PLANTED);
  }

  @BeforeEach
  void startANeighboursCall() {
    String barrier = NEIGHBOUR + ++tests;
    Application.Wire wire = Application.Wire.turn(tests);
    String body =
        Application.body(wire, wire.model(), "[[sim in=20 out=30 hold=%s]]".formatted(barrier), 50);
    neighbour = threads.submit(() -> stage.application().ask(wire, NEIGHBOUR, body));
    stage.simulator().awaitWaiting(1);
  }

  @AfterEach
  void theNeighbourIsUnharmed() throws Exception {
    stage.simulator().release(NEIGHBOUR + tests);
    Web.Answer answer = neighbour.get();
    assertThat(answer.status()).isEqualTo(200);
    neighbours.add(answer.headers().firstValue("x-weir-call-id").orElseThrow());
  }

  @AfterAll
  void nothingIsLostAndNothingSecretIsKept() {
    try {
      stage.simulator().awaitQuiet();
      List<BookRow> book = stage.simulator().book();
      assertThat(book.stream().map(BookRow::callId)).containsAll(neighbours);
      for (BookRow row : book) {
        assertThat(Stage.usd(stage.ended(row.callId())))
            .as(row.callId())
            .isEqualByComparingTo(stage.prices().cost(row));
      }
      JsonNode status = stage.control().send("GET", "status", "").expect(200).json();
      assertThat(status.path("open_calls").asInt()).isZero();
      assertThat(status.path("ready").asBoolean()).as(status.toString()).isTrue();
      String log = stage.gateway().process().output();
      assertThat(log).doesNotContain("ERROR");
      assertThat(String.join("\n", said)).doesNotContain(BadInput.PLANTED);
      stage.gateway().terminate();
    } finally {
      threads.shutdownNow();
      stage.close();
    }
  }

  private Map<String, String> headers(Application.Wire wire) {
    return stage.application().headers(wire, "bad");
  }

  private RawClient client() {
    return RawClient.to(stage.gateway().uri());
  }

  static Stream<Arguments> everyInputInBothDialects() {
    return Stream.of(BadInput.values())
        .flatMap(input ->
            Stream.of(Application.Wire.OPENAI_JSON, Application.Wire.ANTHROPIC_JSON)
                .map(wire -> Arguments.of(input, wire)));
  }

  @ParameterizedTest
  @MethodSource("everyInputInBothDialects")
  void isRefusedInTheClientsDialect(BadInput input, Application.Wire wire) {
    byte[] request = input.request(wire, headers(wire));
    try (RawClient client = client()) {
      client.send(request);

      String answer = client.rest();

      said.add(answer);
      boolean openAi = wire.isOpenAi() || !input.showsItsDialect();
      assertRefused(answer, openAi, input.status, input.code);
    }
  }

  private static void assertRefused(String answer, boolean openAi, int status, String code) {
    assertThat(answer).matches("(?s)HTTP/1\\.[01] %d .*".formatted(status));
    JsonNode body = Web.json(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    assertThat(body.path("error").path("code").asText()).as(answer).isEqualTo(code);
    assertThat(body.path("error").path("message").asText()).isNotBlank();
    assertThat(body.path("type").asText()).isEqualTo(openAi ? "" : "error");
    assertThat(answer).contains("x-weir-call-id: call_");
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI_JSON", "ANTHROPIC_JSON"})
  void anExpiredAndARevokedKeyAreToldApart(Application.Wire wire) {
    String expired = made("expired-" + wire, "\"expires\": \"2020-01-01T00:00:00Z\", ");
    String revoked = made("revoked-" + wire, "");
    String id = idOf("revoked-" + wire);
    stage.control().send("POST", "keys/" + id + "/revoke?why=leaked", "").expect(200);

    assertThat(codeOf(wire, expired)).isEqualTo("key_expired");
    assertThat(codeOf(wire, revoked)).isEqualTo("key_revoked");
  }

  private String idOf(String name) {
    for (JsonNode key : stage.control().send("GET", "keys", "").expect(200).json().path("keys")) {
      if (key.path("name").asText().equals(name)) {
        return key.path("id").asText();
      }
    }
    throw new AssertionError("no key " + name);
  }

  private String made(String name, String more) {
    return stage
        .control()
        .key(
            """
            {"name": "%s", %s"settable_tags": ["use_case"],
             "fixed_tags": {"department": "sales", "role": "service", "environment": "test"}}
            """
                .formatted(name, more));
  }

  private String codeOf(Application.Wire wire, String key) {
    Map<String, String> headers = headers(wire);
    headers.replaceAll((_, value) -> value.replace(stage.key(), key));
    headers.put("connection", "close");
    try (RawClient client = client()) {
      byte[] body = Application.body(wire, wire.model(), "hello", 5).getBytes(UTF_8);
      client.send(RawClient.post(wire.path(), headers, body));
      String answer = client.rest();
      assertThat(answer).startsWith("HTTP/1.1 401 ");
      return Web.json(answer.substring(answer.indexOf("\r\n\r\n") + 4))
          .path("error")
          .path("code")
          .asText();
    }
  }

  @Test
  void aHeadThatTricklesIsClosed() {
    try (RawClient client = client()) {
      var _ = threads.submit(() -> trickle(client, "POST /v1/messages HTTP/1.1\r\nx: "));

      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void aBodyThatTricklesIsAnsweredAndClosed() {
    Application.Wire wire = Application.Wire.ANTHROPIC_JSON;
    String head = RawClient.head(wire.path(), headers(wire)) + "content-length: 100000\r\n\r\n";
    try (RawClient client = client()) {
      var _ = threads.submit(() -> trickle(client, head));

      assertRefused(client.rest(), wire.isOpenAi(), 408, "request_late");
    }
  }

  /// Goes on for as long as somebody listens.
  private static boolean trickle(RawClient client, String first) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    boolean open = client.send(first);
    while (open) {
      boolean counted = never.await(TRICKLE_MILLIS, TimeUnit.MILLISECONDS);
      open = !counted && client.send("x");
    }
    return open;
  }

  @Test
  void aStreamThatNobodyReadsIsClosedDrainedAndCharged() {
    Application.Wire wire = Application.Wire.OPENAI_SSE;
    String content = "[[sim in=9 out=%d pace=0ms]]".formatted(UNREAD_TOKENS);
    byte[] body = Application.body(wire, wire.model(), content, UNREAD_TOKENS).getBytes(UTF_8);
    String id;
    try (RawClient client = client()) {
      client.send(RawClient.post(wire.path(), headers(wire), body));
      String head = client.head();
      id =
          head.lines()
              .filter(line -> line.startsWith("x-weir-call-id: "))
              .map(line -> line.substring(16).strip())
              .findFirst()
              .orElseThrow();

      JsonNode call = stage.ended(id);

      assertThat(call.path("booked").path(0).path("ending").asText()).isEqualTo("drained");
      assertThat(Stage.usd(call)).isEqualByComparingTo(stage.prices().cost(stage.served(id)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI_JSON", "ANTHROPIC_JSON"})
  void aCallBeforePipelinedGarbageIsCarriedOut(Application.Wire wire) {
    byte[] body = Application.body(wire, wire.model(), "[[sim in=5 out=5]]", 50).getBytes(UTF_8);
    try (RawClient client = client()) {
      client.send(RawClient.post(wire.path(), headers(wire), body));
      client.send("\0\1garbage " + BadInput.PLANTED + "\r\n\r\n");

      String answers = client.rest();

      assertThat(answers).startsWith("HTTP/1.1 200 ").contains(" 400 ", "request_invalid");
      assertThat(answers).doesNotContain(BadInput.PLANTED);
    }
  }
}
