package dev.weir.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.weir.app.config.AlertsPart;
import dev.weir.app.config.SecretReference;
import dev.weir.app.config.SlackPart;
import dev.weir.app.config.Webhook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Channels that are told in words, tests, and the console's page of what was told.
class AlertPagesTest {
  private static final String SECRET_PATH = "/services/T0/B0/secret";

  @TempDir Path folder;
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private HttpServer channel;
  private Gateway gateway;
  private volatile int answer = 200;

  @BeforeEach
  void start() throws IOException {
    channel = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    channel.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          told.add(exchange.getRequestURI().getPath() + " " + body);
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    channel.start();
    String url = "http://127.0.0.1:" + channel.getAddress().getPort() + SECRET_PATH;
    Path secret = Files.writeString(folder.resolve("slack-url"), url);
    gateway =
        new Gateway(
            folder.resolve("data"),
            new AlertsPart(
                List.of(),
                List.of(
                    new SlackPart(
                        "finops", new SecretReference("file:" + secret), /* allowPrivate= */ true)),
                List.of()));
  }

  @AfterEach
  void stop() {
    gateway.close();
    channel.stop(0);
  }

  private JsonNode told() throws InterruptedException {
    String request = told.poll(20, TimeUnit.SECONDS);
    assertThat(request).isNotNull().startsWith(SECRET_PATH + " ");
    return Gateway.tree(request.substring(SECRET_PATH.length() + 1));
  }

  private void reachABudget() {
    String key = gateway.ready("triage");
    Gateway.Reply budget =
        gateway.control(
            "PUT",
            "/api/v1/budgets/tiny?why=test",
            """
            {"name":"Tiny <b>&","window":"month UTC","limit_usd":"0.0001","alert_at":[0.5],
             "stop_at":100,"where":[{"tag":"use_case","in":["triage"]}]}
            """);
    assertThat(budget.status()).as(budget.text()).isEqualTo(200);
    assertThat(gateway.chat(key).status()).isEqualTo(200);
  }

  @Test
  void tellsAChannelInWordsWhatABudgetReached() throws Exception {
    reachABudget();

    String text = told().required("text").asText();

    assertThat(text.lines().findFirst())
        .contains("*Budget Tiny &lt;b&gt;&amp; reached 50 % of its limit*");
    assertThat(text).contains("settled usd: 0.000075", "limit usd: 0.0001", "budget id: tiny");
  }

  @Test
  void triesAChannelUntilItTakesTheAlertAndShowsWhichOneWaits() throws Exception {
    answer = 500;
    reachABudget();
    told();
    gateway.settle();
    try (Browser admin = Browser.of(gateway, gateway.admin)) {
      assertThat(admin.get("/alerts").body())
          .contains("budget reached its share", "waits for slack/finops", "it answered 500")
          .contains("href=\"/budgets/tiny\"")
          .doesNotContain(SECRET_PATH);

      answer = 200;
      told.clear();
      told();
      while (!gateway.get("/api/v1/alerts").json().at("/alerts/0/delivered").asBoolean()) {
        Thread.onSpinWait(); // the test's time limit ends it
      }
      assertThat(admin.get("/alerts").body())
          .contains("delivered", "nothing waits")
          .doesNotContain("waits for slack/finops");
    }
  }

  @Test
  void sendsATestFromThePageAndSaysWhatBecameOfIt() throws Exception {
    try (Browser admin = Browser.of(gateway, gateway.admin)) {
      assertThat(admin.get("/alerts").body()).contains("Send a test", "slack/finops", "No alert");
      HttpResponse<String> taken = admin.post("/alerts", "do=test&receiver=slack%2Ffinops");

      assertThat(taken.body()).contains("slack/finops took the test.");
      assertThat(told().required("text").asText()).startsWith("*A test of Weir's alerts*");

      answer = 404;
      assertThat(admin.post("/alerts", "do=test&receiver=slack%2Ffinops").body())
          .contains("slack/finops did not take it: it answered 404");
      assertThat(admin.post("/alerts", "do=test&receiver=nobody").body())
          .contains("field 'receiver'", "was 'nobody'");
    }
    assertThat(gateway.get("/api/v1/alerts").json().required("alerts")).as("no alert").isEmpty();
  }

  @Test
  void lesserRolesReadAlertsAndSendNoTest() {
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(viewer.get("/alerts").body())
          .contains("slack/finops")
          .doesNotContain("Send a test");
      assertThat(viewer.post("/alerts", "do=test&receiver=slack%2Ffinops").statusCode())
          .isEqualTo(403);
    }
    assertThat(told).isEmpty();
    try (Browser developer = Browser.of(gateway, developer())) {
      assertThat(developer.get("/alerts").statusCode()).isEqualTo(403);
    }
  }

  private String developer() {
    return gateway
        .control(
            "POST",
            "/api/v1/operators?why=test",
            "{\"name\":\"Dev\",\"role\":\"developer\",\"teams\":[\"payments\"]}")
        .json()
        .path("secret")
        .asText();
  }

  @Test
  void saysHowOthersAreToldWhereOnlyTheLogIs(@TempDir Path other) {
    try (Gateway alone = new Gateway(other);
        Browser admin = Browser.of(alone, alone.admin)) {
      assertThat(admin.get("/alerts").body())
          .contains("Only the log is told", "url: env:SLACK_WEBHOOK")
          .doesNotContain("Send a test");
    }
  }

  @Test
  void startsWithNoAddressThatCannotBePostedToAndDoesNotShowIt(@TempDir Path other)
      throws IOException {
    Path secret = Files.writeString(folder.resolve("bad"), "mailto:hush@example.org");
    AlertsPart bad =
        new AlertsPart(
            List.of(),
            List.of(new SlackPart("x", new SecretReference("file:" + secret), false)),
            List.of());

    assertThatThrownBy(() -> new Gateway(other, bad))
        .hasMessageContaining("alerts.slack")
        .hasMessageNotContaining("hush");
  }

  @Test
  void eachReceiverHasANameOfItsOwn(@TempDir Path other) {
    Webhook hook =
        new Webhook(
            URI.create("https://hooks.example.org/a"),
            new SecretReference("env:HOOK_SECRET"),
            false);

    assertThatThrownBy(
            () -> new Gateway(other, new AlertsPart(List.of(hook, hook), List.of(), List.of())))
        .hasMessageContaining("hooks.example.org/")
        .hasMessageNotContaining("/a;");
  }
}
