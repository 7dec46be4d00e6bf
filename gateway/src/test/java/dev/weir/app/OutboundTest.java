package dev.weir.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.RawProvider.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a provider does to a call, seen from the caller, the ledger and the provider's socket.
@Timeout(60)
class OutboundTest {
  /// The request's bound: its text and 100 tokens of output.
  private static final long OUTPUT_BOUND = 100;

  @TempDir private Path data;

  private record Walked(HttpResponse<byte[]> answer, JsonNode booked) {
    String text() {
      return new String(answer.body(), UTF_8);
    }

    long output() {
      long output = 0;
      for (JsonNode line : booked.path("lines")) {
        output += line.path("meter").asText().equals("output") ? line.path("quantity").asLong() : 0;
      }
      return output;
    }
  }

  /// One chat; `earlier` calls make a kept connection first.
  private Walked walk(RawProvider provider, int earlier, String... headers) throws Exception {
    try (Gateway gateway = new Gateway(data, provider.url());
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      String key = gateway.ready("outbound");
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:%d/v1/chat/completions?key=planted-query&beta=true"
                          .formatted(gateway.assembly.dataPort())))
              .header("authorization", "Bearer " + key)
              .header("content-type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"model\":\"gpt-4o\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"));
      for (int i = 0; i < headers.length; i += 2) {
        request.header(headers[i], headers[i + 1]);
      }
      for (int i = 0; i < earlier; i++) { // over the same connection, so from the same loop
        assertThat(client.send(request.build(), HttpResponse.BodyHandlers.discarding()))
            .returns(200, HttpResponse::statusCode);
      }
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      gateway.settle();
      String call = answer.headers().firstValue("x-weir-call-id").orElseThrow();
      JsonNode booked = gateway.get("/api/v1/calls/" + call).json().path("booked");
      assertThat(booked).hasSize(1);
      return new Walked(answer, booked.get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aKeptConnectionLostBeforeTheFirstByteIsChargedItsBoundAndNotSentAgain(boolean reset)
      throws Exception {
    Script script =
        connection -> {
          connection.request();
          connection.answer("", RawProvider.CHAT.getBytes(UTF_8));
          connection.request();
          if (reset) {
            connection.reset();
          }
        };
    try (RawProvider provider = new RawProvider(script)) {
      Walked walked = walk(provider, 1);

      assertThat(walked.answer.statusCode()).isEqualTo(502);
      assertThat(walked.booked.path("ending").asText()).isEqualTo("cut");
      assertThat(walked.booked.path("provenance").asText()).isEqualTo("estimated");
      assertThat(walked.output()).isEqualTo(OUTPUT_BOUND);
      assertThat(provider.heads).as("requests the provider read").hasSize(2);
    }
  }

  @Test
  void aConnectionThatIsRefusedCostsNothing() throws Exception {
    RawProvider provider = new RawProvider(_ -> {});
    provider.close();

    Walked walked = walk(provider, 0);

    assertThat(walked.answer.statusCode()).isEqualTo(502);
    assertThat(walked.booked.path("ending").asText()).isEqualTo("not_sent");
    assertThat(walked.output()).isZero();
  }

  @Test
  void nothingOfTheCallersReachesTheProviderNorTheReverseButWhatIsListed() throws Exception {
    String planted =
        """
        set-cookie: planted=1\r
        openai-organization: planted\r
        anthropic-organization-id: planted\r
        server: planted\r
        x-internal: planted\r
        x-weir-cost-usd: planted\r
        x-request-id: req-1\r
        x-ratelimit-remaining-requests: 7\r
        """;
    Script script =
        connection -> {
          connection.request();
          connection.answer(planted, RawProvider.CHAT.getBytes(UTF_8));
        };
    try (RawProvider provider = new RawProvider(script)) {
      Walked walked =
          walk(
              provider,
              0,
              "cookie",
              "planted=1",
              "x-forwarded-for",
              "10.9.9.9",
              "openai-organization",
              "planted",
              "accept-encoding",
              "br",
              "openai-beta",
              "v2");

      String sent = provider.heads.take();
      assertThat(sent)
          .startsWith("POST /v1/chat/completions?beta=true HTTP/1.1")
          .contains("authorization: Bearer sk-test", "accept-encoding: identity", "openai-beta: v2")
          .doesNotContain("planted", "10.9.9.9", "wk_", "x-weir");
      assertThat(walked.answer.headers().map().toString()).doesNotContain("planted");
      assertThat(walked.answer.headers().firstValue("x-request-id")).contains("req-1");
      assertThat(walked.answer.headers().firstValue("x-ratelimit-remaining-requests"))
          .contains("7");
      assertThat(walked.answer.headers().firstValue("x-weir-cost-usd")).contains(Gateway.CALL_COST);
    }
  }

  @Test
  void aGzipAnswerIsMeteredAndPassedOnPlain() throws Exception {
    try (RawProvider provider = answering("gzip", gzip(RawProvider.CHAT.getBytes(UTF_8)))) {
      Walked walked = walk(provider, 0);

      assertThat(walked.text()).isEqualTo(RawProvider.CHAT);
      assertThat(walked.answer.headers().firstValue("content-encoding")).isEmpty();
      assertThat(walked.booked.path("provenance").asText()).isEqualTo("reported");
      assertThat(walked.output()).isEqualTo(5);
    }
  }

  @Test
  void anEncodingWeirDoesNotKnowIsPassedOnUntouchedAndChargedItsBound() throws Exception {
    byte[] sealed = {1, 2, 3, 4};
    try (RawProvider provider = answering("br", sealed)) {
      Walked walked = walk(provider, 0);

      assertThat(walked.answer.body()).isEqualTo(sealed);
      assertThat(walked.answer.headers().firstValue("content-encoding")).contains("br");
      assertThat(walked.booked.path("provenance").asText()).isEqualTo("estimated");
      assertThat(walked.booked.path("ending").asText()).isEqualTo("complete");
      assertThat(walked.output()).isEqualTo(OUTPUT_BOUND);
    }
  }

  @Test
  void aStreamWithAnEncodingWeirDoesNotKnowKeepsItsBytesAndIsComplete() throws Exception {
    Script script =
        connection -> {
          connection.request();
          connection.send(
              "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: zstd\r\n"
                  + "content-length: 9\r\n\r\ndata: \n\n!");
        };
    try (RawProvider provider = new RawProvider(script)) {
      Walked walked = walk(provider, 0);

      assertThat(walked.text()).isEqualTo("data: \n\n!");
      assertThat(walked.booked.path("ending").asText()).isEqualTo("complete");
      assertThat(walked.booked.path("provenance").asText()).isEqualTo("estimated");
      assertThat(walked.output()).isEqualTo(OUTPUT_BOUND);
    }
  }

  @Test
  void aBombIsNotPassedOnAndChargedItsBound() throws Exception {
    try (RawProvider provider = answering("gzip", gzip(new byte[100 << 20]))) {
      Walked walked = walk(provider, 0);

      assertThat(walked.answer.statusCode()).isEqualTo(502);
      assertThat(walked.text()).contains("more than 100 times");
      assertThat(walked.booked.path("ending").asText()).isEqualTo("cut");
      assertThat(walked.output()).isEqualTo(OUTPUT_BOUND);
    }
  }

  @ParameterizedTest
  @CsvSource({"301", "307"})
  void aRedirectIsNotFollowedNorShown(int status) throws Exception {
    Script script =
        connection -> {
          connection.request();
          connection.send(
              "HTTP/1.1 %d Moved\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n"
                  .formatted(status));
        };
    try (RawProvider provider = new RawProvider(script)) {
      Walked walked = walk(provider, 0);

      assertThat(walked.answer.statusCode()).isEqualTo(status);
      assertThat(walked.answer.headers().firstValue("location")).isEmpty();
      assertThat(provider.heads).hasSize(1);
    }
  }

  private static RawProvider answering(String encoding, byte[] body) throws IOException {
    return new RawProvider(connection -> {
      connection.request();
      connection.answer("content-encoding: " + encoding + "\r\n", body);
    });
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
      packing.write(plain);
    }
    return packed.toByteArray();
  }
}
