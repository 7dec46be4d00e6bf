package dev.weir.view.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The control plane's API, with an operator's key. Blocks; one request at a time.
public final class ControlPlane implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final JsonMapper JSON = new JsonMapper();

  private final URI server;
  private final String operatorKey;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  /// The server did not do what was asked; the message says what and why.
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  public ControlPlane(URI server, String operatorKey) {
    this.server = server;
    this.operatorKey = operatorKey;
  }

  /// @param path below `/api/v1/`, with its query
  public JsonNode get(String path) {
    return send("GET", path, "");
  }

  public JsonNode post(String path, Object body) {
    return send("POST", path, written(body));
  }

  public JsonNode put(String path, Object body) {
    return send("PUT", path, written(body));
  }

  /// An answer that is not JSON.
  public String text(String path) {
    return answer("GET", path, "");
  }

  private JsonNode send(String method, String path, String body) {
    try {
      return JSON.readTree(answer(method, path, body));
    } catch (JsonProcessingException notJson) {
      throw refused(method, path, "answered no JSON: " + notJson.getMessage(), notJson);
    }
  }

  private String answer(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/v1/" + path))
            .timeout(WITHIN)
            .header("authorization", "Bearer " + operatorKey)
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new Refused(
            "%s %s answered %d: %s"
                .formatted(method, request.uri(), answer.statusCode(), answer.body().strip()));
      }
      return answer.body();
    } catch (IOException unreachable) {
      throw refused(method, path, "got no answer: " + unreachable, unreachable);
    } catch (InterruptedException leaving) {
      Thread.currentThread().interrupt();
      throw refused(method, path, "was interrupted", leaving);
    }
  }

  private Refused refused(String method, String path, String what, Exception cause) {
    Refused refused = new Refused("%s %s/api/v1/%s %s".formatted(method, server, path, what));
    refused.initCause(cause);
    return refused;
  }

  private static String written(Object body) {
    if (body instanceof String text) {
      return text;
    }
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalArgumentException("not a body: " + body, impossible);
    }
  }

  /// A part of a path or query, escaped.
  public static String escaped(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.close();
  }
}
