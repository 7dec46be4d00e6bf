package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.weir.acceptance.Application.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What of a header passes a running gateway, in both directions and dialects.
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HeaderListsTest {
  private static final String PLANTED = "cnryFieldsxB2k6Vn4cnryFieldsxB2k6Vn4";
  private static final String TAG = "tag-of-the-fields";
  private static final List<String> NEVER_OUT =
      List.of(
          "cookie",
          "x-weir-use-case",
          "x-weir-tags",
          "x-weir-session",
          "x-forwarded-for",
          "x-forwarded-proto",
          "x-real-ip",
          "forwarded",
          "via",
          "baggage",
          "proxy-authorization",
          "x-goog-api-key",
          "api-key",
          "openai-organization",
          "openai-project",
          "x-client-request-id",
          "x-internal-token");
  private static final List<String> OUT =
      List.of("openai-beta", "anthropic-beta", "traceparent", "x-stainless-lang");
  private static final List<String> NEVER_BACK =
      List.of(
          "set-cookie",
          "authorization",
          "x-api-key",
          "openai-organization",
          "openai-project",
          "anthropic-organization-id",
          "server",
          "via",
          "cf-ray",
          "x-internal-host",
          "location",
          "x-weir-budget");
  private static final List<String> BACK =
      List.of(
          "x-request-id",
          "request-id",
          "retry-after",
          "x-ratelimit-remaining-tokens",
          "anthropic-ratelimit-tokens-remaining");

  private static final String OPENAI =
      """
      {"id":"r","object":"chat.completion","model":"gpt-4o","choices":[{"index":0,"message":
       {"role":"assistant","content":"hi"},"finish_reason":"stop"}],
       "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}
      """;
  private static final String ANTHROPIC =
      """
      {"id":"r","type":"message","model":"claude-sonnet-4-5","content":[{"type":"text",
       "text":"hi"}],"stop_reason":"end_turn","usage":{"input_tokens":10,"output_tokens":5}}
      """;

  private final BlockingQueue<Map<String, String>> seen = new LinkedBlockingQueue<>();
  private final Web web = new Web();
  private LocalServer provider;
  private GatewayProcess gateway;
  private String key;

  @BeforeAll
  void start() {
    provider = LocalServer.start(this::answer);
    Path home = GatewayProcess.temporaryDirectory();
    gateway = GatewayProcess.start(home, home.resolve("data"), provider.url()).ready();
    gateway.search().plant("what is in fields that do not pass", PLANTED);
    try (ControlPlane control = gateway.controlPlane()) {
      control.prices(PriceSheet.ofTests());
      key =
          control.key(
              """
              {"name": "headers",
               "fixed_tags": {"department": "sales", "role": "service", "environment": "test"},
               "settable_tags": ["use_case", "team", "session"]}
              """);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> fields = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> fields.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    fields.put("path", exchange.getRequestURI().toString());
    exchange.getRequestBody().readAllBytes();
    seen.add(fields);
    NEVER_BACK.forEach(name -> exchange.getResponseHeaders().set(name, PLANTED));
    BACK.forEach(name -> exchange.getResponseHeaders().set(name, "7"));
    boolean openAi = exchange.getRequestURI().getPath().startsWith("/v1/chat");
    byte[] body = (openAi ? OPENAI : ANTHROPIC).getBytes(UTF_8);
    LocalServer.answer(exchange, 200, "application/json", body);
  }

  @AfterAll
  void stop() {
    web.close();
    gateway.close();
    provider.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI_JSON", "ANTHROPIC_JSON"})
  void onlyTheListedFieldsPassEitherWay(Wire wire) throws Exception {
    Map<String, String> headers = new TreeMap<>();
    NEVER_OUT.forEach(name -> headers.put(name, PLANTED));
    OUT.forEach(name -> headers.put(name, "passes"));
    headers.put("x-weir-use-case", TAG); // Weir keeps tags, and no other field
    headers.put("x-weir-session", TAG);
    headers.remove("x-goog-api-key"); // with two keys the call would be refused
    headers.remove("x-weir-tags"); // it is no list of tags
    headers.put(wire.isOpenAi() ? "authorization" : "x-api-key", keyField(wire));
    headers.put("content-type", "application/json");
    if (!wire.isOpenAi()) {
      headers.put("anthropic-version", "2023-06-01");
    }
    URI uri = gateway.uri().resolve(wire.path() + "?key=" + PLANTED + "&beta=true");

    Web.Answer answer =
        web.send("POST", uri, headers, Application.body(wire, wire.model(), "hello", 50))
            .expect(200);

    Map<String, String> arrived = seen.take();
    assertThat(arrived.toString()).doesNotContain(PLANTED, TAG).doesNotContain(key);
    assertThat(arrived).doesNotContainKeys("x-weir-use-case", "cookie", "x-forwarded-for");
    assertThat(arrived).containsEntry("path", wire.path() + "?beta=true");
    assertThat(arrived).containsEntry("accept-encoding", "identity");
    assertThat(arrived)
        .containsEntry(
            wire.isOpenAi() ? "authorization" : "x-api-key",
            wire.isOpenAi() ? "Bearer " + GatewayProcess.OPENAI_KEY : GatewayProcess.ANTHROPIC_KEY);
    OUT.forEach(name -> assertThat(arrived).containsEntry(name, "passes"));
    assertThat(answer.headers().map().toString())
        .doesNotContain(PLANTED)
        .doesNotContain(GatewayProcess.OPENAI_KEY)
        .doesNotContain(GatewayProcess.ANTHROPIC_KEY);
    BACK.forEach(name -> assertThat(answer.header(name)).as(name).isEqualTo("7"));
    assertThat(answer.header("x-weir-call-id")).isNotEmpty();
  }

  private String keyField(Wire wire) {
    return wire.isOpenAi() ? "Bearer " + key : key;
  }
}
