package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// What no wire reads, through a running gateway: forwarded as it was asked, and in the ledger at
/// its price; refused without one.
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OtherOperationsTest {
  private static final String PRICES =
      """
      {"format": "weir-prices/1", "name": "operations", "contracts": [], "models": [
       {"provider": "openai", "id": "op:openai.images",
        "match": [{"starts_with": "op:openai.images/"}],
        "prices": [{"meter": "request", "usd": "0.04", "per": 1}]},
       {"provider": "openai", "id": "op:unlisted/POST/v1/ocr",
        "prices": [{"meter": "request", "usd": "0.25", "per": 1}]},
       {"provider": "openai", "id": "op:openai.video",
        "prices": [{"meter": "request", "usd": "3.2", "per": 1}]},
       {"provider": "openai", "id": "op:openai.files",
        "prices": [{"meter": "request", "usd": "0", "per": 1}]}]}
      """;
  private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 0, -1};

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private LocalStage stage;

  @BeforeAll
  void start() {
    stage = LocalStage.open(this::answer, PriceSheet.of(PRICES));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    seen.add("%s %s %s".formatted(exchange.getRequestMethod(), exchange.getRequestURI(), body));
    LocalServer.answer(exchange, 200, "image/png", PICTURE);
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  private Web.Answer ask(String method, String path, String body) {
    return stage.ask(stage.key(), "pictures", method, path, body);
  }

  @Test
  void aPictureCostsWhatItsRequestCosts() {
    String body = "{\"model\": \"picture-1\", \"prompt\": \"a weir\"}";

    Web.Answer answer = ask("POST", "/v1/images/generations", body).expect(200);

    assertThat(seen).contains("POST /v1/images/generations " + body);
    assertThat(answer.header("content-type")).isEqualTo("image/png");
    assertThat(answer.header("x-weir-cost-usd")).isEqualTo("0.04");
    assertThat(stage.booked(answer, 1).toString())
        .contains("op:openai.images/picture-1", "openai.images");
  }

  @Test
  void filesPassAtThePriceZeroByMethodPathAndQuery() {
    Web.Answer answer = ask("GET", "/v1/files/file-1/content?limit=2&key=x", "").expect(200);

    assertThat(seen).contains("GET /v1/files/file-1/content?limit=2 ");
    assertThat(answer.header("x-weir-cost-usd")).isEqualTo("0");
    assertThat(stage.booked(answer, 1).toString()).contains("openai.files");
  }

  @Test
  void whatHasNoMeterIsRefusedAndReachesNobody() {
    Web.Answer unpriced = ask("POST", "/v1/audio/speech", "{\"model\": \"tts-1\"}").expect(403);
    Web.Answer batch = ask("POST", "/v1/batches", "{}").expect(403);

    assertThat(unpriced.text()).contains("route_unmetered", "op:openai.speech/tts-1", "request");
    assertThat(batch.text()).contains("route_unmetered", "op:openai.batches", "marked estimated");
    assertThat(seen).noneMatch(line -> line.contains("speech") || line.contains("batches"));
  }

  @Test
  void whatIsBilledAfterItsCallIsChargedWhatWasDeclaredAndMarked() {
    Web.Answer answer = ask("POST", "/v1/videos", "{\"model\": \"sora-2\"}").expect(200);

    assertThat(answer.header("x-weir-cost-usd")).isEqualTo("3.2");
    JsonNode row = stage.booked(answer, 1).path("booked").path(0);
    assertThat(row.path("provenance").asText()).isEqualTo("estimated");
    assertThat(row.path("ending").asText()).isEqualTo("complete");
  }

  @Test
  void aLineThatNothingKnowsPassesAtTheDeclaredPriceOfItselfAndElseSaysSo() {
    Web.Answer answer = ask("POST", "/v1/ocr", "{\"document\": 1}").expect(200);
    Web.Answer other = ask("POST", "/v1/ocr/more", "{\"document\": 1}").expect(404);

    assertThat(seen).contains("POST /v1/ocr {\"document\": 1}");
    assertThat(answer.header("x-weir-cost-usd")).isEqualTo("0.25");
    assertThat(stage.booked(answer, 1).path("booked").path(0).path("provenance").asText())
        .isEqualTo("estimated");
    assertThat(other.text()).contains("route_unknown", "'op:unlisted/POST/v1/ocr/more'");
    assertThat(seen).noneMatch(line -> line.contains("/v1/ocr/more"));
  }

  @Test
  void aSocketIsRefusedAndTheRefusalSaysWhatCanBeAllowed() throws IOException {
    String head =
        """
        GET /v1/realtime?model=m HTTP/1.1
        host: weir
        authorization: Bearer %s
        connection: upgrade
        upgrade: websocket
        sec-websocket-version: 13
        sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==

        """
            .formatted(stage.key())
            .replace("\n", "\r\n");
    URI uri = stage.gateway().uri();
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write(head.getBytes(UTF_8));

      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 400")
          .contains("request_invalid", "cannot be allowed", "POST /v1/realtime/client_secrets");
    }
  }
}
