package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A provider that changes a model under its name is told of once, also over a restart.
@Timeout(60)
class DriftTest {
  @TempDir Path folder;
  private HttpServer provider;
  private volatile String serves = "gpt-4o-1";
  private volatile String fingerprint = "fp_a";

  @BeforeEach
  void start() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer =
              """
              {"id":"r1","object":"chat.completion","model":"%s","system_fingerprint":"%s",
               "choices":[{"index":0,"message":{"role":"assistant","content":"hi"},
               "finish_reason":"stop"}],
               "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}
              """
                  .formatted(serves, fingerprint)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("content-type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    provider.start();
  }

  @AfterEach
  void stop() {
    provider.stop(0);
  }

  private Gateway gateway() {
    return new Gateway(
        folder.resolve("data"), URI.create("http://127.0.0.1:" + provider.getAddress().getPort()));
  }

  private static JsonNode drifts(Gateway gateway) {
    return gateway.get("/api/v1/drift").json().path("drifts");
  }

  private static String served(Gateway gateway, String secret) {
    Gateway.Reply reply = gateway.chat(secret);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.whole().headers().firstValue("x-weir-call-id").orElseThrow();
  }

  @Test
  void anotherModelUnderTheSameNameIsAnAlertAndListed() {
    try (Gateway gateway = gateway()) {
      String secret = gateway.ready("drift");
      served(gateway, secret);
      served(gateway, secret);
      serves = "gpt-4o-2";
      String first = served(gateway, secret);
      served(gateway, secret);
      serves = "gpt-4o-1";
      served(gateway, secret);
      gateway.settle();

      assertThat(drifts(gateway)).hasSize(1);
      JsonNode drift = drifts(gateway).get(0);
      assertThat(drift.path("provider").asText()).isEqualTo("tiny");
      assertThat(drift.path("model").asText()).isEqualTo("gpt-4o");
      assertThat(drift.path("model_before").asText()).isEqualTo("gpt-4o-1");
      assertThat(drift.path("model_now").asText()).isEqualTo("gpt-4o-2");
      assertThat(drift.path("call").asText()).isEqualTo(first);
      try (Browser admin = Browser.of(gateway, gateway.admin)) {
        assertThat(admin.page("/platform"))
            .contains("gpt-4o-1", "gpt-4o-2", "href=\"/calls/" + first + "\"");
      }
      JsonNode alert = gateway.get("/api/v1/alerts").json().path("alerts").get(0);
      assertThat(alert.path("kind").asText()).isEqualTo("model_drift");
      assertThat(alert.path("call").asText()).isEqualTo(first);
      assertThat(alert.has("amount_usd")).isFalse();
    }
  }

  @Test
  void aRestartForgetsNothing() {
    String secret;
    try (Gateway gateway = gateway()) {
      secret = gateway.ready("drift");
      served(gateway, secret);
      serves = "gpt-4o-2";
      served(gateway, secret);
      gateway.settle();
    }
    try (Gateway gateway = gateway()) {
      serves = "gpt-4o-1";
      served(gateway, secret);
      serves = "gpt-4o-3";
      served(gateway, secret);
      gateway.settle();

      assertThat(drifts(gateway))
          .extracting(drift -> drift.path("model_now").asText())
          .containsExactly("gpt-4o-3", "gpt-4o-2");
    }
  }

  @Test
  void aFingerprintIsAColumnAndACountButNoEvent() {
    try (Gateway gateway = gateway()) {
      String secret = gateway.ready("drift");
      served(gateway, secret);
      fingerprint = "fp_b";
      String second = served(gateway, secret);
      served(gateway, secret);
      gateway.settle();

      assertThat(drifts(gateway)).isEmpty();
      JsonNode call = gateway.get("/api/v1/calls/" + second).json();
      assertThat(call.path("booked").get(0).path("fingerprint").asText()).isEqualTo("fp_b");
      assertThat(gateway.control("", "GET", "/metrics", "").text())
          .contains("weir_fingerprint_changes_total{provider=\"tiny\",model=\"gpt-4o\"} 1");
    }
  }
}
