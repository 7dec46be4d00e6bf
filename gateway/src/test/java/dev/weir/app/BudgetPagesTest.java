package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The pages of budgets and limits: they say what the API says, and what is set on them stops
/// calls.
@Timeout(60)
class BudgetPagesTest {
  @TempDir private Path data;
  private Gateway gateway;
  private Browser finops;
  private String app = "";

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    app = gateway.ready("triage");
    finops = Browser.of(gateway, gateway.operator("finops"));
  }

  @AfterEach
  void stop() {
    finops.close();
    gateway.close();
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + Browser.encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private void put(String path, String body) {
    Reply reply = gateway.control("PUT", path + "?why=test", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private static String value(String exact) {
    return "<data value=\"%s\">".formatted(exact);
  }

  @Test
  void aBudgetThatIsMadeOnThePageStopsACall() {
    assertThat(gateway.chat(app).status()).isEqualTo(200);

    HttpResponse<String> made =
        finops.post(
            "/new-budget",
            form(
                Map.of(
                    "rule", "triage-day",
                    "limit_usd", "0.0001",
                    "window", "day UTC",
                    "where", "use_case = triage, answers\nuser absent",
                    "mode", "enforce",
                    "why", "too dear",
                    "do", "set")));

    assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
    assertThat(made.headers().firstValue("location")).contains("/budgets/triage-day");
    Reply stopped = gateway.chat(app);
    assertThat(stopped.status()).isEqualTo(402);
    assertThat(stopped.text()).contains("triage-day");
    assertThat(gateway.chat(gateway.key("letters")).status()).as("of others").isEqualTo(200);
    JsonNode definition = gateway.get("/api/v1/budgets/triage-day").json().path("definition");
    assertThat(definition.path("where").toString())
        .isEqualTo(
            "[{\"tag\":\"use_case\",\"in\":[\"triage\",\"answers\"]},"
                + "{\"tag\":\"user\",\"present\":false}]");
    assertThat(finops.get("/budgets/triage-day").body())
        .contains("too dear", "use_case = triage, answers");
  }

  @Test
  void tryingABudgetSetsNothing() {
    gateway.chat(app);
    gateway.settle();

    HttpResponse<String> tried =
        finops.post(
            "/new-budget",
            form(
                Map.of(
                    "rule", "all",
                    "limit_usd", "0",
                    "window", "month UTC",
                    "do", "try")));

    assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
    assertThat(tried.body())
        .contains("Tried on the days since", "value=\"all\"", "Calls it would have stopped")
        .as("of this month, as the last one has no call")
        .contains("This budget would have stopped 1 of 1 calls");
    assertThat(gateway.get("/api/v1/budgets/all").status()).isEqualTo(404);
  }

  @Test
  void saysHowBudgetsAndLimitsStandAsTheApiDoes() {
    put("/api/v1/budgets/all", "{\"window\":\"month UTC\",\"limit_usd\":\"1\"}");
    put("/api/v1/limits/hour", "{\"window\":\"rolling 1h\",\"max\":7}");
    put("/api/v1/limits/users", "{\"window\":\"rolling 1h\",\"max\":7,\"per\":\"user\"}");
    gateway.chat(app);
    gateway.settle();
    JsonNode budget = gateway.get("/api/v1/budgets/all").json().at("/standings/0");

    String page = finops.get("/budgets").body();

    assertThat(budget.path("used").asText()).isEqualTo(Gateway.CALL_COST);
    assertThat(page)
        .contains(value(budget.path("used").asText()), value(budget.path("left").asText()))
        .contains("href=\"/budgets/all\"", "href=\"/limits/hour\"", "href=\"/limits/users\"")
        .contains("rolling 1h", value("7"), value("6"));
    assertThat(finops.get("/budgets/all").body()).contains(value(budget.path("left").asText()));
  }

  @Test
  void whatIsWrongStandsBesideItsFieldWithWhatWasEntered() {
    HttpResponse<String> window =
        finops.post(
            "/new-budget",
            form(Map.of("rule", "b", "limit_usd", "5", "window", "fortnight", "do", "set")));
    assertThat(window.statusCode()).isEqualTo(400);
    assertThat(window.body())
        .contains("id=\"set-window-error\"", "value=\"fortnight\"", "aria-invalid=\"true\"");

    HttpResponse<String> limit =
        finops.post(
            "/new-budget",
            form(Map.of("rule", "b", "limit_usd", "5 XYZ", "window", "day UTC", "do", "set")));
    assertThat(limit.statusCode()).isEqualTo(400);
    assertThat(limit.body()).contains("XYZ", "role=\"alert\"");

    HttpResponse<String> where =
        finops.post(
            "/new-limit",
            form(Map.of("rule", "b", "max", "5", "where", "team is red", "do", "try")));
    assertThat(where.statusCode()).isEqualTo(400);
    assertThat(where.body()).contains("id=\"set-where-error\"", "team is red");

    HttpResponse<String> unnamed = finops.post("/new-limit", "max=5&window=day+UTC&do=set");
    assertThat(unnamed.statusCode()).isEqualTo(400);
    assertThat(unnamed.body()).contains("id=\"set-rule-error\"");
    HttpResponse<String> misnamed =
        finops.post("/new-limit", "rule=a+b&max=5&window=day+UTC&do=set");
    assertThat(misnamed.statusCode()).isEqualTo(400);
    assertThat(misnamed.body()).contains("must be 1 to 128 letters");
    assertThat(gateway.get("/api/v1/budgets/b").status()).isEqualTo(404);
    assertThat(gateway.get("/api/v1/limits").json().path("rules")).isEmpty();
  }

  @Test
  void aNameThatIsTakenIsNotOverwrittenAndNoChangeIsLost() {
    put("/api/v1/budgets/all", "{\"window\":\"month UTC\",\"limit_usd\":\"1\"}");
    Map<String, String> other = Map.of("rule", "all", "limit_usd", "2", "window", "day UTC");

    HttpResponse<String> again = finops.post("/new-budget", form(other) + "&do=set");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("version");

    put("/api/v1/budgets/all", "{\"window\":\"month UTC\",\"limit_usd\":\"3\"}");
    HttpResponse<String> late =
        finops.post("/budgets/all", form(other) + "&expected_version=1&do=set");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(gateway.get("/api/v1/budgets/all").json().at("/definition/limit_usd").asText())
        .isEqualTo("3");
  }

  @Test
  void isChangedRaisedAndEnded() {
    put(
        "/api/v1/budgets/all",
        """
        {"window":"month UTC","limit_usd":"1","owner":"a@example.org","alert_at":[0.5,0.9],
         "ladder":[{"at":0.8,"max_tokens":512}],"allowance_usd":"0.5"}
        """);
    String page = finops.get("/budgets/all").body();
    assertThat(page).contains("0.5, 0.9", "0.8 max_tokens 512", "a@example.org");

    HttpResponse<String> changed =
        finops.post(
            "/budgets/all",
            form(
                Map.of(
                    "limit_usd", "2",
                    "window", "month UTC",
                    "ladder", "0.8 max_tokens 300",
                    "alert_at", "0.6",
                    "expected_version", "1",
                    "why", "more to do",
                    "do", "set")));
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(303);
    JsonNode definition = gateway.get("/api/v1/budgets/all").json().path("definition");
    assertThat(definition.path("limit_usd").asText()).isEqualTo("2");
    assertThat(definition.at("/ladder/0/max_tokens").asLong()).isEqualTo(300);
    assertThat(definition.has("owner")).as("was taken out").isFalse();

    HttpResponse<String> forever = finops.post("/budgets/all", "extra_usd=1&why=launch&do=raise");
    assertThat(forever.statusCode()).isEqualTo(400);
    assertThat(forever.body()).contains("id=\"raise-until-error\"");
    HttpResponse<String> raised =
        finops.post("/budgets/all", "extra_usd=1&why=launch&until=2999-01-01T00:00:00Z&do=raise");
    assertThat(raised.statusCode()).as(raised.body()).isEqualTo(303);
    assertThat(gateway.get("/api/v1/budgets/all").json().at("/standings/0/limit").asText())
        .isEqualTo("3");

    HttpResponse<String> ended =
        finops.post("/budgets/all", "why=over&expected_version=2&do=retire");
    assertThat(ended.statusCode()).as(ended.body()).isEqualTo(303);
    assertThat(gateway.get("/api/v1/budgets/all").status()).isEqualTo(404);
    assertThat(finops.get("/budgets/all").statusCode()).isEqualTo(404);
  }

  @Test
  void aRaiseIsTriedBeforeItIsMade() {
    gateway.chat(app);
    gateway.settle();
    put("/api/v1/budgets/all", "{\"window\":\"month UTC\",\"limit_usd\":\"0.00001\"}");
    assertThat(finops.post("/budgets/all", "extra_usd=0.00002&do=try-raise").body())
        .contains("This budget would have stopped 1 of 1 calls", "value=\"0.00002\"");

    assertThat(finops.post("/budgets/all", "extra_usd=0.01&do=try-raise").body())
        .contains("This budget would have stopped none of the 1 calls");

    HttpResponse<String> euros = finops.post("/budgets/all", "extra_usd=1+EUR&do=try-raise");
    assertThat(euros.statusCode()).isEqualTo(400);
    assertThat(euros.body()).contains("id=\"raise-extra_usd-error\"", "value=\"1 EUR\"");
    assertThat(gateway.get("/api/v1/budgets/all").json().path("raises")).isEmpty();
    assertThat(gateway.get("/api/v1/budgets/all").json().at("/standings/0/limit").asText())
        .isEqualTo("0.00001");
  }

  @Test
  void whoMayOnlyReadSeesNoFormThatSetsAndSetsNothing() {
    put("/api/v1/budgets/all", "{\"window\":\"month UTC\",\"limit_usd\":\"1\"}");
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(viewer.get("/budgets").body()).doesNotContain("New budget");
      assertThat(viewer.get("/budgets/all").body())
          .contains("How it stands")
          .doesNotContain("value=\"set\"", "value=\"try\"")
          .doesNotContain("value=\"raise\"", "value=\"retire\"");
      assertThat(viewer.get("/new-budget").body())
          .contains("Your role sets and tries no budget")
          .doesNotContain("name=\"limit_usd\"");
      assertThat(
              viewer.post("/new-budget", "rule=b&limit_usd=9&window=month+UTC&do=try").statusCode())
          .as("which the API does not let it do")
          .isEqualTo(403);

      HttpResponse<String> set =
          viewer.post("/budgets/all", "limit_usd=9&window=month+UTC&expected_version=1&do=set");
      assertThat(set.statusCode()).isEqualTo(403);
      assertThat(viewer.post("/budgets/all", "why=x&expected_version=1&do=retire").statusCode())
          .isEqualTo(403);
      assertThat(gateway.get("/api/v1/budgets/all").json().path("version").asInt()).isEqualTo(1);
    }
  }
}
