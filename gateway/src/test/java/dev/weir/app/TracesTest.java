package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.weir.app.config.TelemetryPart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a collector is told of a call, and what a provider hears of its trace.
@Timeout(60)
class TracesTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private final BlockingQueue<JsonNode> spans = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/chat",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          asked.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
          byte[] answer = RawProvider.CHAT.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("content-type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.createContext(
        "/otel/v1/traces",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean refuse = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
          if (!refuse) {
            Gateway.tree(body).at("/resourceSpans/0/scopeSpans/0/spans").forEach(spans::add);
          }
          exchange.sendResponseHeaders(refuse ? 503 : 200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Gateway gateway(boolean traces) {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new Gateway(
        folder.resolve("data"),
        url,
        new TelemetryPart(
            traces ? Optional.of(URI.create(url + "/otel")) : Optional.empty(),
            "weir-test",
            1,
            "authorization",
            Optional.empty()));
  }

  private List<JsonNode> told(int count) throws InterruptedException {
    List<JsonNode> told = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      JsonNode span = spans.poll(20, TimeUnit.SECONDS);
      assertThat(span).as("span %d of %d, had %s", i + 1, count, told).isNotNull();
      told.add(span);
    }
    return told;
  }

  private static String attribute(JsonNode span, String name) {
    for (JsonNode attribute : span.path("attributes")) {
      if (attribute.path("key").asText().equals(name)) {
        return attribute.path("value").elements().next().asText();
      }
    }
    return "";
  }

  private static JsonNode kind(List<JsonNode> spans, int kind) {
    return spans.stream()
        .filter(span -> span.path("kind").asInt() == kind)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCallAndItsAttemptAreSpansOfTheCallersTrace() throws Exception {
    try (Gateway gateway = gateway(true)) {
      refusals.set(1);
      String secret = gateway.ready("traced");
      String id =
          gateway
              .chat(secret, "gpt-4o", "traceparent", PARENT)
              .whole()
              .headers()
              .firstValue("x-weir-call-id")
              .orElseThrow();
      List<JsonNode> both = told(2);
      JsonNode call = kind(both, 2);
      JsonNode attempt = kind(both, 3);

      assertThat(both).allMatch(span -> span.path("traceId").asText().equals(TRACE));
      assertThat(call.path("parentSpanId").asText()).isEqualTo("00f067aa0ba902b7");
      assertThat(attempt.path("parentSpanId").asText()).isEqualTo(call.path("spanId").asText());
      assertThat(asked.poll(20, TimeUnit.SECONDS))
          .isEqualTo("00-" + TRACE + "-" + attempt.path("spanId").asText() + "-01");
      assertThat(attempt.path("name").asText()).isEqualTo("chat gpt-4o");
      assertThat(attribute(attempt, "gen_ai.operation.name")).isEqualTo("chat");
      assertThat(attribute(attempt, "gen_ai.provider.name")).isEqualTo("openai");
      assertThat(attribute(attempt, "gen_ai.usage.input_tokens")).isEqualTo("10");
      assertThat(attribute(attempt, "gen_ai.usage.output_tokens")).isEqualTo("5");
      assertThat(attribute(attempt, "gen_ai.request.max_tokens")).isEqualTo("100");
      assertThat(attribute(attempt, "weir.cost.amount")).isEqualTo("7.5E-5");
      assertThat(attribute(attempt, "weir.call.id")).isEqualTo(id);
      assertThat(attribute(call, "weir.call.id")).isEqualTo(id);
      assertThat(attribute(call, "weir.usecase.id")).isEqualTo("traced");
      assertThat(attribute(call, "http.response.status_code")).isEqualTo("200");
      assertThat(both.toString()).doesNotContain("hello").doesNotContain(secret);
      assertThat(gateway.control("", "GET", "/metrics", "").text())
          .contains("weir_trace_spans_total{state=\"sent\"} 2");
    }
  }

  @Test
  void aTraceBeginsWhereTheCallerHasNone() throws Exception {
    try (Gateway gateway = gateway(true)) {
      gateway.chat(gateway.ready("traced"));
      List<JsonNode> both = told(2);

      assertThat(kind(both, 2).has("parentSpanId")).isFalse();
      assertThat(kind(both, 2).path("traceId")).isEqualTo(kind(both, 3).path("traceId"));
    }
  }

  @Test
  void aRefusedCallIsASpanThatFailed() throws Exception {
    try (Gateway gateway = gateway(true)) {
      gateway.chat(gateway.ready("traced"), "gpt-unknown");
      JsonNode call = told(1).getFirst();

      assertThat(call.path("kind").asInt()).isEqualTo(2);
      assertThat(call.path("status").path("code").asInt()).isEqualTo(2);
      assertThat(attribute(call, "error.type")).isNotEmpty();
    }
  }

  @Test
  void aCallerThatKeepsNoTraceIsNotTold() throws Exception {
    String unsampled = "00-" + TRACE + "-00f067aa0ba902b7-00";
    try (Gateway gateway = gateway(true)) {
      String secret = gateway.ready("traced");
      gateway.chat(secret, "gpt-4o", "traceparent", unsampled);
      assertThat(asked.poll(20, TimeUnit.SECONDS)).startsWith("00-" + TRACE).endsWith("-00");
      gateway.chat(secret);

      assertThat(told(2)).noneMatch(span -> span.path("traceId").asText().equals(TRACE));
    }
  }

  @Test
  void withoutACollectorATraceGoesOnAsItCame() throws Exception {
    try (Gateway gateway = gateway(false)) {
      gateway.chat(gateway.ready("untraced"), "gpt-4o", "traceparent", PARENT);

      assertThat(asked.poll(20, TimeUnit.SECONDS)).isEqualTo(PARENT);
    }
    assertThat(spans).isEmpty();
  }
}
