package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Outcomes and feedback of an assembled gateway, over HTTP.
@Timeout(60)
class OutcomeApiTest {
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static final String DEFINITION =
      """
      {"unit": "ticket resolved", "window_days": 60,
       "kpis": [{"name": "resolved", "kind": "boolean", "goal": {"at_least": "0.5"}},
                {"name": "hours", "kind": "number", "min": "0"}],
       "success": "resolved", "value": "hours * rate.agent * redeployed.agent",
       "value_source": "time study", "value_evidence": "before_after",
       "target": {"per_month": "8"}}
      """;
  private static final String CARD =
      """
      {"role": "support agent", "usd_per_hour": "60", "redeployed_share": "0.5",
       "source": "payroll", "evidence": "rct"}
      """;

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    expect(200, gateway.control("PUT", "/api/v1/rate-cards/agent", CARD));
    gateway.measured("support");
    expect(200, gateway.control("PUT", "/api/v1/outcome-definitions/support", DEFINITION));
    expect(
        200,
        gateway.control("PUT", "/api/v1/outcome-definitions/search", "{\"unit\": \"answer\"}"));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static JsonNode expect(int status, Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    return reply.json();
  }

  private String outcome(String id) {
    return """
    {"use_case": "support", "outcome_id": "%s", "occurred_at": "%s",
     "kpis": {"resolved": true, "hours": 1.5}, "links": {"ticket": "K-1", "user": "u1"}}
    """
        .formatted(id, now.minus(Duration.ofHours(1)))
        .replace("\n", " ");
  }

  private Reply tell(String body) {
    return gateway.control("POST", "/api/v1/outcomes", body);
  }

  @Test
  void aValueIsStatedAndCutByItsEvidence() {
    JsonNode taken = expect(200, tell(outcome("T-1")));

    assertThat(taken.path("recorded").asInt()).isEqualTo(1);
    assertThat(taken.path("stated_usd").asText()).isEqualTo("45");
    assertThat(taken.path("claimable_usd").asText()).isEqualTo("22.5");
    JsonNode row = expect(200, gateway.get("/api/v1/outcomes/T-1")).path("rows").path(0);
    assertThat(row.path("definition").asInt()).isEqualTo(1);
    assertThat(row.path("rate_cards").path("agent").asInt()).isEqualTo(1);
    assertThat(row.path("evidence").asText()).isEqualTo("before_after");
    assertThat(row.path("told").path("kpi:hours").asText()).isEqualTo("1.5");
    assertThat(row.path("who").asText()).isNotEmpty();
  }

  @Test
  void whatMayBeClaimedIsByTheOrganisationsHaircutAndStandsBesideIt() {
    expect(200, tell(outcome("T-1")));
    expect(
        200,
        gateway.control(
            "PUT",
            "/api/v1/settings?why=audit",
            "{\"evidence_shares\":{\"before_after\":\"0.3\"}}"));

    JsonNode row = expect(200, gateway.get("/api/v1/outcomes/T-1")).path("rows").path(0);
    assertThat(row.path("stated_usd").asText()).isEqualTo("45");
    assertThat(row.path("evidence_share").asText()).isEqualTo("0.3");
    assertThat(row.path("claimable_usd").asText()).isEqualTo("13.5");
    JsonNode sum =
        gateway
            .get("/api/v1/outcomes/sums?use_case=support")
            .json()
            .path("groups")
            .path(0)
            .path("sum");
    assertThat(sum.path("claimable_usd").asText()).isEqualTo("13.5");
    assertThat(sum.path("evidence_shares").path("before_after").asText()).isEqualTo("0.3");
    assertThat(gateway.get("/api/v1/settings").json().path("evidence_shares").toString())
        .isEqualTo(
            "{\"before_after\":\"0.3\",\"did\":\"0.8\",\"opinion\":\"0.2\",\"rct\":\"1\","
                + "\"untried_max\":\"0.5\"}");
    Reply refused =
        gateway.control("PUT", "/api/v1/settings", "{\"evidence_shares\":{\"did\":\"0.4\"}}");
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.text()).contains("field 'evidence_shares.before_after' is 0 to 0.4");
  }

  @Test
  void aListLinesAndATableSayTheSame() {
    expect(200, tell("{\"outcomes\": [" + outcome("T-1") + "," + outcome("T-2") + "]}"));
    JsonNode lines = expect(200, tell(outcome("T-1") + "\n" + outcome("T-2") + "\n"));
    assertThat(lines.path("known").asInt()).isEqualTo(2);
    String table =
        "use_case,outcome_id,occurred_at,kpi:resolved,kpi:hours,ticket,user,quality\n"
            + "support,T-1,%s,true,1.50,K-1,u1,\nsupport,T-3,%s,true,2,K-2,u2,0.9\n"
                .formatted(now.minus(Duration.ofHours(1)), now);

    JsonNode cells = expect(200, gateway.control("POST", "/api/v1/outcomes?format=csv", table));

    assertThat(cells.path("known").asInt()).isEqualTo(1);
    assertThat(cells.path("recorded").asInt()).isEqualTo(1);
    assertThat(listed("&user=u1")).hasSize(2);
    assertThat(listed("&ticket=K-2")).hasSize(1);
    assertThat(listed("&limit=2")).hasSize(2);
  }

  private JsonNode listed(String more) {
    return expect(200, gateway.get("/api/v1/outcomes?use_case=support" + more)).path("outcomes");
  }

  @Test
  void aBatchIsTakenWholeOrNotAtAll() {
    expect(200, tell(outcome("T-1")));

    Reply conflict = tell(outcome("T-2") + outcome("T-1").replace("1.5", "2"));
    assertThat(conflict.status()).as(conflict.text()).isEqualTo(409);
    assertThat(conflict.text()).contains("row 2 ('T-1')", "field 'kpi:hours' is '2', was '1.5'");
    Reply wrong = tell(outcome("T-2") + outcome("T-3").replace("1.5", "-1"));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text()).contains("row 2 ('T-3')", "field 'kpis.hours'", "was '-1'");
    assertThat(listed("")).hasSize(1);
  }

  @Test
  void whatIsWrongIsCorrectedOrTakenBackWithWhoAndWhy() {
    expect(200, tell(outcome("T-1")));
    String better = outcome("T-1").replace("1.5", "3");
    JsonNode corrected =
        expect(200, gateway.control("POST", "/api/v1/outcomes?correct=true&why=recounted", better));
    assertThat(corrected.path("corrected").asInt()).isEqualTo(1);
    JsonNode voided =
        expect(
            200,
            gateway.control(
                "POST",
                "/api/v1/outcomes/void",
                "{\"use_case\":\"support\",\"ids\":[\"T-1\",\"T-9\"],\"why\":\"test ticket\"}"));
    assertThat(voided.toString()).isEqualTo("{\"voided\":[\"T-1\"],\"missing\":[\"T-9\"]}");

    JsonNode rows = expect(200, gateway.get("/api/v1/outcomes/T-1")).path("rows");
    assertThat(rows.findValuesAsText("kind")).containsExactly("told", "correction", "void");
    assertThat(rows.findValuesAsText("why")).contains("recounted", "test ticket");
    assertThat(listed("")).isEmpty();
    assertThat(expect(200, tell(outcome("T-1"))).path("taken_back").asInt()).isEqualTo(1);
  }

  @Test
  void onlyAnAdminMovesAnOutcomeOutOfTheWindowItWasToldIn() {
    expect(200, tell(outcome("T-1")));
    String finops = gateway.operator("finops");
    String path = "/api/v1/outcomes?correct=true&why=moved";
    String earlier =
        outcome("T-1")
            .replace(
                now.minus(Duration.ofHours(1)).toString(),
                now.minus(Duration.ofDays(2)).toString());
    String old =
        outcome("T-1")
            .replace(
                now.minus(Duration.ofHours(1)).toString(),
                now.minus(Duration.ofDays(700)).toString());

    expect(200, gateway.control(finops, "POST", path, earlier));
    Reply refused = gateway.control(finops, "POST", path, old);
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.text())
        .contains(
            "row 1 ('T-1')", "field 'occurred_at' is moved by a correction within the window");
    assertThat(listed("")).hasSize(1);

    expect(200, gateway.control("POST", path, old));
    assertThat(listed("")).as("two years ago now").isEmpty();
    expect(200, gateway.control(finops, "POST", path, old.replace("1.5", "2")));
  }

  @Test
  void aMonthShowsWhatCameAfterItsEnd() {
    YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC)).minusMonths(1);
    String late = month.atEndOfMonth() + "T12:00:00Z";
    for (int i = 0; i < 4; i++) {
      expect(
          200,
          tell(
              outcome("L-" + i)
                  .replace(now.minus(Duration.ofHours(1)).toString(), late)
                  .replace("true", i < 3 ? "true" : "false")));
    }

    JsonNode summary = expect(200, gateway.get("/api/v1/outcomes/support/summary?month=" + month));

    assertThat(summary.path("now").path("outcomes").asInt()).isEqualTo(4);
    assertThat(summary.path("now").path("successes").asInt()).isEqualTo(3);
    assertThat(summary.path("now").path("stated_usd").asText()).isEqualTo("135");
    assertThat(summary.path("now").path("claimable_usd").asText()).isEqualTo("67.5");
    assertThat(summary.at("/counted/usd").asText()).isEqualTo("67.5");
    assertThat(summary.at("/counted/parts/before_after").asText()).isEqualTo("0.5");
    assertThat(summary.at("/counted/why").asText())
        .isEqualTo("before_after × 0.5; 0.5 at most, as no experiment has shown the AI's share");
    assertThat(summary.path("at_months_end").path("outcomes").asInt()).isZero();
    assertThat(summary.path("restatements").findValuesAsText("outcome_id"))
        .containsExactly("L-0", "L-1", "L-2", "L-3");
    assertThat(summary.path("target_reached").asText()).isEqualTo("0.375");
    JsonNode resolved = summary.path("kpis").path(0);
    assertThat(resolved.path("figures").path("share").path("value").asText()).isEqualTo("0.75");
    assertThat(resolved.path("standing").asText()).isEqualTo("open");
    JsonNode hours = summary.path("kpis").path(1).path("figures");
    assertThat(hours.path("p95").path("unanswered").asText()).contains("needs 72 values, was 4");
    JsonNode rows = expect(200, gateway.get(summary.path("rows").asText())).path("outcomes");
    assertThat(rows).as("the figure opens to its rows").hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"use_case", "month", "day", "user", "session", "ticket", "call"})
  void everySumOpensToAsManyOutcomesAsItCounts(String by) {
    expect(
        200,
        tell(
            outcome("T-1")
                + outcome("T-2").replace("K-1", "K 2")
                + outcome("T-3").replace("\"ticket\": \"K-1\"", "\"call_id\": \"c&1\"")));

    JsonNode groups = expect(200, gateway.get("/api/v1/outcomes/sums?by=" + by)).path("groups");

    assertThat(groups).isNotEmpty();
    for (JsonNode group : groups) {
      assertThat(expect(200, gateway.get(group.path("rows").asText())).path("outcomes"))
          .as(group.toString())
          .hasSize(group.at("/sum/outcomes").asInt());
    }
  }

  private List<String> opened(JsonNode groups, int at) {
    String rows = groups.path("groups").path(at).path("rows").asText();
    return expect(200, gateway.get(rows))
        .path("outcomes")
        .valueStream()
        .map(outcome -> outcome.path("outcome_id").asText())
        .toList();
  }

  @Test
  void outcomesAddUpByUserAndMore() {
    expect(200, tell(outcome("T-1") + outcome("T-2").replace("u1", "u2") + outcome("T-3")));

    JsonNode groups = expect(200, gateway.get("/api/v1/outcomes/sums?use_case=support&by=user"));

    assertThat(groups.path("groups").findValuesAsText("key")).containsExactly("u1", "u2");
    assertThat(groups.path("groups").findValuesAsText("outcomes")).containsExactly("2", "1");
    assertThat(opened(groups, 0)).containsExactly("T-1", "T-3");
    assertThat(opened(groups, 1)).containsExactly("T-2");
    JsonNode sessions = expect(200, gateway.get("/api/v1/outcomes/sums?by=session"));
    assertThat(sessions.path("groups").findValuesAsText("key")).containsExactly("");
    assertThat(opened(sessions, 0)).as("of none, of all use cases").hasSize(3);
    assertThat(gateway.get("/api/v1/outcomes/sums?by=mood").text())
        .contains(
            "parameter 'by' is use_case, month, day, user, session, ticket or call, was 'mood'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1] | an outcome is a JSON object, was NUMBER",
        "{ | the body is not JSON",
        "`` | the body has no outcome",
        "{\"outcomes\": [], \"source\": \"x\"} | field 'outcomes' is a list, and there is no other field beside it",
        "{\"use_case\": \"billing\", \"outcome_id\": \"1\", \"occurred_at\": \"2026-11-01\"} | field 'use_case' is a use case whose outcome is defined, was 'billing'",
        "{\"use_case\": \"support\"} | row 1: field 'outcome_id' is missing",
        "{\"use_case\": \"support\", \"outcome_id\": \"1\"} | row 1 ('1'): field 'occurred_at' is missing",
        "{\"use_case\": \"search\", \"outcome_id\": \"1\", \"occurred_at\": \"2099-01-01\"} | field 'occurred_at' is not in the future",
        "{\"use_case\": \"search\", \"outcome_id\": \"1\", \"occurred_at\": \"2020-01-01\"} | within the window of outcome 'search', window_days 90",
        "{\"use_case\": \"search\", \"outcome_id\": \"1\", \"quantity\": -3} | field 'quantity' is a number above 0",
        "{\"use_case\": \"search\", \"outcome_id\": \"1\", \"shares\": {\"search\": \"0.6\", \"support\": \"0.5\"}} | field 'shares' adds up to 1",
        "{\"use_case\": \"search\", \"outcome_id\": \"1\", \"kpis\": 3} | field 'kpis' is an object, was NUMBER",
        "{\"use_case\": \"search\", \"outcome_id\": \"1\", \"kpis\": {\"mood\": [1]}} | field 'kpis.mood' is a text, a number, true or false, was ARRAY"
      })
  void refusesByRowFieldRuleAndValue(String body, String message) {
    String whole =
        body.contains("occurred_at") || !body.contains("search")
            ? body
            : body.replaceFirst("\\{", "{\"occurred_at\": \"" + now + "\", ");
    Reply reply = tell(whole);

    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.json().path("error").path("message").asText()).contains(message);
  }

  @Test
  void aDefinitionNamesRateCardsThatThereAre() {
    Reply unknown =
        gateway.control(
            "PUT",
            "/api/v1/outcome-definitions/support",
            DEFINITION.replace("rate.agent", "rate.clerk"));
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text())
        .contains("outcome 'support': field 'value' names rate cards in force, was 'clerk'");

    Reply used = gateway.control("DELETE", "/api/v1/rate-cards/agent", "");
    assertThat(used.status()).isEqualTo(409);
    assertThat(used.text()).contains("was used by [support]");
    expect(200, gateway.control("DELETE", "/api/v1/outcome-definitions/support", ""));
    expect(200, gateway.control("DELETE", "/api/v1/rate-cards/agent", ""));
    assertThat(tell(outcome("T-1")).text()).contains("whose outcome is defined, was 'support'");
  }

  @Test
  void moreRevenueCountsByTheMarginItsUseCaseSays() {
    String sales =
        """
        {"name": "Support", "statement": "Sell more.",
         "value": {"kind": "revenue", "incremental_to": "sales by phone", "margin_share": "0.3"}}
        """;
    expect(200, gateway.control("PUT", "/api/v1/use-cases/support?why=intake", sales));

    expect(200, tell(outcome("T-1")));
    expect(
        200,
        gateway.control(
            "PUT", "/api/v1/use-cases/support?why=audit", sales.replace("0.3", "0.25")));
    expect(200, tell(outcome("T-2")));

    JsonNode first = expect(200, gateway.get("/api/v1/outcomes/T-1")).path("rows").path(0);
    assertThat(first.path("stated_usd").asText()).isEqualTo("13.5");
    assertThat(first.path("rate_cards").path("value.margin_share").asInt()).isEqualTo(1);
    JsonNode second = expect(200, gateway.get("/api/v1/outcomes/T-2")).path("rows").path(0);
    assertThat(second.path("stated_usd").asText()).isEqualTo("11.25");
    assertThat(second.path("rate_cards").path("value.margin_share").asInt()).isEqualTo(2);
  }

  @Test
  void outcomesOutliveARestart() {
    expect(200, tell(outcome("T-1")));
    gateway.close();
    gateway = new Gateway(data);

    assertThat(expect(200, tell(outcome("T-1"))).path("known").asInt()).isEqualTo(1);
  }
}
