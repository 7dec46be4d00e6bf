package dev.weir.bench.variant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Weir's control plane, as its first operator.
final class Control implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI uri;
  private String operatorKey = "";

  Control(int port) {
    this.uri = URI.create("http://127.0.0.1:" + port);
  }

  void operator(String key) {
    operatorKey = key;
  }

  boolean isReady() {
    try {
      return send("GET", "/readyz", "").status == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  JsonNode get(String path) {
    return done("GET", path, "");
  }

  /// A change, or an error that says what Weir said.
  JsonNode done(String method, String path, String body) {
    Answered answered = send(method, "/api/v1/" + path, body);
    if (answered.status / 100 != 2) {
      throw new IllegalStateException(
          "%s %s was answered %d: %s".formatted(method, path, answered.status, answered.body));
    }
    try {
      return JSON.readTree(answered.body);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + " was not answered with JSON", e);
    }
  }

  private record Answered(int status, String body) {}

  private Answered send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve(path))
            .timeout(ANSWERED_WITHIN)
            .header("authorization", "Bearer " + operatorKey)
            .header("content-type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      return new Answered(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at " + path, e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
