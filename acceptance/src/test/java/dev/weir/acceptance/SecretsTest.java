package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.acceptance.Application.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Secrets are planted wherever one can be, good and bad traffic runs, and then everything that
/// Weir wrote or said is searched for them.
@Tag("slow")
@Timeout(500)
final class SecretsTest {
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(30);
  private static final String RANGE = "from=2020-01-01&to=2099-01-01";
  private static final String TAGS =
      "\"fixed_tags\": {\"department\": \"sales\", \"role\": \"service\", \"environment\": \"test\"}";

  /// What an operator can read, as it comes.
  private static final List<String> PAGES =
      List.of(
          "alerts",
          "budgets",
          "calls?" + RANGE,
          "contracts",
          "keys",
          "limits",
          "operators",
          "prices",
          "report?by=use_case,model,user,session&format=json&" + RANGE,
          "settings",
          "status",
          "tags",
          "torn");

  private static final List<List<String>> VERBS =
      List.of(
          List.of("config", "show"),
          List.of("config", "check"),
          List.of("doctor"),
          List.of("doctor", "--format", "json"),
          List.of("keys", "list", "--format", "json"),
          List.of("calls", "list", "--from", "2020-01-01", "--to", "2099-01-01"));

  private final Canaries canaries = new Canaries();
  private final Web web = new Web();
  private final TreeSet<String> found = new TreeSet<>();
  private final TreeSet<String> refusals = new TreeSet<>();
  private final Path home = GatewayProcess.temporaryDirectory();
  private final Path elsewhere = GatewayProcess.temporaryDirectory();
  private final String prompt = canaries.plant("prompt");
  private final TalkativeProvider provider =
      TalkativeProvider.start(canaries.plant("answer"), canaries.plant("token of Google"));
  private final TalkativeProvider receiver = TalkativeProvider.start("taken");
  private GatewayProcess gateway;
  private ControlPlane control;
  private String key;

  @BeforeEach
  void plant() throws IOException {
    Path file = elsewhere.resolve("anthropic-key");
    Files.writeString(file, canaries.plant("provider key in a file") + "\n");
    String settings =
        """
        edge: {body_max: 64 KiB}
        upstream: {head: 2s, silence: 2s}
        providers:
          openai: {family: openai, url: '%1$s', key: 'env:OPENAI_API_KEY', models: [gpt-4o, gpt-99]}
          nowhere: {family: openai, url: 'http://127.0.0.1:%2$d', key: 'env:OPENAI_API_KEY',
                    prices: openai, models: [gpt-4o-mini]}
          anthropic: {family: anthropic, url: '%1$s', key: 'file:%3$s'}
          bedrock: {family: bedrock, url: '%1$s', key: 'env:AWS_KEYS', auth: sigv4,
                    place: {region: eu-central-1}}
          vertex: {family: vertex, url: '%1$s', key: 'env:GOOGLE_KEY', prices: google,
                   place: {project: p, location: l}}
        alerts: {webhooks: [{url: '%4$s/%5$s', secret: 'env:WEBHOOK_SECRET', allow_private: true}]}
        """
            .formatted(
                provider.url(),
                Checkout.freePort(),
                file,
                receiver.url(),
                canaries.plant("path of a webhook"));
    gateway =
        GatewayProcess.startWith(
            home,
            settings,
            Map.of(
                "OPENAI_API_KEY",
                canaries.plant("provider key in a variable"),
                "AWS_KEYS",
                "AKIDEXAMPLE:%s:%s"
                    .formatted(
                        canaries.plant("secret key of AWS"),
                        canaries.plant("session token of AWS")),
                "GOOGLE_KEY",
                googleKey(),
                "WEBHOOK_SECRET",
                canaries.plant("webhook secret")));
    control = gateway.controlPlane();
    control.prices(PriceSheet.ofTests());
    canaries.add("operator key", Files.readString(operatorKey()).strip());
    key =
        key("virtual key", "{\"name\": \"app\", \"settable_tags\": [\"use_case\"], " + TAGS + "}");
  }

  private String googleKey() {
    return "{\"type\":\"authorized_user\",\"client_id\":\"c\",\"client_secret\":\"%s\",\"refresh_token\":\"%s\",\"token_uri\":\"%s/token\"}"
        .formatted(
            canaries.plant("client secret of Google"),
            canaries.plant("refresh token of Google"),
            provider.url());
  }

  private Path operatorKey() {
    return gateway.data().resolve("first-operator-key");
  }

  private String key(String what, String body) {
    String made = control.key(body);
    canaries.add(what, made);
    return made;
  }

  @AfterEach
  void close() {
    web.close();
    control.close();
    gateway.close();
    provider.close();
    receiver.close();
    GatewayProcess.deleteTree(elsewhere);
  }

  @Test
  void theSearchFindsASecretInEachOfItsForms() {
    String text = canaries.plant("shown");

    assertThat(canaries.in("here", "x" + text + "x")).containsExactly("shown in here");
    for (String before : List.of("", "a", "ab")) {
      String basic =
          Base64.getEncoder()
              .encodeToString((before + text + "!").getBytes(StandardCharsets.UTF_8));
      assertThat(canaries.in("here", basic)).as(before).containsExactly("shown in here");
    }
  }

  @Test
  void noSecretIsInLogsFilesMetricsErrorsOrAnyPage() {
    goodTraffic();
    badKeys();
    badRequests();
    policyRefusals();
    providerFailures();
    repeatedCredentials();
    badControlPlaneRequests();
    brokenConfigurations();

    assertThat(refusals)
        .contains(
            "body_invalid",
            "budget_spent",
            "key_expired",
            "key_revoked",
            "key_unknown",
            "limit_reached",
            "model_not_allowed",
            "price_unknown",
            "route_unknown",
            "tags_invalid",
            "tags_missing",
            "upstream_failed",
            "upstream_timeout",
            "upstream_unreachable");
    Await.until(TOLD_WITHIN, "the webhook is told", () -> !receiver.received().isEmpty());
    Await.until(TOLD_WITHIN, "the report shows 'spent'", () -> pages().contains("spent"));
    searchWhatIsSaid();
    receiver.received().forEach(alert -> search("an alert", alert.substring(alert.indexOf(' '))));
    assertThat(gateway.terminate()).isIn(0, 143);
    search("the log", gateway.process().output());
    found.addAll(canaries.below(gateway.data()));
    searchVerbs("without a gateway: ");

    assertThat(found).isEmpty();
    assertNothingOfTheCallerReachedTheProvider();
    assertTheSearchSeesTheFiles();
  }

  /// A tag value is no secret, and is written down: what finds nothing must find this.
  private void assertTheSearchSeesTheFiles() {
    Canaries tag = new Canaries();
    tag.add("tag", "spent-by-refusals");

    List<String> seen = tag.below(gateway.data());

    assertThat(seen).anyMatch(place -> place.contains("journal-"));
    assertThat(seen).anyMatch(place -> place.contains("ledger.duckdb"));
    assertThat(seen).anyMatch(place -> place.contains("facts.duckdb"));
  }

  private void assertNothingOfTheCallerReachedTheProvider() {
    Canaries callers = new Canaries();
    callers.add("virtual key", key);
    for (String what :
        List.of("cookie", "proxy password", "key in the query", "key of a provider")) {
      callers.add(what, canaries.text(what));
    }
    assertThat(provider.received()).isNotEmpty();
    assertThat(provider.received())
        .allSatisfy(request -> assertThat(callers.in("what a provider got", request)).isEmpty());
  }

  private void goodTraffic() {
    for (Wire wire : Wire.values()) {
      web.post(uri(wire.path()), headers(wire, "good"), body(wire, prompt)).expect(200);
    }
    ObjectNode named = (ObjectNode) Web.json(body(Wire.OPENAI_JSON, prompt));
    named.put("safety_identifier", "somebody").putObject("metadata").put("note", prompt);
    Map<String, String> headers = headers(Wire.OPENAI_JSON, "good");
    headers.put("cookie", "session=" + canaries.plant("cookie"));
    headers.put("proxy-authorization", "Basic " + canaries.plant("proxy password"));
    headers.put("x-goog-api-key", canaries.plant("key of a provider"));
    headers.put("x-api-key", canaries.plant("key of another provider"));
    headers.put("baggage", "password=" + canaries.plant("baggage of others"));
    String query = "?beta=true&key=" + canaries.plant("key in the query");
    web.post(uri(Wire.OPENAI_JSON.path() + query), headers, named.toString()).expect(200);
    web.get(uri("/weir/me"), headers).expect(200);
  }

  private void badKeys() {
    String revoked = key("revoked key", "{\"name\": \"gone\", " + TAGS + "}");
    control.send("POST", "keys/" + id("gone") + "/revoke?why=test", "").expect(200);
    String expired =
        key(
            "expired key",
            "{\"name\": \"old\", \"expires\": \"2030-01-01T00:00:00Z\", " + TAGS + "}");
    control
        .send(
            "POST", "keys/" + id("old") + "/expire?why=test", "{\"at\": \"" + Instant.now() + "\"}")
        .expect(200);
    String unknown = "wk_" + canaries.plant("unknown key") + "xxxxxxxx";
    for (String presented : List.of(revoked, expired, unknown, canaries.plant("no key"))) {
      for (Wire wire : List.of(Wire.OPENAI_JSON, Wire.ANTHROPIC_JSON)) {
        refused(
            wire.path(),
            Map.of("authorization", "Bearer " + presented, "content-type", "application/json"),
            body(wire, prompt));
        refused(wire.path(), Map.of("x-api-key", presented), body(wire, prompt));
      }
    }
    refused(
        Wire.OPENAI_JSON.path(),
        Map.of("authorization", "Basic " + canaries.plant("password")),
        body(Wire.OPENAI_JSON, prompt));
    refused("/v1/nothing?key=" + canaries.plant("key in a query"), Map.of(), prompt);
  }

  private String id(String name) {
    for (JsonNode each : control.send("GET", "keys", "").expect(200).json().path("keys")) {
      if (each.path("name").asText().equals(name)) {
        return each.path("id").asText();
      }
    }
    throw new AssertionError("no key " + name);
  }

  /// A prompt where something else belongs.
  private void badRequests() {
    String text = canaries.plant("malformed body");
    for (String body :
        List.of(
            text,
            "\"" + text + "\"",
            "{\"model\": \"gpt-4o\", \"messages\": " + text,
            "{\"model\": \"gpt-4o\", \"messages\": \"" + text,
            "{\"model\": \"gpt-4o\", \"messages\": \"" + text + "\"}",
            "{\"model\": [\"" + text + "\"], \"messages\": []}",
            "{\"model\": \"gpt-4o\", \"stream\": \"" + text + "\", \"messages\": []}",
            "{\"model\": \"gpt-4o\", \"max_tokens\": \"" + text + "\", \"messages\": []}",
            "{\"model\": \"gpt-4o\", \"" + text + "\": 1, \"" + text + "\": 2, \"messages\": []}",
            "{\"model\": \"gpt-4o\", \"messages\": [{\"role\": \"" + text + "\"}]} " + text)) {
      for (Wire wire : List.of(Wire.OPENAI_JSON, Wire.ANTHROPIC_JSON)) {
        Web.Answer answer = web.post(uri(wire.path()), headers(wire, "bad"), body);
        if (answer.status() != 200) {
          note(wire.path(), answer);
        }
      }
    }
    refused(Wire.OPENAI_JSON.path(), headers(Wire.OPENAI_JSON, "bad"), prompt.repeat(3_000));
    Map<String, String> tags = headers(Wire.OPENAI_JSON, "bad");
    tags.put("x-weir-project", "apollo");
    refused(Wire.OPENAI_JSON.path(), tags, body(Wire.OPENAI_JSON, prompt));
    Map<String, String> none = headers(Wire.OPENAI_JSON, "bad");
    none.remove("x-weir-use-case");
    refused(Wire.OPENAI_JSON.path(), none, body(Wire.OPENAI_JSON, prompt));
  }

  private void policyRefusals() {
    control.budget(
        "spent",
        """
        {"where": [{"tag": "use_case", "in": ["spent-by-refusals"]}], "window": "total",
         "limit_usd": "0.00002", "stop_at": 100}
        """);
    control.limit(
        "one",
        """
        {"where": [{"tag": "use_case", "in": ["limited"]}], "measure": "requests",
         "window": "rolling 24h", "max": 1}
        """);
    String narrow =
        key(
            "key for other models",
            "{\"name\": \"narrow\", \"models\": [\"other-*\"], \"settable_tags\": [\"use_case\"], "
                + TAGS
                + "}");
    Wire wire = Wire.OPENAI_JSON;
    for (int i = 0; i < 2; i++) {
      web.post(uri(wire.path()), headers(wire, "limited"), body(wire, prompt));
    }
    web.post(uri(wire.path()), headers(wire, "spent-by-refusals"), body(wire, prompt, "gpt-4o", 50))
        .expect(200);
    web.post(
        uri(wire.path()), headers(wire, "spent-by-refusals"), body(wire, prompt, "gpt-4o", 50));
    refused(wire.path(), headers(wire, "limited"), body(wire, prompt));
    refused(wire.path(), headers(wire, "spent-by-refusals"), body(wire, prompt, "gpt-4o", 16_000));
    refused(wire.path(), headers(wire, "unpriced"), body(wire, prompt, "gpt-99", 5));
    Map<String, String> other = headers(wire, "narrow");
    other.put("authorization", "Bearer " + narrow);
    refused(wire.path(), other, body(wire, prompt));
  }

  private void providerFailures() {
    for (Wire wire : Wire.values()) {
      for (int status : List.of(302, 400, 401, 403, 404, 429, 500, 529)) {
        refused(
            wire.path(),
            headers(wire, "failing"),
            body(wire, "%s [[status %d]]".formatted(prompt, status)));
      }
    }
    Wire wire = Wire.OPENAI_JSON;
    refused(wire.path(), headers(wire, "failing"), body(wire, prompt + " [[cut]]"));
    refused(wire.path(), headers(wire, "failing"), body(wire, prompt + " [[hang]]"));
    refused(wire.path(), headers(wire, "failing"), body(wire, prompt, "gpt-4o-mini", 5));
  }

  private void badControlPlaneRequests() {
    String text = canaries.plant("malformed request of an operator");
    for (String body : List.of(text, "{\"name\": " + text, "{\"name\": \"" + text)) {
      note("keys", control.send("POST", "keys", body));
      note("prices/import", control.send("POST", "prices/import", body));
    }
    Map<String, String> stranger =
        Map.of("authorization", "Bearer wa_" + canaries.plant("unknown operator key"));
    note("status", web.get(gateway.controlPlaneUri().resolve("/api/v1/status"), stranger));
  }

  /// A secret in the file itself, where a reference belongs.
  private void brokenConfigurations() {
    String text = canaries.plant("secret in the configuration");
    for (String yaml :
        List.of(
            "key: '%s'".formatted(text),
            "key: '%s".formatted(text),
            "key: {%s: [".formatted(text),
            "key: 'env:X', password: %s".formatted(text),
            "key: 'env:X', url: 'http://user:%s@host'".formatted(text))) {
      Path file = elsewhere.resolve("broken.yaml");
      try {
        Files.writeString(file, "providers:\n  openai: {family: openai, " + yaml + "}\n");
      } catch (IOException e) {
        throw new AssertionError("cannot write " + file, e);
      }
      search(yaml.replace(text, "…"), gateway.weir("config", "check", "--config", file.toString()));
    }
  }

  private void search(String where, Said said) {
    assertThat(said.code()).as(where).isNotZero();
    search(where, said.out() + said.err());
  }

  private String pages() {
    StringBuilder all = new StringBuilder();
    for (String page : PAGES) {
      Web.Answer answer = control.send("GET", page, "").expect(200);
      search("GET " + page, answer + " " + answer.headers().map());
      all.append(answer.text());
    }
    return all.toString();
  }

  private void searchWhatIsSaid() {
    for (String path : List.of("/metrics", "/healthz", "/readyz", "/api/openapi.json")) {
      search(path, web.get(gateway.controlPlaneUri().resolve(path), Map.of()).expect(200).text());
    }
    for (String kind : List.of("key", "budget", "limit")) {
      for (String id : List.of(id("app"), "spent", "one")) {
        search("history", control.send("GET", "history/" + kind + "/" + id, "").text());
      }
    }
    for (String call : control.calls().keySet()) {
      search("call " + call, control.call(call).toString());
    }
    searchVerbs("");
  }

  private void searchVerbs(String when) {
    for (List<String> verb : VERBS) {
      Said said = gateway.weir(verb.toArray(String[]::new));
      assertThat(said.code()).as("%s", said).isIn(0, 1);
      search(when + verb, said.out() + said.err());
    }
  }

  private void search(String where, String text) {
    found.addAll(canaries.in(where, text));
  }

  private void refused(String path, Map<String, String> headers, String body) {
    Web.Answer answer = web.post(uri(path), headers, body);
    assertThat(answer.status()).as("%s: %s", path, answer).isGreaterThanOrEqualTo(300);
    note(path, answer);
  }

  private void note(String path, Web.Answer answer) {
    assertThat(answer.status()).as("%s: %s", path, answer).isGreaterThanOrEqualTo(300);
    search(
        "the error %d of %s".formatted(answer.status(), path),
        answer + " " + answer.headers().map());
    if (answer.text().startsWith("{")) {
      refusals.add(answer.json().path("error").path("code").asText());
    }
  }

  /// The provider repeats what it was sent: signatures, a session's token, a token of Google's.
  private void repeatedCredentials() {
    for (Inbound wire : List.of(Inbound.CONVERSE, Inbound.GENERATE)) {
      for (int status : List.of(400, 403, 500)) {
        Map<String, String> headers = new LinkedHashMap<>(wire.headers(key));
        headers.put("content-type", "application/json");
        headers.put("x-weir-use-case", "repeated");
        String path = wire.path(wire.model(), false);
        Web.Answer answer =
            web.post(
                uri(path),
                headers,
                wire.body(wire.model(), prompt + " [[status %d]]".formatted(status), false));
        assertThat(answer.text()).as("%s %d", wire, status).contains("Incorrect API key");
        note(path, answer);
      }
    }
    assertThat(provider.received())
        .anyMatch(request -> request.contains(canaries.text("session token of AWS")))
        .anyMatch(request -> request.contains("Bearer " + canaries.text("token of Google")));
  }

  private URI uri(String path) {
    return gateway.uri().resolve(path);
  }

  private Map<String, String> headers(Wire wire, String useCase) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    headers.put("x-weir-use-case", useCase);
    if (wire.isOpenAi()) {
      headers.put("authorization", "Bearer " + key);
    } else {
      headers.put("x-api-key", key);
      headers.put("anthropic-version", "2023-06-01");
    }
    return headers;
  }

  private static String body(Wire wire, String content) {
    return body(wire, content, wire.model(), 50);
  }

  private static String body(Wire wire, String content, String model, int maxTokens) {
    return Application.body(wire, model, content, maxTokens);
  }
}
