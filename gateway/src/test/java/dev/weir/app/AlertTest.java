package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.weir.app.config.SecretReference;
import dev.weir.app.config.Webhook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AlertTest {
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private HttpServer receiver;
  private Gateway gateway;
  private Webhook webhook;

  private record Received(String id, String signature, String body) {}

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/hook",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean refuse = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
          exchange.sendResponseHeaders(refuse ? 503 : 204, -1);
          exchange.close();
          if (!refuse) {
            received.add(
                new Received(
                    exchange.getRequestHeaders().getFirst("x-weir-alert-id"),
                    exchange.getRequestHeaders().getFirst("x-weir-signature"),
                    body));
          }
        });
    receiver.start();
    URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
    webhook = new Webhook(url, new SecretReference("env:HOOK_SECRET"), true);
    gateway = new Gateway(data, webhook);
  }

  @AfterEach
  void stop() {
    gateway.close();
    receiver.stop(0);
  }

  @Test
  void aThresholdIsToldOnceSignedAndWithinFiveSeconds() throws Exception {
    String caller = gateway.ready("alerted");
    gateway.control(
        "PUT",
        "/api/v1/budgets/alerted",
        """
        {"name":"Alerted","owner":"finops@example.org","window":"month UTC","per":"use_case",
         "where":[{"tag":"environment","in":["test"]}],"limit_usd":"0.0002","alert_at":[0.3,0.7],
         "stop_at":100}
        """);
    for (int i = 0; i < 4; i++) {
      assertThat(gateway.chat(caller).status()).isEqualTo(200);
    }

    Received first = received.poll(5, TimeUnit.SECONDS);
    Received second = received.poll(5, TimeUnit.SECONDS);
    assertThat(first).isNotNull();
    assertThat(second).isNotNull();
    JsonNode alert = Gateway.tree(first.body());
    assertThat(alert.path("kind").asText()).isEqualTo("budget_threshold");
    assertThat(alert.path("budget").path("name").asText()).isEqualTo("Alerted");
    assertThat(alert.path("scope").path("value").asText()).isEqualTo("alerted");
    assertThat(alert.path("scope").path("where").get(0).path("tag").asText())
        .isEqualTo("environment");
    assertThat(alert.path("settled_usd").asText()).isEqualTo(Gateway.CALL_COST);
    assertThat(alert.path("limit_usd").asText()).isEqualTo("0.0002");
    assertThat(alert.path("share").asText()).isEqualTo("0.3");
    assertThat(alert.path("owner").asText()).isEqualTo("finops@example.org");
    assertThat(alert.path("window").asText()).isEqualTo("month UTC");
    assertThat(Gateway.tree(second.body()).path("share").asText()).isEqualTo("0.7");
    assertSigned(first);
    assertThat(received.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void aUserIsAPseudonymInWhatIsSent() throws Exception {
    gateway.ready("each");
    String caller =
        gateway
            .control(
                "POST",
                "/api/v1/keys",
                """
                {"name":"app","fixed_tags":{"use_case":"each","department":"ops","role":"engineer",
                 "environment":"test"},"trusts_user_tags":true,"models":[]}
                """)
            .json()
            .path("secret")
            .asText();
    gateway.control(
        "PUT",
        "/api/v1/budgets/each",
        "{\"window\":\"total\",\"limit_usd\":\"0.0001\",\"per\":\"user\",\"stop_at\":100}");

    assertThat(gateway.chat(caller, "gpt-4o", "x-weir-user", "kim@example.org").status())
        .isEqualTo(200);

    Received alert = received.poll(20, TimeUnit.SECONDS);
    assertThat(alert).isNotNull();
    JsonNode value = Gateway.tree(alert.body()).path("scope").path("value");
    assertThat(value.asText()).startsWith("user~");
    assertThat(gateway.get("/api/v1/alerts").text()).contains("kim@example.org");
    assertThat(gateway.get("/api/v1/report?by=user&filter=user%3D" + value.asText()).text())
        .contains("kim@example.org");
    assertThat(alert.id() + alert.body()).doesNotContain("kim");
  }

  @Test
  void aSecretInAFileIsReadAgainAtAReload(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "before");
    SecretReference reference = new SecretReference("file:" + secret);
    Webhook rotated = new Webhook(webhook.url(), reference, true);
    try (Gateway other = new Gateway(folder.resolve("data"), rotated)) {
      other.assembly.reloadFrom(() -> other.config, _ -> {});
      Files.writeString(secret, "hush");
      assertThat(other.control("POST", "/api/v1/config/reload", "{}").text())
          .contains("\"contents\":[\"alerts.webhooks[0].secret\"]");
      String caller = other.ready("alerted");
      other.control(
          "PUT",
          "/api/v1/budgets/alerted",
          "{\"window\":\"month UTC\",\"limit_usd\":\"0.0001\",\"alert_at\":[0.3],\"stop_at\":100}");
      assertThat(other.chat(caller).status()).isEqualTo(200);

      Received alert = received.poll(20, TimeUnit.SECONDS);
      assertThat(alert).isNotNull();
      assertSigned(alert);
    }
  }

  private static void assertSigned(Received alert) throws Exception {
    String[] parts = alert.signature().split(",", -1);
    String time = parts[0].substring("t=".length());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("hush".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] code = mac.doFinal((time + "." + alert.body()).getBytes(StandardCharsets.UTF_8));

    assertThat(parts[1]).isEqualTo("v1=" + HexFormat.of().formatHex(code));
  }

  @Test
  void aReceiverThatFailsIsTriedAgain() throws Exception {
    refusals.set(2);
    String caller = gateway.ready("retried");
    gateway.control(
        "PUT",
        "/api/v1/budgets/retried",
        "{\"window\":\"total\",\"limit_usd\":\"0.0001\",\"stop_at\":100}");
    assertThat(gateway.chat(caller).status()).isEqualTo(200);

    assertThat(received.poll(10, TimeUnit.SECONDS)).isNotNull();
    assertThat(refusals).hasValue(0);
  }

  @Test
  void anAlertNobodyTookIsSentAfterARestartUnderTheSameIdAndThenNeverAgain() throws Exception {
    refusals.set(Integer.MAX_VALUE);
    reach("kept", gateway.ready("kept"));
    awaitSink(sink -> sink.path("failed").asInt() > 0);
    JsonNode waits = gateway.get("/api/v1/alerts").json().path("alerts").get(0);
    JsonNode sink = sink();
    String metrics = gateway.control("", "GET", "/metrics", "").text();

    restart();
    awaitSink(again -> again.path("failed").asInt() > 0);
    refusals.set(0);
    Received first = received.poll(10, TimeUnit.SECONDS);
    assertThat(first).isNotNull();
    awaitSink(done -> done.path("waiting").asInt() == 0);
    JsonNode taken = gateway.get("/api/v1/alerts").json().path("alerts").get(0);
    restart();
    reach("next", gateway.key("next"));
    Received second = received.poll(10, TimeUnit.SECONDS);
    assertThat(second).isNotNull();

    assertThat(waits.path("rule").asText()).isEqualTo("kept");
    assertThat(waits.path("share").asText()).isEqualTo("0.7");
    assertThat(waits.path("window").asText()).isEqualTo("total");
    assertThat(waits.path("amount_usd").asText()).isEqualTo(Gateway.CALL_COST);
    assertThat(waits.path("delivered").asBoolean()).isFalse();
    assertThat(waits.path("waiting_for").get(0).asText()).isEqualTo(sink.path("name").asText());
    assertThat(sink.path("waiting").asInt()).isEqualTo(1);
    assertThat(sink.path("oldest_waiting").asText()).isEqualTo(waits.path("reached_at").asText());
    assertThat(sink.path("last_failure").path("reason").asText()).contains("503");
    assertThat(metrics)
        .contains("weir_alerts_waiting{sink=\"%s\"} 1".formatted(sink.path("name").asText()))
        .containsPattern("weir_alerts_oldest_waiting_timestamp_seconds\\{sink=\"127[^ ]+ [1-9]")
        .containsPattern("weir_alerts_last_failure_timestamp_seconds\\{sink=\"127[^ ]+ [1-9]");
    JsonNode alert = Gateway.tree(first.body());
    assertThat(first.id()).isEqualTo(alert.path("id").asText()).startsWith("kept#");
    assertThat(alert.path("window").asText()).isEqualTo("total");
    assertThat(taken.path("delivered").asBoolean()).isTrue();
    assertThat(Gateway.tree(second.body()).path("budget").path("id").asText()).isEqualTo("next");
    assertThat(received).isEmpty();
  }

  @Test
  void aReceiverOnThisMachineIsNotConnectedToUnlessItMayBePrivate(@TempDir Path strictly)
      throws Exception {
    URI byName = URI.create("http://localhost:" + receiver.getAddress().getPort() + "/hook");
    Webhook strict = new Webhook(byName, new SecretReference("env:HOOK_SECRET"), false);
    gateway.close();
    gateway = new Gateway(strictly, strict);
    reach("strict", gateway.ready("strict"));
    awaitSink(sink -> sink.path("failed").asInt() > 0);

    assertThat(sink().path("last_failure").path("reason").asText())
        .startsWith("FORBIDDEN")
        .contains("is a loopback address");
    assertThat(received).isEmpty();
  }

  @Test
  void anAddressInTheConfigurationIsJudgedAtTheStart(@TempDir Path strictly) {
    for (String url : List.of("http://127.0.0.1/", "http://169.254.169.254/", "ftp://h/")) {
      Webhook hook = new Webhook(URI.create(url), new SecretReference("env:HOOK_SECRET"), false);
      assertThatThrownBy(() -> new Gateway(strictly, hook))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("alerts.webhooks");
    }
    assertThatThrownBy(() -> new Gateway(strictly, URI.create("http://169.254.169.254/")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("providers.tiny.url: 169.254.169.254 is a link-local address");
  }

  private void restart() {
    Path data = gateway.data;
    gateway.close();
    gateway = new Gateway(data, webhook);
  }

  /// One call reaches the budget's threshold.
  private void reach(String useCase, String caller) {
    gateway.control(
        "PUT",
        "/api/v1/budgets/" + useCase,
        """
        {"window":"total","limit_usd":"0.0001","stop_at":100,
         "where":[{"tag":"use_case","in":["%s"]}]}
        """
            .formatted(useCase));
    assertThat(gateway.chat(caller).status()).isEqualTo(200);
  }

  private JsonNode sink() {
    return gateway.get("/api/v1/status").json().path("alerts").get(1);
  }

  private void awaitSink(Predicate<JsonNode> condition) {
    while (!condition.test(sink())) {
      Thread.onSpinWait(); // the test's time limit ends it
    }
  }
}
