package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.weir.acceptance.Application.Wire;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A vendor that lets three calls of a key be under way, and two keys of it that are one pool: many
/// calls at once all pass, and none is refused there.
@Timeout(180)
final class PacedProvidersTest {
  private static final int AT_ONCE = 3;
  private static final int CALLS = 60;
  private static final long ANSWER_MILLIS = 50;
  private static final String WHOLE =
      """
      {"id":"r","object":"chat.completion","model":"gpt-4o","choices":[{"index":0,"message":
       {"role":"assistant","content":"hi"},"finish_reason":"stop"}],
       "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}
      """;

  /// What the vendor has seen of one key.
  private static final class Account {
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
  }

  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String key = exchange.getRequestHeaders().getFirst("authorization");
    Account account = accounts.computeIfAbsent(key, _ -> new Account());
    account.calls.incrementAndGet();
    int now = account.underWay.incrementAndGet();
    account.most.accumulateAndGet(now, Math::max);
    var _ =
        later.schedule(
            () -> {
              account.underWay.decrementAndGet();
              end(exchange, now <= AT_ONCE ? 200 : 429);
            },
            ANSWER_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private static void end(HttpExchange exchange, int status) {
    byte[] body = (status == 200 ? WHOLE : "{\"error\":{\"type\":\"limit\"}}").getBytes(UTF_8);
    try {
      LocalServer.answer(exchange, status, "application/json", body);
    } catch (IOException gone) {
      throw new AssertionError("the gateway left", gone);
    }
  }

  @Test
  void callsWaitForTheirTurnInsteadOfBeingRefusedAndBothKeysAreUsed() throws Exception {
    Path home = GatewayProcess.temporaryDirectory();
    Map<String, String> keys =
        Map.of("KEY_A", "sk-pool-a-0123456789abcdef", "KEY_B", "sk-pool-b-0123456789abcdef");
    try (LocalServer vendor = LocalServer.start(this::answer);
        GatewayProcess gateway = GatewayProcess.startWith(home, settings(vendor.url()), keys)) {
      List<Integer> statuses = statuses(gateway);

      assertThat(statuses).hasSize(CALLS).containsOnly(200);
      assertThat(accounts).hasSize(2);
      assertThat(accounts.values())
          .allSatisfy(account -> {
            assertThat(account.most.get()).isBetween(1, AT_ONCE);
            assertThat(account.calls.get()).as("of %d", CALLS).isGreaterThan(CALLS / 4);
          });
      checkBooks(gateway);
    } finally {
      later.shutdown();
    }
  }

  private static String settings(String url) {
    String pacing = "{learn: true, wait_max: 60s, limits: [{concurrency: " + AT_ONCE + "}]}";
    return """
    providers:
      pool-a: {family: openai, url: '%1$s', key: 'env:KEY_A', prices: openai, pacing: %2$s}
      pool-b: {family: openai, url: '%1$s', key: 'env:KEY_B', prices: openai, pacing: %2$s}
    routing: {routes: {support: {pool: [{target: pool-a/gpt-4o}, {target: pool-b/gpt-4o}]}}}
    """
        .formatted(url, pacing);
  }

  private static List<Integer> statuses(GatewayProcess gateway) throws Exception {
    String key;
    try (ControlPlane control = gateway.controlPlane()) {
      control.prices(PriceSheet.ofTests());
      key = control.key();
    }
    List<Integer> statuses = new ArrayList<>();
    try (Application application = new Application(gateway.uri(), key);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      String body = Application.body(Wire.OPENAI_JSON, "support", "hello", 50);
      List<Future<Web.Answer>> asked = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        asked.add(callers.submit(() -> application.ask(Wire.OPENAI_JSON, "pool", body)));
      }
      for (Future<Web.Answer> each : asked) {
        statuses.add(each.get().status());
      }
    }
    return statuses;
  }

  /// Some have waited, and the gates are empty again.
  private static void checkBooks(GatewayProcess gateway) {
    try (ControlPlane control = gateway.controlPlane()) {
      JsonNode gates = control.send("GET", "pacing", "").expect(200).json().path("gates");
      assertThat(gates).hasSize(2);
      for (JsonNode gate : gates) {
        assertThat(gate.path("under_way").asInt()).isZero();
        assertThat(gate.path("waiting").asInt()).isZero();
        assertThat(new BigDecimal(gate.path("most_at_once").asText())).isEqualByComparingTo("3");
        assertThat(gate.path("most_by").asText()).isEqualTo("concurrency");
      }
      Await.until(
          Duration.ofSeconds(30),
          "every call in the ledger",
          () -> control.calls().size() == CALLS);
      long waited =
          control.calls().keySet().stream()
              .map(control::call)
              .filter(call ->
                  call.path("booked").path(0).path("speed").path("queue_micros").asLong() > 0)
              .count();
      assertThat(waited).as("calls that waited").isGreaterThan(CALLS / 2);
      assertThat(gateway.weir("pacing").out()).contains("pool-a/*", "pool-b/*", "concurrency");
    }
  }
}
