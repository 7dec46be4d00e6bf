package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.config.ProviderPart;
import dev.weir.app.config.SecretReference;
import dev.weir.view.shape.Amount;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pages about what runs, on a gateway whose alias leads to a provider without room, then to one
/// that answers: three calls make six attempts.
@Timeout(120)
class RunningPagesTest {
  private static final int CALLS = 3;
  private static final Pattern FIGURE = Pattern.compile("<div class=\"figure\">");
  private static final Pattern ATTEMPT = Pattern.compile("<th scope=\"row\">");

  @TempDir static Path data;
  private static TinyProvider tiny;
  private static BusyProvider busy;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    tiny = new TinyProvider();
    busy = new BusyProvider();
    SecretReference key = new SecretReference("env:TINY_KEY");
    gateway =
        new Gateway(
            data,
            Map.of(
                "tiny", ProviderPart.of("openai", tiny.url(), key),
                "busy", ProviderPart.of("openai", busy.url(), key)));
    String secret = gateway.ready("triage");
    done(
        "POST",
        "/api/v1/prices/import",
        Gateway.PRICES.replace("tiny", "busy").replace("\"test\"", "\"busy\""));
    done(
        "PUT",
        "/api/v1/names/support-fast",
        "{\"fallback\":[{\"target\":\"busy/gpt-4o\"},{\"target\":\"tiny/gpt-4o\"}]}");
    for (int i = 0; i < CALLS; i++) {
      assertThat(gateway.chat(secret, "support-fast").status()).isEqualTo(200);
    }
    assertThat(gateway.chat(gateway.key("triage", "engineer", "other"), "gpt-4o").status())
        .isEqualTo(403);
    gateway.settle();
  }

  private static void done(String method, String path, String body) {
    Gateway.Reply reply = gateway.control(method, path + "?why=test", body);
    assertThat(reply.status()).as(reply.text()).isIn(200, 201);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    tiny.close();
    busy.close();
  }

  private static String page(String path) {
    try (Browser browser = Browser.of(gateway, gateway.admin)) {
      HttpResponse<String> page = browser.get(path);
      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      return page.body();
    }
  }

  private static JsonNode total() {
    return gateway.get("/api/v1/traffic?minutes=60").json().path("total");
  }

  @Test
  void trafficCountsWhatWasLimitedAndWentOverToAnotherTarget() {
    JsonNode traffic = gateway.get("/api/v1/traffic?minutes=60").json();

    assertThat(total().path("calls").asLong()).isEqualTo(CALLS);
    assertThat(total().path("attempts").asLong()).isEqualTo(2 * CALLS);
    assertThat(total().path("limited").asLong()).isEqualTo(CALLS);
    assertThat(total().path("failed").asLong()).isEqualTo(CALLS);
    assertThat(total().path("failovers").asLong()).isEqualTo(CALLS);
    assertThat(total().path("retries").asLong()).isZero();
    assertThat(total().path("refusals").asLong()).isEqualTo(1);
    assertThat(total().path("tokens").asLong()).isEqualTo(15 * CALLS);
    assertThat(usd(total(), "cost_usd"))
        .isEqualByComparingTo(
            new BigDecimal(Gateway.CALL_COST).multiply(BigDecimal.valueOf(CALLS)));
    assertThat(usd(total(), "tokens_per_minute")).isEqualByComparingTo("0.75");
    assertThat(usd(total(), "calls_per_second")).isEqualByComparingTo("0.000833");
    assertThat(traffic.path("models")).hasSize(2);
    assertThat(traffic.path("series")).hasSize(60);
    assertThat(
            traffic
                .path("series")
                .valueStream()
                .mapToLong(minute -> minute.path("load").path("attempts").asLong())
                .sum())
        .as("every attempt is in one minute")
        .isEqualTo(2 * CALLS);
    assertThat(traffic.path("names").valueStream().map(name -> name.path("name").asText()).toList())
        .containsExactly("support-fast", "gpt-4o");
  }

  private static BigDecimal usd(JsonNode load, String field) {
    return new BigDecimal(load.path(field).asText());
  }

  @Test
  void trafficIsOfAtMostSixHours() {
    assertThat(gateway.get("/api/v1/traffic?minutes=361").text())
        .contains("parameter 'minutes' is 1 to 360, was 361");
  }

  @Test
  void aDeveloperSeesTheTrafficOfTheOwnTeamsAlone() {
    String stranger =
        gateway
            .control(
                "POST",
                "/api/v1/operators",
                "{\"name\":\"Dev\",\"role\":\"developer\",\"teams\":[\"others\"]}")
            .json()
            .path("secret")
            .asText();

    JsonNode seen = gateway.control(stranger, "GET", "/api/v1/traffic", "").json();

    assertThat(seen.path("total").path("attempts").asLong()).isZero();
    assertThat(seen.path("total").path("refusals").asLong()).isZero();
    try (Browser browser = Browser.of(gateway, stranger)) {
      assertThat(browser.get("/routes").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void saysWhereCallsCanGoAndHowThatStands() {
    JsonNode routes = gateway.get("/api/v1/routes").json();

    assertThat(routes.path("targets").valueStream().map(it -> it.path("target").asText()).toList())
        .containsExactly("busy/gpt-4o", "tiny/gpt-4o");
    assertThat(page("/routes"))
        .contains("busy/gpt-4o, then tiny/gpt-4o")
        .contains("support-fast", "http://127.0.0.1:" + busy.url().getPort())
        .contains("<data value=\"" + CALLS + "\">" + CALLS + "</data>");
  }

  @Test
  void platformSaysWhatTheApiSaysOfTheLastMinutes() {
    JsonNode before = gateway.get("/api/v1/traffic?minutes=60").json().path("total");
    String page = page("/platform?minutes=60");

    for (String field : new String[] {"limited", "failovers", "refusals", "tokens_per_minute"}) {
      assertThat(page)
          .as(field)
          .contains("<data value=\"%s\">".formatted(before.path(field).asText()));
    }
    JsonNode fast =
        gateway.get("/api/v1/speed?by=provider,model&filter=provider=tiny").json().path("rows");
    assertThat(fast.path(0).path("attempts").asLong()).isEqualTo(CALLS);
    assertThat(page)
        .contains(
            "%s / %s"
                .formatted(
                    millis(fast.path(0), "total_p50_ms"), millis(fast.path(0), "total_p95_ms")))
        .contains("Traffic by model", "Cost by minute of UTC", "No limit met yet");
  }

  @Test
  void aFigureOfTheLastMinutesLeadsToTheCallsOfTheDay() {
    JsonNode traffic = gateway.get("/api/v1/traffic?minutes=60").json();
    String calls = "/calls?period=%s..%s".formatted(day(traffic, "from"), day(traffic, "to"));
    String model = calls + "&filter=provider%3Dbusy&filter=model%3Dgpt-4o";
    String name = calls + "&filter=model_asked%3Dsupport-fast";

    assertThat(page("/platform?minutes=60"))
        .contains(link(model), link(name), link(calls + "&filter=refusal_kind%21%3D%28none%29"))
        .doesNotContain("%2Fapi%2Fv1%2Fcalls");
    assertThat(page("/routes")).contains("filter=provider%3Dbusy&amp;filter=model%3Dgpt-4o");
    assertThat(page("/routes")).doesNotContain("%2Fapi%2Fv1%2Fcalls");
    assertThat(rows(name)).isEqualTo(CALLS);
    assertThat(rows(calls + "&filter=refusal_kind%21%3D%28none%29")).isEqualTo(1);
  }

  private static long rows(String path) {
    return Pattern.compile("href=\"/calls/([^\"?]+)")
        .matcher(page(path))
        .results()
        .map(each -> each.group(1))
        .distinct()
        .count();
  }

  private static LocalDate day(JsonNode traffic, String field) {
    return LocalDate.ofInstant(Instant.parse(traffic.path(field).asText()), ZoneOffset.UTC);
  }

  private static String link(String path) {
    return "href=\"" + path.replace("&", "&amp;") + "\"";
  }

  private static String millis(JsonNode row, String field) {
    return Amount.count(new BigDecimal(row.path(field).asText())).text();
  }

  @Test
  void platformSaysWhichModelsHaveNoPriceAndWhoNamesThem() {
    JsonNode gap = gateway.get("/api/v1/status").json().path("price_gaps").path(0);

    assertThat(gap.path("model").asText()).isEqualTo("other");
    assertThat(page("/platform"))
        .contains("no price", "other", gap.path("named_by").asText().replace("'", "&#39;"));
  }

  @Test
  void platformSaysWhatWasTornAndWhichModelsChanged() {
    assertThat(page("/platform"))
        .contains("id=\"torn\"", "No torn attempt", "id=\"drift\"", "No model changed");
  }

  @Test
  void platformIsFollowedAndItsFiguresComeInItsOrder() throws Exception {
    String page = page("/platform?minutes=60");
    assertThat(page).contains("data-live", "data-live-pause");
    try (Browser browser = Browser.of(gateway, gateway.admin);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        BufferedReader lines = followed(client, browser)) {
      String line = lines.readLine();
      while (!line.equals("event: figures")) {
        line = lines.readLine();
      }
      JsonNode told = Gateway.tree(lines.readLine().substring("data: ".length()));

      assertThat(told).hasSize(8);
      assertThat(told.path(4).path("exact").asInt()).as("limited").isEqualTo(CALLS);
      assertThat(told.path(6).path("exact").asInt()).as("failovers").isEqualTo(CALLS);
      assertThat(told.path(7).path("exact").asText()).as("refused").isEqualTo("1");
      assertThat(FIGURE.matcher(page).results().count()).isEqualTo(8);
    }
  }

  private static BufferedReader followed(HttpClient client, Browser browser) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/platform?minutes=60"
                        .formatted(gateway.assembly.controlPort())))
            .headers("accept", "text/event-stream", "cookie", browser.cookie)
            .build();
    InputStream body = client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
    return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  @Test
  void aCallOfSeveralAttemptsHasALineOfTimesForEach() {
    String id =
        gateway
            .get("/api/v1/calls?limit=1&filter=model_asked=support-fast")
            .json()
            .at("/calls/0/id")
            .asText();
    JsonNode call = gateway.get("/api/v1/calls/" + id).json();
    assertThat(call.path("waterfall")).hasSize(2);

    String page = page("/calls/" + id);
    String times = page.substring(page.indexOf("When what happened"));

    assertThat(ATTEMPT.matcher(times.substring(0, times.indexOf("</table>"))).results().count())
        .isEqualTo(2);
    assertThat(page).contains("429", "busy", "tiny", "<data value=\"2\">2</data>");
  }

  @Test
  void explainsWhatACallForANameWouldComeTo() {
    assertThat(page("/routes?name=support-fast&tags=team%3Dclaims"))
        .contains("A call for support-fast", "This is an alias.")
        .contains("Targets, in the order they would be tried");
    assertThat(page("/routes?name=nobodys"))
        .contains("The call would be refused", "no configured provider");
  }

  @Test
  void readsTheConfigurationAnewForWhoeverMay() {
    gateway.assembly.reloadFrom(() -> gateway.config, _ -> {});
    try (Browser admin = Browser.of(gateway, gateway.admin)) {
      assertThat(admin.get("/routes").body()).contains("Read the configuration anew");
      HttpResponse<String> done = admin.post("/routes", "why=new+key");
      assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
      assertThat(done.body()).contains("The configuration was read anew: 0 values");
    }
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(viewer.get("/routes").body()).doesNotContain("Read the configuration anew");
      assertThat(viewer.post("/routes", "why=mischief").statusCode()).isEqualTo(403);
    }
  }
}
