package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who changed what: the API's list over all things, and the console's pages of it.
class AuditPagesTest {
  @TempDir static Path data;
  private static Gateway gateway;
  private static Browser admin;

  @BeforeAll
  static void start() {
    gateway = new Gateway(data);
    gateway.ready("triage");
    budget("100", "first try");
    budget("250", "grew");
    String finops = gateway.operator("finops");
    assertThat(
            gateway
                .control(
                    finops,
                    "PUT",
                    "/api/v1/budgets/other?why=mine",
                    "{\"window\":\"month UTC\",\"limit_usd\":\"9\"}")
                .status())
        .isEqualTo(200);
    assertThat(gateway.control("DELETE", "/api/v1/budgets/other?why=not+needed", "").status())
        .isEqualTo(200);
    admin = Browser.of(gateway, gateway.admin);
  }

  private static void budget(String limit, String why) {
    Gateway.Reply reply =
        gateway.control(
            "PUT",
            "/api/v1/budgets/all?why=" + Browser.encoded(why),
            "{\"window\":\"month UTC\",\"limit_usd\":\"%s\"}".formatted(limit));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    admin.close();
    gateway.close();
  }

  private static List<String> ids(String query) {
    Gateway.Reply reply = gateway.get("/api/v1/history" + query);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply
        .json()
        .required("changes")
        .valueStream()
        .map(it -> it.required("id").asText() + " " + it.required("version").asText())
        .toList();
  }

  @Test
  void listsChangesOfAKindNewestFirst() {
    assertThat(ids("?kind=budget")).startsWith("other 2", "other 1", "all 2", "all 1");
    JsonNode latest = gateway.get("/api/v1/history?kind=budget").json().at("/changes/0");
    assertThat(latest.required("retired").asBoolean()).isTrue();
    assertThat(latest.required("why").asText()).isEqualTo("not needed");
  }

  @Test
  void findsChangesByWhoAndWhen() {
    assertThat(ids("?who=FINOPS")).containsExactly("other 1");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    assertThat(ids("?kind=budget&to=" + today.minusDays(1))).isEmpty();
    assertThat(ids("?kind=budget&from=" + today.minusDays(1))).contains("all 1");
  }

  @Test
  void pagesHaveEachChangeOnce() {
    List<String> all = ids("?limit=1000");
    Gateway.Reply first = gateway.get("/api/v1/history?limit=3");
    String next = first.json().required("next").asText();

    assertThat(ids("?limit=3")).isEqualTo(all.subList(0, 3));
    assertThat(ids("?limit=1000&before=" + next)).isEqualTo(all.subList(3, all.size()));
  }

  @Test
  void namesWhatIsWrongWithAQuestion() {
    assertThat(gateway.get("/api/v1/history?kind=cake").text())
        .contains("parameter 'kind' is one of", "was 'cake'");
    assertThat(gateway.get("/api/v1/history?from=soon").text())
        .contains("parameter 'from'", "was 'soon'");
    assertThat(gateway.get("/api/v1/history?limit=0").text()).contains("1 to 1000 changes");
  }

  @Test
  void whoMayNotReadOfPeopleSeesNoChangeOfPeople() {
    String finops = gateway.operator("finops");
    Gateway.Reply all = gateway.control(finops, "GET", "/api/v1/history?limit=1000", "");

    assertThat(all.text()).contains("\"kind\":\"budget\"").doesNotContain("\"kind\":\"operator\"");
    assertThat(gateway.control(finops, "GET", "/api/v1/history?kind=operator", "").status())
        .isEqualTo(400);
    assertThat(ids("?kind=operator")).isNotEmpty();
    try (Browser browser = Browser.of(gateway, finops)) {
      assertThat(browser.get("/audit").body()).contains("grew").doesNotContain(">login<");
      assertThat(browser.get("/audit?kind=operator").statusCode()).isEqualTo(400);
    }
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(viewer.get("/audit").statusCode()).isEqualTo(403);
      assertThat(viewer.get("/audit/budget/all").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void thePageShowsAndFiltersThem() {
    assertThat(admin.get("/audit?kind=budget").body())
        .contains("/audit/budget/all?to=2", "grew", "first try", "budget ended")
        .doesNotContain("/audit/key/");
    assertThat(admin.get("/audit?who=finops").body()).contains("mine").doesNotContain("first try");
    YearMonth before = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
    assertThat(admin.get("/audit?period=" + before).body()).contains("No such change in");
  }

  @Test
  void whoLookedAtSingleUsersIsListedForWhoeverMayReadIt() {
    assertThat(admin.get("/audit?period=2020-01").body())
        .contains("Nobody looked at single users in January 2020");

    assertThat(gateway.get("/api/v1/report?by=user").status()).isEqualTo(200);
    gateway.tell(
        """
        {"id":"u","at":"2026-10-01","provider":"tiny","model":"gpt-4o","cost_usd":"1",
         "usage":{"input":1},"tags":{"use_case":"triage","user":"ann"}}
        """);
    gateway.settle();
    assertThat(gateway.get("/api/v1/report?by=user&from=2026-10-01&to=2026-11-01").text())
        .contains("ann");

    assertThat(admin.get("/audit").body()).contains("Looks at single users", "their names");
  }

  @Test
  void putsTwoVersionsSideBySide() {
    String page = admin.get("/audit/budget/all?to=2").body();

    assertThat(page).contains("Version 1", "Version 2");
    assertThat(row(page, "limit_usd")).containsSubsequence("100", "250");
    assertThat(page.indexOf("limit_usd")).isLessThan(page.indexOf("What stayed"));
    assertThat(page.substring(page.indexOf("What stayed"))).contains("window", "month UTC");

    assertThat(row(admin.get("/audit/budget/all?to=1").body(), "limit_usd"))
        .containsSubsequence("–", "100");
    assertThat(admin.get("/audit/budget/all?to=7").statusCode()).isEqualTo(404);
    assertThat(admin.get("/audit/budget/none").statusCode()).isEqualTo(404);
  }

  @Test
  void noHashOfASecretIsShown() {
    String key = gateway.get("/api/v1/keys").json().at("/keys/0/id").asText();

    assertThat(admin.get("/audit/key/" + key).body())
        .contains("fixed_tags.use_case", "triage")
        .doesNotContain("sha256");
  }

  private static String row(String page, String field) {
    int start = page.indexOf(field);
    return page.substring(start, page.indexOf("</tr>", start));
  }
}
