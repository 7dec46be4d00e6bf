package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.weir.acceptance.Application.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a receiver of alerts hears when the gateway is killed.
@Timeout(180)
final class AlertDeliveryTest {
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(30);

  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicBoolean open = new AtomicBoolean();
  private LocalServer receiver;

  @BeforeEach
  void listen() {
    receiver = LocalServer.start(this::hear);
  }

  private void hear(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String id = exchange.getRequestHeaders().getFirst("x-weir-alert-id");
      boolean named = Web.JSON.readTree(body).path("id").asText().equals(id);
      boolean takes = open.get() && named;
      if (takes) {
        taken.add(id);
      } else {
        refused.incrementAndGet();
      }
      exchange.sendResponseHeaders(takes ? 204 : 503, -1);
    }
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void anAlertThatNobodyTookIsToldAfterAKillAndNotAgainAfterTheNext() {
    String webhook =
        ("alerts: {webhooks: [{url: '%s/', secret: 'env:OPENAI_API_KEY',"
                + " allow_private: true}]}")
            .formatted(receiver.url());
    try (Stage stage = Stage.open(webhook)) {
      stage
          .control()
          .budget(
              "told",
              """
              {"where": [{"tag": "use_case", "in": ["told"]}], "window": "total",
               "limit_usd": "0.00002", "stop_at": 100}
              """);
      String body =
          Application.body(Wire.OPENAI_JSON, Wire.OPENAI_JSON.model(), Application.PROMPT, 50);
      stage.application().ask(Wire.OPENAI_JSON, "told", body).expect(200);
      Await.until(TOLD_WITHIN, "the receiver refused it", () -> refused.get() > 0);

      stage.gateway().kill();
      open.set(true);
      stage.gateway().restart();
      Await.until(TOLD_WITHIN, "the receiver took it", () -> !taken.isEmpty());
      Await.until(TOLD_WITHIN, "nothing waits", () -> alert(stage).path("delivered").asBoolean());
      stage.gateway().kill();
      stage.gateway().restart();
      stage.application().ask(Wire.OPENAI_JSON, "told", body).expect(200);
      stage.settled("told", 2, 0);

      assertThat(taken).hasSize(1);
      assertThat(alert(stage).path("rule").asText()).isEqualTo("told");
      assertThat(stage.gateway().weir("alerts", "--format", "csv").expect(0).out())
          .contains(",told,", ",true,");
    }
  }

  /// The only alert there is.
  private static JsonNode alert(Stage stage) {
    JsonNode alerts = stage.control().send("GET", "alerts", "").expect(200).json().path("alerts");
    assertThat(alerts).hasSize(1);
    return alerts.get(0);
  }
}
