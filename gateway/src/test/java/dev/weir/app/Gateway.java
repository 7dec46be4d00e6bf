package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.app.config.AlertsPart;
import dev.weir.app.config.BillsPart;
import dev.weir.app.config.ByteSize;
import dev.weir.app.config.CorrectionsPart;
import dev.weir.app.config.EdgePart;
import dev.weir.app.config.HostPort;
import dev.weir.app.config.JournalPart;
import dev.weir.app.config.Listen;
import dev.weir.app.config.ProviderPart;
import dev.weir.app.config.SecretReference;
import dev.weir.app.config.ShutdownPart;
import dev.weir.app.config.StartPart;
import dev.weir.app.config.TelemetryPart;
import dev.weir.app.config.Webhook;
import dev.weir.app.config.WeirConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// An assembled gateway with one tiny provider, asked over real HTTP.
final class Gateway implements AutoCloseable {
  static final String PRICES =
      """
      {"format":"weir-prices/1","name":"test","models":[{"provider":"tiny","id":"gpt-4o",
       "limits":{"input_max":128000,"output_max":16384},
       "prices":[{"meter":"input","usd":"2.50","per":1000000},
                 {"meter":"output","usd":"10","per":1000000}]}],"contracts":[]}
      """;

  /// 10 × 2.50 + 5 × 10 dollars per million.
  static final String CALL_COST = "0.000075";

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final StartPart WARMLESS = new StartPart(Duration.ZERO);
  private static final System.Logger LOG = System.getLogger("weir-test");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AutoCloseable provider;
  final Path data;
  final WeirConfig config;
  final Assembly assembly;
  final String admin;

  private Gateway(
      Path data,
      AutoCloseable provider,
      Map<String, ProviderPart> providers,
      EdgePart edge,
      StartPart start,
      TelemetryPart telemetry,
      BillsPart bills,
      Webhook... webhooks) {
    this(
        data,
        provider,
        providers,
        edge,
        start,
        telemetry,
        bills,
        InstantSource.system(),
        new AlertsPart(Arrays.asList(webhooks), List.of(), List.of()));
  }

  /// With receivers of alerts of any kind.
  Gateway(Path data, AlertsPart alerts) {
    this(data, new TinyProvider(), alerts);
  }

  private Gateway(Path data, TinyProvider tiny, AlertsPart alerts) {
    this(
        data,
        tiny,
        tinyAt(tiny.url()),
        WeirConfig.DEFAULT.edge(),
        WARMLESS,
        TelemetryPart.DEFAULT,
        BillsPart.DEFAULT,
        InstantSource.system(),
        alerts);
  }

  /// By another clock than the machine's, for tests that live through months.
  Gateway(Path data, InstantSource clock) {
    this(data, new TinyProvider(), clock);
  }

  private Gateway(Path data, TinyProvider tiny, InstantSource clock) {
    this(
        data,
        tiny,
        tinyAt(tiny.url()),
        WeirConfig.DEFAULT.edge(),
        WARMLESS,
        TelemetryPart.DEFAULT,
        BillsPart.DEFAULT,
        clock,
        AlertsPart.DEFAULT);
  }

  /// An answer of either plane.
  record Reply(int status, String text, HttpResponse<String> whole) {
    JsonNode json() {
      return tree(text);
    }
  }

  Gateway(Path data, Webhook... webhooks) {
    this(data, WARMLESS, webhooks);
  }

  Gateway(Path data, StartPart start, Webhook... webhooks) {
    this(data, new TinyProvider(), start, webhooks);
  }

  private Gateway(Path data, TinyProvider tiny, StartPart start, Webhook... webhooks) {
    this(
        data,
        tiny,
        tinyAt(tiny.url()),
        WeirConfig.DEFAULT.edge(),
        start,
        TelemetryPart.DEFAULT,
        BillsPart.DEFAULT,
        webhooks);
  }

  /// With other providers, whose key is `env:TINY_KEY`.
  Gateway(Path data, Map<String, ProviderPart> providers) {
    this(
        data,
        () -> {},
        providers,
        WeirConfig.DEFAULT.edge(),
        WARMLESS,
        TelemetryPart.DEFAULT,
        BillsPart.DEFAULT);
  }

  /// With another provider under the tiny one's name.
  Gateway(Path data, URI provider) {
    this(data, provider, WeirConfig.DEFAULT.edge());
  }

  Gateway(Path data, URI provider, EdgePart edge) {
    this(
        data, () -> {}, tinyAt(provider), edge, WARMLESS, TelemetryPart.DEFAULT, BillsPart.DEFAULT);
  }

  Gateway(Path data, URI provider, TelemetryPart telemetry) {
    this(
        data,
        () -> {},
        tinyAt(provider),
        WeirConfig.DEFAULT.edge(),
        WARMLESS,
        telemetry,
        BillsPart.DEFAULT);
  }

  /// With bills and usage from elsewhere, and alerts.
  Gateway(Path data, BillsPart bills, Webhook... webhooks) {
    this(data, new TinyProvider(), bills, webhooks);
  }

  private Gateway(Path data, TinyProvider tiny, BillsPart bills, Webhook... webhooks) {
    this(
        data,
        tiny,
        tinyAt(tiny.url()),
        WeirConfig.DEFAULT.edge(),
        WARMLESS,
        TelemetryPart.DEFAULT,
        bills,
        webhooks);
  }

  private static Map<String, ProviderPart> tinyAt(URI url) {
    return Map.of("tiny", ProviderPart.of("openai", url, new SecretReference("env:TINY_KEY")));
  }

  private Gateway(
      Path data,
      AutoCloseable provider,
      Map<String, ProviderPart> providers,
      EdgePart edge,
      StartPart start,
      TelemetryPart telemetry,
      BillsPart bills,
      InstantSource clock,
      AlertsPart alerts) {
    this.data = data;
    this.provider = provider;
    WeirConfig usual = WeirConfig.DEFAULT;
    HostPort free = new HostPort("127.0.0.1", 0);
    config =
        new WeirConfig(
            new Listen(free, free),
            usual.tls(),
            usual.console(),
            data,
            new JournalPart(JournalPart.Mode.PROCESS, ByteSize.mebi(8), usual.journal().ring()),
            edge,
            usual.upstream(),
            providers,
            usual.routing(),
            CorrectionsPart.DEFAULT,
            bills,
            alerts,
            telemetry,
            start,
            new ShutdownPart(Duration.ZERO, Duration.ofSeconds(20)),
            usual.logs());
    assembly =
        Assembly.start(config, Map.of("TINY_KEY", "sk-test", "HOOK_SECRET", "hush"), LOG, clock);
    try {
      admin = Files.readString(data.resolve("first-operator-key")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Its configuration with another provider under the tiny one's name.
  WeirConfig towards(URI url) {
    return new WeirConfig(
        config.listen(),
        config.tls(),
        config.console(),
        config.data(),
        config.journal(),
        config.edge(),
        config.upstream(),
        tinyAt(url),
        config.routing(),
        config.corrections(),
        config.bills(),
        config.alerts(),
        config.telemetry(),
        config.start(),
        config.shutdown(),
        config.logs());
  }

  static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  /// The key of a new operator.
  String operator(String role) {
    return control(
            "POST", "/api/v1/operators", "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(role, role))
        .json()
        .path("secret")
        .asText();
  }

  Reply control(String method, String path, String body) {
    return control(admin, method, path, body);
  }

  Reply control(String key, String method, String path, String body) {
    List<String> headers = new ArrayList<>();
    if (!key.isEmpty()) {
      headers.addAll(List.of("authorization", "Bearer " + key));
    }
    return send(assembly.controlPort(), method, path, body, headers);
  }

  Reply get(String path) {
    return control("GET", path, "");
  }

  /// A baseline that bears values which are known before and after.
  void measured(String useCase) {
    Reply reply =
        control(
            "PUT",
            "/api/v1/baselines/" + useCase,
            """
            {"unit":"case","source":"measured","n":400,"from":"2026-01-01","until":"2026-02-01",
             "error_rate":{"value":0.18,"low":0.15,"high":0.22},"expires":"2090-01-01"}
            """);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  /// Tells of calls beside the gateway, as the source `pilot`.
  void tell(String... records) {
    Reply reply =
        control(
            "POST",
            "/api/v1/usage",
            "{\"source\":\"pilot\",\"records\":[" + String.join(",", records) + "]}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  /// A chat with a key that fixes every required tag.
  Reply chat(String secret) {
    return chat(secret, "gpt-4o");
  }

  /// @param headers more of them, names and values in turn
  Reply chat(String secret, String model, String... headers) {
    return ask(
        secret,
        "/v1/chat/completions",
        "{\"model\":\"%s\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
            .formatted(model),
        headers);
  }

  /// Any request of an application.
  ///
  /// @param more header fields, names and values in turn
  Reply ask(String secret, String path, String body, String... more) {
    List<String> headers = new ArrayList<>();
    headers.addAll(List.of("authorization", "Bearer " + secret));
    headers.addAll(List.of("content-type", "application/json"));
    headers.addAll(List.of(more));
    return send(assembly.dataPort(), "POST", path, body, headers);
  }

  /// Asks the data plane for something of Weir's own.
  Reply own(String secret, String path, String... headers) {
    List<String> all = new ArrayList<>(List.of("authorization", "Bearer " + secret));
    all.addAll(List.of(headers));
    return send(assembly.dataPort(), "GET", path, "", all);
  }

  /// Bytes for the control plane, answered in bytes.
  ///
  /// @param headers all of them, names and values in turn
  HttpResponse<byte[]> post(String path, byte[] body, String... headers) {
    return exchange(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + assembly.controlPort() + path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .headers(headers),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private Reply send(int port, String method, String path, String body, List<String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    HttpResponse<String> answer = exchange(request, HttpResponse.BodyHandlers.ofString());
    return new Reply(answer.statusCode(), answer.body(), answer);
  }

  private <T> HttpResponse<T> exchange(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request.timeout(Duration.ofSeconds(30)).build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Imports the price of the tiny provider's model and makes a key; its secret.
  String ready(String useCase) {
    Reply prices = control("POST", "/api/v1/prices/import?why=test", PRICES);
    if (prices.status() != 200) {
      throw new AssertionError(prices.text());
    }
    return key(useCase);
  }

  String key(String useCase) {
    return key(useCase, "engineer");
  }

  /// @param models all it may ask for; none = any
  String key(String useCase, String role, String... models) {
    String names = Arrays.stream(models).map("\"%s\""::formatted).collect(Collectors.joining(","));
    Reply key =
        control(
            "POST",
            "/api/v1/keys",
            """
            {"name":"%s-app","fixed_tags":{"use_case":"%s","department":"ops","role":"%s",
             "environment":"test"},"models":[%s]}
            """
                .formatted(useCase, useCase, role, names));
    if (key.status() != 201) {
      throw new AssertionError(key.text());
    }
    return key.json().path("secret").asText();
  }

  /// Until the ledger database has everything. It lets entries come together for a second, unless
  /// somebody waits for them as a list of calls does.
  void settle() {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) {
      assertThat(get("/api/v1/calls?limit=1").status()).isEqualTo(200);
      JsonNode status = get("/api/v1/status").json();
      if (status.path("open_calls").asInt() == 0
          && status.path("ledger").path("bytes_behind").asLong() == 0) {
        return;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the ledger database did not catch up");
  }

  @Override
  public void close() {
    assembly.close();
    try {
      provider.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot close the provider", e);
    }
    client.close();
  }
}
