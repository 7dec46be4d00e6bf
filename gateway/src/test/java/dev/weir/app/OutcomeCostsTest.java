package dev.weir.app;

import static java.math.BigDecimal.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What outcomes that were told cost, and what else they might have, over HTTP.
@Timeout(60)
class OutcomeCostsTest {
  private static final String OCTOBER = "/api/v1/unit-costs/care?month=2026-10";
  private static final int USERS = 40;

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    done(
        "PUT",
        "/api/v1/rate-cards/agent",
        "{\"role\":\"agent\",\"usd_per_hour\":\"60\",\"redeployed_share\":\"0.5\",\"source\":\"payroll\",\"evidence\":\"rct\"}");
    done(
        "PUT",
        "/api/v1/outcome-definitions/care",
        """
        {"unit":"ticket","value":"rate.agent * 0.2","value_source":"study","value_evidence":"opinion",
         "window_days":90}
        """);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private JsonNode done(String method, String path, String body) {
    Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  /// Each user's calls cost 1 to 5 dollars, and each has 1 to 3 tickets, of which one fails.
  private void tell() {
    List<String> records = new ArrayList<>();
    List<String> outcomes = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      records.add(
          """
          {"id":"r%d","at":"2026-10-05T08:00:00Z","provider":"copilot","model":"big",
           "cost_usd":"%d","tags":{"use_case":"care","user":"u%d"}}
          """
              .formatted(user, 1 + user % 5, user));
      for (int ticket = 0; ticket <= 1 + user % 3; ticket++) {
        outcomes.add(
            """
            {"use_case":"care","outcome_id":"T-%d-%d","occurred_at":"2026-10-06","success":%b,
             "links":{"user":"u%d"}}
            """
                .formatted(user, ticket, ticket > 0, user));
      }
    }
    gateway.tell(records.toArray(String[]::new));
    done("POST", "/api/v1/outcomes", "{\"outcomes\":[" + String.join(",", outcomes) + "]}");
    gateway.settle();
  }

  /// Ten calls of a prompt, and a ticket of each call.
  private void lived(String month, String prompt, String team, int resolved) {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      records.add(
          """
          {"id":"%s-%s-%d","at":"%s-05T08:00:00Z","provider":"copilot","model":"big",
           "cost_usd":"1","tags":{"use_case":"care","team":"%s","prompt":"%s"}}
          """
              .formatted(month, team, i, month, team, prompt));
    }
    gateway.tell(records.toArray(String[]::new));
    gateway.settle();
    List<String> calls =
        done(
                "GET",
                "/api/v1/calls?limit=50&from=%s-01&to=%s-28&filter=tag:prompt=%s"
                    .formatted(month, month, prompt),
                "")
            .path("calls")
            .findValuesAsText("id");
    List<String> outcomes = new ArrayList<>();
    for (String call : calls) {
      outcomes.add(
          """
          {"use_case":"care","outcome_id":"%s","occurred_at":"%s-06","success":%b,
           "links":{"call_id":"%s"}}
          """
              .formatted(call, month, outcomes.size() < resolved, call));
    }
    assertThat(outcomes).hasSize(10);
    done("POST", "/api/v1/outcomes", "{\"outcomes\":[" + String.join(",", outcomes) + "]}");
  }

  @Test
  void whoseOutcomesSucceedLessOftenIsNamedByTheCallsTheyName() {
    lived("2026-09", "support/v6", "billing", 9);
    lived("2026-09", "faq/v1", "claims", 8);
    lived("2026-10", "support/v7", "billing", 4);
    lived("2026-10", "faq/v1", "claims", 8);

    JsonNode bridge = done("GET", "/api/v1/unit-costs/care/bridge?from=2026-09&to=2026-10", "");

    assertThat(bridge.path("evidence").asText()).isEqualTo("ledger");
    assertThat(bridge.path("rows").valueStream().map(JsonNode::asText))
        .as("calls and outcomes of both months")
        .hasSize(4)
        .anyMatch(rows -> rows.startsWith("/api/v1/outcomes?use_case=care&from=2026-09-01"))
        .allSatisfy(rows -> done("GET", rows, ""));
    assertThat(bridge.path("diagnosis").findValuesAsText("text"))
        .anyMatch(text ->
            text.startsWith(
                "outcomes that succeed, of those tried, fell 29 % (0.85 → 0.6), most on prompt"
                    + " support/v7 (team billing, 0.9 → 0.4): +$"));
  }

  @Test
  void itIsTheTeamThatTheCallsAreUnderNow() {
    lived("2026-09", "support/v6", "zeta", 9);
    lived("2026-10", "support/v7", "zeta", 4);
    done(
        "POST",
        "/api/v1/retaggings",
        """
        {"from":"2026-09-01","to":"2026-11-01","where":[{"tag":"team","in":["zeta"]}],
         "set":{"team":"billing"},"why":"the wrong team"}
        """);
    gateway.settle();

    JsonNode bridge = done("GET", "/api/v1/unit-costs/care/bridge?from=2026-09&to=2026-10", "");

    assertThat(bridge.path("diagnosis").findValuesAsText("text"))
        .anyMatch(text -> text.contains("prompt support/v7 (team billing, 0.9 → 0.4): +$"))
        .noneMatch(text -> text.contains("zeta"));
  }

  private static List<String> against(JsonNode page) {
    return StreamSupport.stream(page.path("three_numbers").path("against").spliterator(), false)
        .map(each ->
            "%s %s..%s %s"
                .formatted(
                    each.path("name").asText(),
                    each.path("low_usd").asText(),
                    each.path("high_usd").asText(),
                    each.path("standing").asText()))
        .toList();
  }

  @Test
  void whatWasToldIsWhatCostIsDividedByAndUsersSayHowSureThatIs() {
    tell();
    done(
        "PUT",
        "/api/v1/pools/eng",
        "{\"category\":\"engineering\",\"amount_usd\":\"120\",\"from\":\"2026-10\",\"basis\":\"usage\",\"source\":\"payroll\",\"evidence\":\"sheets\"}");

    JsonNode page = gateway.get(OCTOBER).json();

    // 8 users of each of 1 to 5 dollars; 14, 13 and 13 users of 1, 2 and 3 tickets.
    assertThat(page.path("ledger_usd").asText()).isEqualTo("120");
    assertThat(page.path("outcomes").path("tried").asInt()).isEqualTo(119);
    assertThat(page.path("outcomes").path("succeeded").asInt()).isEqualTo(79);
    assertThat(page.path("per_outcome").path("loaded_usd").asText()).isEqualTo("3.037974683544");
    JsonNode ratio = page.path("ratio");
    assertThat(ratio.path("unit").asText()).isEqualTo("user");
    assertThat(ratio.path("units").asInt()).isEqualTo(USERS);
    JsonNode loaded = ratio.path("loaded");
    assertThat(usd(loaded, "usd")).isEqualByComparingTo("3.03797468");
    assertThat(usd(loaded, "low_usd")).isBetween(new BigDecimal("2.2"), new BigDecimal("2.9"));
    assertThat(usd(loaded, "high_usd")).isBetween(new BigDecimal("3.2"), new BigDecimal("3.9"));
    assertThat(usd(ratio.path("loaded_at_most"), "high_usd"))
        .isBetween(usd(loaded, "usd"), usd(loaded, "high_usd"));
    leavesAMargin(page);
    assertThat(gateway.get("/api/v1/unit-costs?month=2026-10").json().path("use_cases").path(0))
        .as("the list says the same")
        .hasToString(
            "{\"use_case\":\"care\",\"ledger_usd\":\"120\",\"pools_usd\":\"120\",\"loaded_usd\":\"240\","
                + "\"tokens_share\":\"0.5\",\"calls\":40,\"loaded_per_call_usd\":\"6\",\"users\":40,"
                + "\"loaded_per_user_usd\":\"6\",\"outcomes\":\"79\","
                + "\"loaded_per_outcome_usd\":\"3.037974683544\","
                + "\"evidence\":\"ledger and pools\","
                + "\"rows\":"
                + page.path("per_outcome").path("rows")
                + "}");
  }

  /// 79 successes at 60 × 0.2 dollars, of which an opinion leaves little.
  private void leavesAMargin(JsonNode page) {
    JsonNode margin = page.path("margin");
    JsonNode summary = gateway.get("/api/v1/outcomes/care/summary?month=2026-10").json();
    assertThat(summary.path("now").path("stated_usd").asText()).isEqualTo("948");
    assertThat(usd(margin, "value_usd"))
        .as("what counts, as outcomes say it")
        .isEqualByComparingTo(usd(summary.path("counted"), "usd"));
    assertThat(usd(margin, "margin_usd"))
        .isEqualByComparingTo(usd(margin, "value_usd").subtract(new BigDecimal("240")));
    assertThat(margin.path("why").asText()).contains("opinion");
    assertThat(usd(margin, "margin_per_outcome_usd"))
        .isEqualByComparingTo(
            usd(margin, "margin_usd").divide(new BigDecimal("79"), 12, RoundingMode.HALF_EVEN));
    margin
        .path("rows")
        .forEach(path ->
            assertThat(gateway.get(path.asText()).status()).as(path.asText()).isEqualTo(200));
  }

  @Test
  void ofASharedOutcomeAUseCaseBearsItsShare() {
    done("PUT", "/api/v1/outcome-definitions/search", "{\"unit\":\"answer\"}");
    gateway.tell(
        """
        {"id":"r","at":"2026-10-05T08:00:00Z","provider":"copilot","model":"big","cost_usd":"3",
         "tags":{"use_case":"care","user":"u1"}}
        """);
    done(
        "POST",
        "/api/v1/outcomes",
        """
        {"outcomes":[
          {"use_case":"care","outcome_id":"1","occurred_at":"2026-10-06","links":{"user":"u1"}},
          {"use_case":"care","outcome_id":"2","occurred_at":"2026-10-06","links":{"user":"u1"},
           "shares":{"care":"0.25","search":"0.75"}},
          {"use_case":"search","outcome_id":"3","occurred_at":"2026-10-06","links":{"user":"u1"},
           "shares":{"care":"0.25","search":"0.75"}}]}
        """);
    gateway.settle();

    JsonNode page = gateway.get(OCTOBER).json();

    assertThat(page.path("outcomes").path("succeeded").asText()).isEqualTo("1.5");
    assertThat(page.path("per_outcome").path("unloaded_usd").asText()).isEqualTo("2");
    assertThat(page.path("ratio").path("units").asInt()).isEqualTo(1);
  }

  /// Calls, pools and outcomes, each added up again from the rows that the figure opens to.
  @Test
  void everyFigureSaysItsEvidenceAndOpensToTheRowsItIsMadeOf() {
    tell();
    done("PUT", "/api/v1/outcome-definitions/search", "{\"unit\":\"answer\"}");
    done(
        "POST",
        "/api/v1/outcomes",
        """
        {"use_case":"care","outcome_id":"shared","occurred_at":"2026-10-06",
         "shares":{"care":"0.5","search":"0.5"}}
        """);
    for (String pool : List.of("eng", "legal")) {
      done(
          "PUT",
          "/api/v1/pools/" + pool,
          "{\"category\":\"engineering\",\"amount_usd\":\"60.01\",\"from\":\"2026-10\",\"basis\":\"even\",\"source\":\"payroll\",\"evidence\":\"sheets\"}");
    }

    JsonNode page = gateway.get(OCTOBER).json();

    JsonNode perOutcome = page.path("per_outcome");
    assertThat(perOutcome.path("evidence").asText()).isEqualTo("ledger and pools");
    BigDecimal ledger = ZERO;
    BigDecimal billed = ZERO;
    BigDecimal pools = ZERO;
    BigDecimal successes = ZERO;
    for (JsonNode rows : perOutcome.path("rows")) {
      String path = rows.asText();
      JsonNode opened = done("GET", path.contains("allocations") ? path : path + "&limit=1000", "");
      for (JsonNode call : opened.path("calls")) {
        ledger = ledger.add(usd(call, "cost_usd"));
        billed = billed.add(usd(call, "billed"));
      }
      for (JsonNode line : opened.path("lines")) {
        pools = pools.add(usd(line, "amount_usd"));
      }
      for (JsonNode outcome : opened.path("outcomes")) {
        assertThat(outcome.path("success").asBoolean()).isTrue();
        successes =
            successes.add(new BigDecimal(outcome.path("told").path("share:care").asText("1")));
      }
    }
    assertThat(ledger).isEqualByComparingTo(usd(page, "ledger_usd"));
    assertThat(ledger.add(pools)).isEqualByComparingTo(usd(page, "loaded_usd"));
    assertThat(successes).isEqualByComparingTo("79.5").isEqualByComparingTo(usd(perOutcome, "n"));
    assertThat(billed).isEqualByComparingTo(usd(page.path("per_call"), "n"));
    assertThat(usd(perOutcome, "loaded_usd"))
        .isEqualByComparingTo(ledger.add(pools).divide(successes, 12, RoundingMode.HALF_EVEN));
    for (JsonNode distribution : page.path("distributions")) {
      assertThat(gateway.get(distribution.path("rows").path(0).asText()).status()).isEqualTo(200);
      assertThat(distribution.path("evidence").asText()).isEqualTo("ledger");
    }
    assertThat(
            gateway
                .get(OCTOBER + "&outcomes=10")
                .json()
                .path("three_numbers")
                .path("evidence")
                .asText())
        .as("stated in the question")
        .isEqualTo("opinion");
    assertThat(gateway.get("/api/v1/outcomes?use_case=care&only=good").text())
        .contains("parameter 'only' is all, succeeded or unlinked, was 'good'");
  }

  /// One outcome names its call, two its session, one its ticket; one names what nobody knows and
  /// one nothing.
  @Test
  void anOutcomeCostsWhatItsCallSessionOrTicketDidWithPoolsAndWithout() {
    gateway.tell(
        linked("c", "1", "s1", ""), linked("s", "6", "s2", ""), linked("t", "9", "s3", "K-1"));
    gateway.settle();
    String call =
        gateway
            .get("/api/v1/calls?from=2026-10-01&to=2026-11-01&filter=session%3Ds1")
            .json()
            .path("calls")
            .path(0)
            .path("id")
            .asText();
    String[] links = {
      "\"call_id\":\"" + call + "\",\"session_id\":\"s2\"",
      "\"session_id\":\"s2\"",
      "\"session_id\":\"s2\",\"ticket\":\"K-1\"",
      "\"ticket\":\"K-1\"",
      "\"ticket\":\"K-9\"",
      "\"user\":\"u1\""
    };
    for (int i = 0; i < links.length; i++) {
      done(
          "POST",
          "/api/v1/outcomes",
          "{\"use_case\":\"care\",\"outcome_id\":\"L-%d\",\"occurred_at\":\"2026-10-06\",\"links\":{%s}}"
              .formatted(i, links[i]));
    }
    done(
        "PUT",
        "/api/v1/pools/eng",
        "{\"category\":\"engineering\",\"amount_usd\":\"16\",\"from\":\"2026-10\",\"basis\":\"usage\",\"source\":\"payroll\",\"evidence\":\"sheets\"}");

    JsonNode page = gateway.get(OCTOBER).json();

    JsonNode outcome = page.path("distributions").path(3);
    assertThat(outcome.path("unit").asText()).isEqualTo("outcome");
    assertThat(outcome.path("units").asInt()).as("1, 3, 3 and 9 dollars").isEqualTo(4);
    assertThat(usd(outcome.path("mean"), "usd")).isEqualByComparingTo("4");
    assertThat(usd(outcome.path("median"), "usd")).isEqualByComparingTo("3");
    assertThat(usd(outcome.path("loaded").path("mean"), "usd")).isEqualByComparingTo("8");
    assertThat(outcome.path("loaded").path("evidence").asText()).isEqualTo("ledger and pools");
    assertThat(outcome.path("loaded").path("rows")).hasSize(3);
    assertThat(usd(page.path("distributions").path(1).path("loaded").path("mean"), "usd"))
        .as("sessions of 1, 6 and 9 dollars, and as much of pools")
        .isEqualByComparingTo("10.6666667");
    JsonNode found = page.path("outcome_links");
    assertThat(found.path("linked").asInt()).isEqualTo(4);
    assertThat(found.path("lost").asInt()).isEqualTo(1);
    assertThat(found.path("unlinked").asInt()).isEqualTo(1);
    assertThat(usd(found, "linked_usd")).isEqualByComparingTo("16");
    assertThat(gateway.get(found.path("unlinked_rows").asText()).json().path("outcomes"))
        .hasSize(1)
        .first()
        .satisfies(row -> assertThat(row.toString()).contains("\"L-5\""));
  }

  private static String linked(String id, String usd, String session, String ticket) {
    return """
    {"id":"%s","at":"2026-10-05T08:00:00Z","provider":"copilot","model":"big","cost_usd":"%s",
     "tags":{"use_case":"care","session":"%s"%s}}
    """
        .formatted(id, usd, session, ticket.isEmpty() ? "" : ",\"ticket\":\"" + ticket + "\"");
  }

  private static BigDecimal usd(JsonNode figure, String field) {
    return new BigDecimal(figure.path(field).asText());
  }

  @Test
  void whatAnOutcomeCostsOtherwiseComesByItself() {
    tell();
    assertThat(against(gateway.get(OCTOBER).json())).isEmpty();

    done("PUT", "/api/v1/baselines/care", baseline("2026-12-31"));
    assertThat(against(gateway.get(OCTOBER + "&against=vendor:1").json()))
        .as("twelve minutes at 60 dollars an hour, and what was asked for")
        .containsExactly("baseline 4..6 below", "rate.agent 12..12 below", "vendor 1..1 above");

    done("PUT", "/api/v1/baselines/care", baseline("2026-10-15"));
    assertThat(against(gateway.get(OCTOBER).json()))
        .as("a baseline that had expired when the month ended")
        .isEmpty();
  }

  private static String baseline(String expires) {
    return """
    {"unit":"ticket","source":"sampled","n":200,"from":"2026-05-01","until":"2026-05-31",
     "evidence":"before_after","minutes_per_unit":{"value":12,"low":12,"high":12},
     "cost_per_unit_usd":{"value":"5.00","low":"4.00","high":"6.00"},"expires":"%s"}
    """
        .formatted(expires);
  }

  @Test
  void aUseCaseOfThePortfolioBearsItsPartFromTheMonthOnInWhichItMayBeCalled() {
    tell();
    String useCase =
        """
        {"name":"Triage","statement":"Classify inbound tickets","stage":"%s"}
        """;
    done("PUT", "/api/v1/use-cases/triage?why=test", useCase.formatted("idea"));
    done(
        "PUT",
        "/api/v1/pools/legal",
        "{\"category\":\"legal\",\"amount_usd\":\"10\",\"from\":\"2026-10\",\"basis\":\"even\",\"source\":\"s\",\"evidence\":\"e\"}");
    assertThat(bearing(thisMonth())).isEmpty();

    done("PUT", "/api/v1/use-cases/triage?why=test", useCase.formatted("poc"));

    assertThat(bearing(thisMonth())).containsExactly("triage 10");
    assertThat(bearing("2026-10")).as("it was none in October").containsExactly("care 10");
  }

  private static String thisMonth() {
    return YearMonth.now(ZoneOffset.UTC).toString();
  }

  private List<String> bearing(String month) {
    return StreamSupport.stream(
            gateway.get("/api/v1/allocations?month=" + month).json().path("lines").spliterator(),
            false)
        .filter(line -> line.has("use_case"))
        .map(line -> line.path("use_case").asText() + " " + line.path("amount_usd").asText())
        .toList();
  }
}
