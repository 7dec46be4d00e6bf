package dev.weir.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The control plane's API, as an operator with a personal key.
final class ControlPlane implements AutoCloseable {
  private static final int PAGE = 1_000;

  private final URI uri;
  private final Map<String, String> headers;
  private final SecretSearch search;
  private final Web web = new Web();

  ControlPlane(URI uri, String operatorKey) {
    this(uri, operatorKey, new SecretSearch());
  }

  /// @param search gets every answer to read, and the keys that are made
  ControlPlane(URI uri, String operatorKey, SecretSearch search) {
    this.uri = uri;
    this.search = search;
    this.headers =
        Map.of("authorization", "Bearer " + operatorKey, "content-type", "application/json");
  }

  /// Any request below `/api/v1/`.
  Web.Answer send(String method, String path, String body) {
    Web.Answer answer = web.send(method, uri.resolve("/api/v1/" + path), headers, body);
    search.look(
        "the answer to %s %s".formatted(method, path), answer + " " + answer.headers().map());
    search.plantKeysIn(answer.text());
    return answer;
  }

  /// The calls that were torn and are not corrected yet.
  Set<String> torn() {
    Set<String> ids = new HashSet<>();
    done("GET", "torn?limit=1000", "")
        .json()
        .path("torn")
        .forEach(torn -> ids.add(torn.path("id").asText()));
    return ids;
  }

  private Web.Answer done(String method, String path, String body) {
    Web.Answer answer = send(method, path, body);
    if (answer.status() / 100 != 2) {
      throw new AssertionError(method + " " + path + " answered " + answer);
    }
    return answer;
  }

  /// Makes a key and returns its secret, `wk_…`.
  String key(String body) {
    JsonNode made = done("POST", "keys", body).json();
    String secret = made.path("secret").asText();
    if (!secret.startsWith("wk_")) {
      throw new AssertionError("no secret in " + made);
    }
    return secret;
  }

  /// A key that carries the required tags and lets callers set the use case and the team.
  String key() {
    return key(
        """
        {"name": "acceptance",
         "fixed_tags": {"department": "sales", "role": "service", "environment": "test"},
         "settable_tags": ["use_case", "team", "session"]}
        """);
  }

  void budget(String id, String body) {
    done("PUT", "budgets/" + id, body);
  }

  void limit(String id, String body) {
    done("PUT", "limits/" + id, body);
  }

  void prices(PriceSheet sheet) {
    done("POST", "prices/import", sheet.catalogue());
  }

  void settings(String body) {
    done("PUT", "settings", body);
  }

  /// The report over everything, grouped by the dimensions.
  JsonNode report(String by) {
    return done("GET", "report?by=" + encoded(by) + "&format=json", "").json();
  }

  /// Every call that has ended or was refused, by id.
  Map<String, CallRow> calls() {
    Map<String, CallRow> calls = new HashMap<>();
    String before = "";
    while (true) {
      JsonNode page = done("GET", "calls?limit=" + PAGE + before, "").json();
      for (JsonNode line : page.path("calls")) {
        CallRow call = CallRow.of(line);
        if (calls.put(call.id(), call) != null) {
          throw new AssertionError("two pages list " + call.id());
        }
      }
      if (!page.hasNonNull("next")) {
        return calls;
      }
      before = "&before=" + page.path("next").asText();
    }
  }

  JsonNode call(String id) {
    return done("GET", "calls/" + encoded(id), "").json();
  }

  /// The call of an answer, once it has as many rows.
  JsonNode booked(Web.Answer answer, int rows) {
    String call = answer.header("x-weir-call-id");
    return Await.value(
            Stage.LEDGER_FOLLOWS_WITHIN,
            "call %s has %d rows in the ledger".formatted(call, rows),
            () -> send("GET", "calls/" + encoded(call), ""),
            found -> found.status() == 200 && found.json().path("booked").size() >= rows)
        .json();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    web.close();
  }
}
