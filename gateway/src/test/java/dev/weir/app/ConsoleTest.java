package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.view.page.Page;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The console over HTTP: who gets in, what every answer carries, what no page lets through.
class ConsoleTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>";
  private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");

  /// The charts are loaded when a page has one.
  private static final Pattern LOADED =
      Pattern.compile("(?:src|href|content)=\"(/assets/[^\"]+)\"");

  private static final long PAGE_BYTES_MAX = 500_000;

  @TempDir static Path data;
  private static Gateway gateway;
  private static String call;

  @BeforeAll
  static void start() {
    gateway = new Gateway(data);
    String key = gateway.ready("triage");
    gateway.chat(key);
    String name = HOSTILE.replace("\"", "\\\"");
    done(
        gateway.control(
            "PUT",
            "/api/v1/use-cases/triage?why=test",
            """
            {"name":"%s","stage":"poc","audience":"internal","budget_usd_per_month":"100",
             "statement":"%s",
             "owners":{"business":"%s","technical":"%s!"}}
            """
                .formatted(name, name, name, name)));
    done(
        gateway.control(
            "PUT",
            "/api/v1/budgets/triage?why=" + Browser.encoded(HOSTILE),
            "{\"window\":\"month UTC\",\"limit_usd\":\"100\",\"where\":[{\"tag\":\"use_case\",\"in\":[\"triage\"]}]}"));
    promotion(name);
    done(
        gateway.control(
            "PUT",
            "/api/v1/limits/hourly?why=" + Browser.encoded(HOSTILE),
            "{\"window\":\"day UTC\",\"max\":100}"));
    done(
        gateway.control(
            "PUT",
            "/api/v1/hypotheses/triage?why=test",
            """
            {"use_case":"triage","hypothesis":"%s","unit":"user","design":"before_after",
             "metric":"calls_per_unit","direction":"increase","minimum_effect":0.2,"deviation":1,
             "units_per_arm":400,"stop":"fixed","window_days":7,"until":"%s","decision":
             {"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"}}
            """
                .formatted(name, LocalDate.now(ZoneOffset.UTC).plusDays(60))));
    gateway.settle();
    call = gateway.get("/api/v1/calls?limit=1").json().at("/calls/0/id").asText();
  }

  /// One that waits for its signatures, of a gate whose criterion cannot be told.
  private static void promotion(String name) {
    for (String owner : List.of(name, name + "!")) {
      String person = "{\"name\":\"%s\",\"role\":\"viewer\"}".formatted(owner);
      done(gateway.control("POST", "/api/v1/operators?why=test", person));
    }
    done(gateway.control("PUT", "/api/v1/rosters/triage?why=test", "{\"eligible\":100}"));
    done(
        gateway.control(
            "PUT",
            "/api/v1/gates/triage/poc?why=test",
            """
            {"criteria":[{"metric":"success_share","comparison":"at_least","threshold":"0.8"}],
             "proof":{"margin":"0.8","outcomes_min":100},
             "until_proven":{"share":"0.1","users":20,"budget_usd_per_month":"500"}}
            """));
    done(
        gateway.control(
            "POST",
            "/api/v1/promotions?why=" + Browser.encoded(HOSTILE),
            """
            {"use_case":"triage","to":"poc","share":"0.1","users":10,"budget_usd_per_month":"50",
             "exception":"%s"}
            """
                .formatted(name)));
  }

  private static void done(Gateway.Reply reply) {
    assertThat(reply.status()).as(reply.text()).isIn(200, 201);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  static Stream<String> paths() {
    String of = "?of=" + Browser.encoded("/api/v1/use-cases");
    return ConsolePages.all().pages().stream()
        .map(Page::place)
        .map(place -> place.path().replace("/limits/{id}", "/limits/hourly"))
        .map(path -> path.replace("/calls/{id}", "/calls/" + call).replace("{id}", "triage"))
        .map(path -> path.replace("{to}", "poc").replace("{promotion}", "triage.1"))
        .map(path -> path.replace("{key}", first("keys")))
        .map(path -> path.replace("{operator}", first("operators")))
        .map(path -> path.replace("{kind}/{thing}", "use_case/triage"))
        .map(path -> path.replace("{month}", YearMonth.now(ZoneOffset.UTC).toString()))
        .map(path -> path.equals("/rows") ? path + of : path);
  }

  private static String first(String things) {
    return gateway.get("/api/v1/" + things).json().path(things).path(0).path("id").asText();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void showsEveryPageToAnAdminWithItsPeriodCurrencyAndZone(String path) {
    try (Browser browser = Browser.of(gateway, gateway.admin)) {
      HttpResponse<String> page = browser.get(path);

      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      assertThat(page.body())
          .contains("USD", "UTC", YearMonth.now(ZoneOffset.UTC).toString())
          .contains("Skip to the page", "Sign out");
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void noNameBecomesPartOfAPage(String path) {
    String key =
        gateway
            .control(
                "POST",
                "/api/v1/operators?why=test",
                "{\"name\":\"%s\",\"role\":\"admin\"}".formatted(HOSTILE))
            .json()
            .path("secret")
            .asText();
    try (Browser browser = Browser.of(gateway, key)) {
      String page =
          browser
              .get(
                  path
                      + (path.contains("?") ? "&" : "?")
                      + "x="
                      + Browser.encoded("\"><script>alert(1)</script>"))
              .body();

      assertThat(page).doesNotContain("<img").contains("&lt;img src=x onerror=alert(1)");
      assertThat(page).doesNotContain("<script>alert");
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void showsNoPageWithoutASession(String path) {
    try (Browser nobody = new Browser(gateway)) {
      HttpResponse<String> answer = nobody.get(path);

      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(location(answer)).isEqualTo("/sign-in?next=" + Browser.encoded(path));
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void everyAnswerCarriesThePolicyAgainstForeignScripts() {
    try (Browser nobody = new Browser(gateway);
        Browser admin = Browser.of(gateway, gateway.admin)) {
      Stream<HttpResponse<String>> answers =
          Stream.concat(
              paths().map(admin::get),
              Stream.of(
                  nobody.get("/sign-in"),
                  nobody.get("/portfolio"),
                  nobody.get("/assets/none"),
                  nobody.ask("DELETE", "/portfolio"),
                  nobody.signIn("wa_wrong"),
                  admin.get("/nowhere"),
                  admin.get("/portfolio?period=never")));
      assertThat(answers)
          .allSatisfy(answer -> {
            assertThat(answer.headers().allValues("content-security-policy"))
                .containsExactly(
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
                        + " data:; font-src 'self'; connect-src 'self'; form-action 'self';"
                        + " frame-ancestors 'none'; base-uri 'none'");
            assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
            assertThat(answer.body()).doesNotContain(" style=", " onclick=", "javascript:");
          });
    }
  }

  @Test
  void signsInByAPersonalKeyAndGoesBackToWhereOneWas() {
    try (Browser browser = new Browser(gateway)) {
      HttpResponse<String> in =
          browser.send(
              "/sign-in",
              "key=%s&next=%s"
                  .formatted(gateway.admin, Browser.encoded("/portfolio?period=2026-10")),
              "sec-fetch-site",
              "same-origin");

      assertThat(in.statusCode()).isEqualTo(303);
      assertThat(location(in)).isEqualTo("/portfolio?period=2026-10");
      assertThat(in.headers().firstValue("set-cookie").orElseThrow())
          .startsWith("weir_session=ws_")
          .contains("; Path=/", "; HttpOnly", "; SameSite=Lax")
          .doesNotContain("Secure", gateway.admin);
      assertThat(browser.get("/portfolio?period=2026-10").body()).contains("October 2026");
    }
  }

  @Test
  void aKeyThatIsNobodysDoesNotGetInAndIsNotShownAgain() {
    try (Browser browser = new Browser(gateway)) {
      HttpResponse<String> answer = browser.signIn("wa_guess");

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
      assertThat(answer.body())
          .contains("is nobody's, or was taken back")
          .doesNotContain("wa_guess");
    }
  }

  @Test
  void aSessionPutIntoABrowserBeforehandIsNotTheOneThatIsOpened() {
    try (Browser attacker = Browser.of(gateway, gateway.admin);
        Browser victim = new Browser(gateway)) {
      victim.cookie = attacker.cookie;
      victim.signIn(gateway.admin);

      assertThat(victim.cookie).isNotEqualTo(attacker.cookie);
      assertThat(attacker.get("/portfolio").statusCode()).as("the old one is over").isEqualTo(303);
    }
  }

  @Test
  void signingOutEndsTheSessionOnTheServer() {
    try (Browser browser = Browser.of(gateway, gateway.admin)) {
      String cookie = browser.cookie;
      HttpResponse<String> out = browser.post("/sign-out", "");

      assertThat(out.statusCode()).isEqualTo(303);
      browser.cookie = cookie;
      assertThat(browser.get("/portfolio").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void anOperatorWhoIsRevokedIsOutAtOnce() {
    Gateway.Reply made =
        gateway.control(
            "POST", "/api/v1/operators?why=test", "{\"name\":\"Eve\",\"role\":\"viewer\"}");
    try (Browser eve = Browser.of(gateway, made.json().path("secret").asText())) {
      assertThat(eve.get("/portfolio").statusCode()).isEqualTo(200);
      String id = made.json().path("id").asText();
      done(gateway.control("POST", "/api/v1/operators/%s/revoke?why=left".formatted(id), ""));

      assertThat(eve.get("/portfolio").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void takesNoFormThatAnotherSiteMaySend() {
    try (Browser browser = Browser.of(gateway, gateway.admin)) {
      String token = "form_token=" + browser.formToken();
      assertThat(browser.send("/sign-out", "", "sec-fetch-site", "same-origin").statusCode())
          .as("no token")
          .isEqualTo(403);
      assertThat(browser.send("/sign-out", token, "sec-fetch-site", "cross-site").statusCode())
          .as("from elsewhere")
          .isEqualTo(403);
      assertThat(browser.send("/sign-out", token, "origin", "https://evil.example").statusCode())
          .as("an older browser, from elsewhere")
          .isEqualTo(403);
      try (Browser other = Browser.of(gateway, gateway.admin)) {
        assertThat(other.send("/sign-out", token, "sec-fetch-site", "same-origin").statusCode())
            .as("of another session")
            .isEqualTo(403);
      }
      assertThat(new Browser(gateway).send("/sign-in", "key=" + gateway.admin).statusCode())
          .as("signing in, by what says nothing of where it comes from")
          .isEqualTo(403);

      assertThat(browser.get("/portfolio").statusCode()).as("still in").isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example", "https://evil.example/", "/\\evil.example"})
  void leadsToNoOtherSiteAfterSigningIn(String next) {
    try (Browser browser = new Browser(gateway)) {
      HttpResponse<String> in =
          browser.send(
              "/sign-in",
              "key=%s&next=%s".formatted(gateway.admin, Browser.encoded(next)),
              "sec-fetch-site",
              "same-origin");

      assertThat(location(in)).isEqualTo("/");
    }
  }

  @Test
  void saysWhichRoleIsNeededAndWhatThereIsNot() {
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      HttpResponse<String> forbidden =
          viewer.get("/rows?of=" + Browser.encoded("/api/v1/operators"));
      assertThat(forbidden.statusCode()).isEqualTo(403);
      assertThat(forbidden.body()).contains("This is not for your role", "this needs the role");

      HttpResponse<String> missing = viewer.get("/nowhere");
      assertThat(missing.statusCode()).isEqualTo(404);
      assertThat(missing.body()).contains("No page is at /nowhere", "Portfolio");

      HttpResponse<String> unreadable = viewer.get("/portfolio?period=never");
      assertThat(unreadable.statusCode()).isEqualTo(400);
      assertThat(unreadable.body()).contains("was 'never'");

      HttpResponse<String> wrongMethod = viewer.ask("DELETE", "/portfolio");
      assertThat(wrongMethod.statusCode()).isEqualTo(405);
      assertThat(wrongMethod.headers().firstValue("allow")).contains("GET, POST");

      assertThat(viewer.post("/portfolio", "a=b").statusCode()).isEqualTo(405);
      assertThat(viewer.get("/use%20cases").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void filesAreKeptForEverAtAPathThatNamesTheirContent() {
    try (Browser nobody = new Browser(gateway)) {
      Matcher links = ASSET.matcher(nobody.get("/first-run").body());
      List<String> paths = links.results().map(it -> it.group(1)).toList();

      assertThat(paths).hasSize(6);
      assertThat(paths)
          .allSatisfy(path -> {
            HttpResponse<String> packed = nobody.get(path, "accept-encoding", "gzip, br");
            assertThat(packed.statusCode()).isEqualTo(200);
            assertThat(packed.headers().firstValue("content-encoding")).contains("gzip");
            assertThat(packed.headers().firstValue("cache-control"))
                .contains("public, max-age=31536000, immutable");
            assertThat(nobody.get(path).headers().firstValue("content-encoding")).isEmpty();
          });
      assertThat(
              nobody
                  .get(paths.getFirst().replaceFirst("/[0-9a-f]{16}/", "/0123456789abcdef/"))
                  .statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void noPageIsTooLargeWithAllThatItLoads() {
    Map<String, Long> files = new HashMap<>();
    try (Browser browser = Browser.of(gateway, gateway.admin)) {
      assertThat(paths())
          .allSatisfy(path -> {
            List<String> loaded =
                LOADED.matcher(browser.get(path).body()).results().map(it -> it.group(1)).toList();
            long bytes =
                loaded.stream()
                    .distinct()
                    .mapToLong(file -> files.computeIfAbsent(file, it -> sent(browser, it)))
                    .sum();
            assertThat(loaded).as(path).anyMatch(file -> file.endsWith("echarts.js"));
            assertThat(bytes + sent(browser, path)).as(path).isLessThanOrEqualTo(PAGE_BYTES_MAX);
          });
    }
  }

  /// How long an answer is, as a browser gets it.
  private static long sent(Browser browser, String path) {
    return browser
        .get(path, "accept-encoding", "gzip")
        .headers()
        .firstValueAsLong("content-length")
        .orElseThrow();
  }

  @Test
  void whatIsChosenForTheEyesIsKept() {
    try (Browser browser = Browser.of(gateway, gateway.admin)) {
      HttpResponse<String> answer = browser.post("/theme", "theme=dark&next=/portfolio");

      assertThat(location(answer)).isEqualTo("/portfolio");
      String chosen = answer.headers().firstValue("set-cookie").orElseThrow();
      assertThat(chosen).startsWith("weir_theme=dark;");
      browser.cookie += "; " + chosen.substring(0, chosen.indexOf(';'));
      assertThat(browser.get("/portfolio").body()).contains("data-theme=\"dark\"");
    }
  }

  @Test
  void keepsNoBodyOfSomebodyWhoIsNotIn() {
    try (Browser nobody = new Browser(gateway);
        Browser admin = Browser.of(gateway, gateway.admin)) {
      String large = "key=" + "x".repeat(64 << 10);

      assertThat(nobody.send("/sign-in", large, "sec-fetch-site", "same-origin").statusCode())
          .isEqualTo(413);
      assertThat(nobody.send("/portfolio", large).statusCode()).isEqualTo(413);
      assertThat(admin.post("/portfolio", large).statusCode()).isEqualTo(405);
      HttpResponse<String> tooLong = admin.post("/portfolio", "a=" + "x".repeat(2 << 20));
      assertThat(tooLong.statusCode()).isEqualTo(413);
      assertThat(Browser.main(tooLong))
          .contains("field 'a' has at most 1,048,576 bytes (1 MiB) here, had 2,097,152");
      assertThat(admin.post("/portfolio", "a=" + "x".repeat(5 << 20)).statusCode()).isEqualTo(413);
    }
  }

  /// A quote is three bytes of what a browser sends, and one of what was typed.
  @Test
  void boundsWhatIsTypedAndNotHowItIsSent() {
    try (Browser admin = Browser.of(gateway, gateway.admin)) {
      String quotes = "%22".repeat((1 << 20) - 10);

      assertThat(admin.post("/portfolio", "a=" + quotes).statusCode()).isEqualTo(405);
      assertThat(admin.post("/portfolio", "a=" + quotes + "%22".repeat(11)).statusCode())
          .isEqualTo(413);
    }
  }

  @Test
  void theApiAndWhatMachinesAskAnswerAsBefore() {
    try (Browser nobody = new Browser(gateway)) {
      assertThat(nobody.get("/healthz").body()).contains("ok");
      assertThat(nobody.get("/metrics").headers().firstValue("content-type").orElseThrow())
          .startsWith("text/plain");
      assertThat(nobody.get("/api/v1/status").statusCode()).isEqualTo(401);
      assertThat(nobody.get("/api/nowhere").statusCode()).isEqualTo(404);
    }
    try (Browser admin = Browser.of(gateway, gateway.admin)) {
      assertThat(admin.get("/api/v1/status").statusCode())
          .as("a session is no key of the API")
          .isEqualTo(401);
    }
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("location").orElseThrow();
  }
}
