package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.weir.app.config.SecretReference;
import dev.weir.app.config.WeirConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

  private record Received(String signature, String body) {}

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
                new Received(exchange.getRequestHeaders().getFirst("x-weir-signature"), body));
          }
        });
    receiver.start();
    URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
    gateway =
        new Gateway(data, new WeirConfig.Webhook(url, new SecretReference("env:HOOK_SECRET")));
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
}
