package dev.weir.bench.variant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
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
  private static final int PART = 1 << 16;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI uri;
  private String operatorKey = "";

  Control(int port) {
    this.uri = URI.create("http://127.0.0.1:" + port);
  }

  URI uri() {
    return uri;
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

  /// Counts an answer of any length, which is kept nowhere.
  Weir.Received receive(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve("/api/v1/" + path))
            .header("authorization", "Bearer " + operatorKey)
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() / 100 != 2) {
          throw new IllegalStateException(
              "GET %s was answered %d".formatted(path, response.statusCode()));
        }
        return counted(body);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("GET " + path + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at " + path, e);
    }
  }

  private static Weir.Received counted(InputStream body) throws IOException {
    byte[] part = new byte[PART];
    long lines = 0;
    long bytes = 0;
    for (int read = body.read(part); read >= 0; read = body.read(part)) {
      bytes += read;
      for (int i = 0; i < read; i++) {
        lines += part[i] == '\n' ? 1 : 0;
      }
    }
    return new Weir.Received(lines, bytes);
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
