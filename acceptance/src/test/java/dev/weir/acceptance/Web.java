package dev.weir.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Plain HTTP/1.1, and JSON whose numbers keep their digits.
final class Web implements AutoCloseable {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /// A whole answer.
  record Answer(int status, HttpHeaders headers, String text) {
    JsonNode json() {
      return Web.json(text);
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /// This answer, if it has the status.
    Answer expect(int expected) {
      if (status != expected) {
        throw new AssertionError(
            "expected status %d, was %d: %s".formatted(expected, status, text));
      }
      return this;
    }

    @Override
    public String toString() {
      return status + " " + text;
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  /// Sends and waits for the whole answer; a failure of the connection is an
  /// [UncheckedIOException].
  Answer send(String method, URI uri, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(DEADLINE)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(
          response.statusCode(),
          response.headers(),
          new String(response.body(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + method + " " + uri, e);
    }
  }

  Answer get(URI uri, Map<String, String> headers) {
    return send("GET", uri, headers, "");
  }

  Answer post(URI uri, Map<String, String> headers, String body) {
    return send("POST", uri, headers, body);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
