package dev.weir.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A simulator on a free port, and a client for it.
final class Running implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  final HttpClient client = HttpClient.newHttpClient();
  private final Simulator simulator;

  private Running(Simulator simulator) {
    this.simulator = simulator;
  }

  static Running with(String... options) throws IOException {
    var all = new ArrayList<>(List.of("--port", "0"));
    all.addAll(List.of(options));
    return new Running(
        Simulator.start(
            Options.parse(all.toArray(String[]::new)), InstantSource.system(), System::nanoTime));
  }

  Simulator simulator() {
    return simulator;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.port() + path))
        .timeout(DEADLINE);
  }

  HttpRequest post(String path, String body) {
    return request(path)
        .header("content-type", "application/json")
        .header("authorization", "Bearer sk-test")
        .header("x-api-key", "sk-test")
        .header("anthropic-version", "2023-06-01")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  HttpResponse<String> chat(String directive, String... fields) throws Exception {
    return send(post("/v1/chat/completions", chatBody(directive, fields)));
  }

  /// Asks until the port is open again; the test's own deadline ends a wait in vain.
  HttpResponse<String> chatWhenItIsBack() throws Exception {
    while (true) {
      try {
        return chat("in=1 out=1");
      } catch (IOException closed) {
        Thread.onSpinWait();
      }
    }
  }

  HttpResponse<String> message(String directive, String... fields) throws Exception {
    return send(post("/v1/messages", messageBody(directive, fields)));
  }

  static String chatBody(String directive, String... fields) {
    return body("gpt-4o", directive, fields);
  }

  static String messageBody(String directive, String... fields) {
    return body("claude-haiku-4-5", directive, fields)
        .replaceFirst("^\\{(?!.*\"max_tokens\")", "{\"max_tokens\":1000000,");
  }

  private static String body(String model, String directive, String... fields) {
    String more = fields.length == 0 ? "" : String.join(",", fields) + ",";
    String content =
        directive.isEmpty() ? "Say something." : "Say something. [[sim " + directive + "]]";
    return "{\"model\":\""
        + model
        + "\","
        + more
        + "\"messages\":[{\"role\":\"user\",\"content\":\""
        + content
        + "\"}]}";
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  HttpResponse<String> control(String path, String body) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofString(body)).build());
  }

  JsonNode totals() throws IOException, InterruptedException {
    return JSON.readTree(get("/sim/book/totals").body());
  }

  List<JsonNode> rows() throws IOException, InterruptedException {
    var rows = new ArrayList<JsonNode>();
    for (String line : get("/sim/book?limit=20000").body().split("\n", -1)) {
      if (!line.isEmpty()) {
        rows.add(JSON.readTree(line));
      }
    }
    return rows;
  }

  JsonNode lastRow() throws IOException, InterruptedException {
    return rows().getLast();
  }

  /// Asks until the answer is as wanted; the test's own deadline ends a wait in vain.
  JsonNode until(String path, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
    while (true) {
      JsonNode state = JSON.readTree(get(path).body());
      if (wanted.test(state)) {
        return state;
      }
      Thread.onSpinWait();
    }
  }

  static List<String> payloads(String stream) {
    return stream
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring("data: ".length()))
        .toList();
  }

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  @Override
  public void close() throws IOException {
    client.close();
    simulator.close();
  }
}
