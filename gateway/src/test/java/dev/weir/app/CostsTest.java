package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pools, unit costs and what moved them, of an assembled gateway, over HTTP.
@Timeout(90)
class CostsTest {
  private static final String OCTOBER = "month=2026-10";

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    gateway.ready("live");
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

  private String refused(int status, String method, String path, String body) {
    Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    return reply.json().path("error").path("message").asText();
  }

  private static String record(String id, String at, String more, String tags) {
    return """
    {"id":"%s","at":"%s","provider":"tiny","model":"gpt-4o",%s,"tags":{%s}}
    """
        .formatted(id, at, more, tags);
  }

  private void tell(List<String> records) {
    done(
        "POST",
        "/api/v1/usage",
        "{\"source\":\"books\",\"records\":[" + String.join(",", records) + "]}");
    gateway.settle();
  }

  /// Of 1,000 input and 100 output tokens each: 0.0035 USD.
  private void tellThree() {
    String usage = "\"usage\":{\"input\":1000,\"output\":100}";
    tell(
        List.of(
            record("1", "2026-10-05T08:00:00Z", usage, "\"use_case\":\"care\",\"user\":\"ada\""),
            record("2", "2026-10-06T08:00:00Z", usage, "\"use_case\":\"care\",\"user\":\"bob\""),
            record("3", "2026-10-31T23:59:59Z", usage, "\"use_case\":\"labs\""),
            record("4", "2026-11-01T00:00:00Z", usage, "\"use_case\":\"late\""),
            record("5", "2026-10-07T08:00:00Z", usage, "\"team\":\"nobody\"")));
  }

  private static String pool(String amount, String basis) {
    return "{\"category\":\"engineering\",\"amount_usd\":\"%s\",\"from\":\"2026-10\",%s,\"source\":\"payroll\",\"evidence\":\"sheets\"}"
        .formatted(amount, basis);
  }

  private void put(String name, String amount, String basis) {
    done("PUT", "/api/v1/pools/" + name + "?why=test", pool(amount, basis));
  }

  private static List<String> rows(JsonNode list, String... fields) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(row ->
            List.of(fields).stream()
                .map(field -> row.path(field).asText("-"))
                .collect(Collectors.joining(" ")))
        .toList();
  }

  @Test
  void aMonthsPoolsAreBorneByTheUseCasesThatWereActiveInItToTheCent() {
    tellThree();
    put("platform", "100.00", "\"basis\":\"calls\"");
    put("review", "0.05", "\"basis\":\"even\"");
    put("legal", "30", "\"basis\":\"headcount\",\"units\":{\"idle\":0}");

    JsonNode allocation = gateway.get("/api/v1/allocations?" + OCTOBER).json();

    assertThat(
            rows(
                allocation.path("lines"),
                "pool",
                "use_case",
                "amount_usd",
                "driver_units",
                "driver_total"))
        .containsExactly(
            "legal - 30 0 0",
            "platform care 66.67 2 3",
            "platform labs 33.33 1 3",
            "review care 0.02 1 3",
            "review idle 0.02 1 3",
            "review labs 0.01 1 3");
    assertThat(allocation.path("total_usd").asText()).isEqualTo("130.05");
    assertThat(allocation.path("unallocated_usd").asText()).isEqualTo("30");
    assertThat(allocation.path("notes").path(0).asText())
        .isEqualTo(
            "pool 'legal': its driver headcount has nothing in 2026-10, it is left unallocated");
    assertThat(gateway.get("/api/v1/allocations?month=2026-09").json().path("lines")).isEmpty();
  }

  @Test
  void aPoolHasVersionsAndOneThatIsServedStays() {
    put("eng", "100", "\"basis\":\"even\"");
    put("eng", "200", "\"basis\":\"even\"");
    put("cloud", "10", "\"basis\":\"even\",\"serves\":{\"eng\":\"0.5\"}");

    assertThat(gateway.get("/api/v1/history/pool/eng").json().findValuesAsText("amount_usd"))
        .containsExactly("200.00", "100.00");
    assertThat(refused(409, "DELETE", "/api/v1/pools/eng", ""))
        .isEqualTo("pool 'eng' is served by [cloud]: change their 'serves' first");
    done("DELETE", "/api/v1/pools/cloud", "");
    done("DELETE", "/api/v1/pools/eng", "");
    assertThat(gateway.get("/api/v1/pools").json().path("pools")).isEmpty();
  }

  @Test
  void whatIsWrongIsRefusedByFieldRuleAndValue() {
    assertThat(refused(400, "PUT", "/api/v1/pools/eng", pool("1.005", "\"basis\":\"even\"")))
        .isEqualTo(
            "pool 'eng': field 'amount_usd' is dollars to the cent, not 0, at most 15 digits before"
                + " the point, was 1.005");
    assertThat(
            refused(
                400,
                "PUT",
                "/api/v1/pools/eng",
                pool("1", "\"basis\":\"even\",\"serves\":{\"x\":\"0.5\"}")))
        .isEqualTo("pool 'eng': field 'serves' names pools that there are, was 'x'");
    put("s1", "1", "\"basis\":\"even\"");
    put("s2", "1", "\"basis\":\"even\",\"serves\":{\"s1\":1}");
    assertThat(
            refused(
                400,
                "PUT",
                "/api/v1/pools/s1",
                pool("1", "\"basis\":\"even\",\"serves\":{\"s2\":1}")))
        .contains("only passed round was [pool s1, pool s2]");
    assertThat(refused(400, "GET", "/api/v1/allocations?month=May", ""))
        .isEqualTo("parameter 'month' is a month of 2015 to 2100, as 2026-10, was 'May'");
    assertThat(refused(400, "GET", "/api/v1/allocations?method=fair", ""))
        .isEqualTo("parameter 'method' is direct, step_down or reciprocal, was 'fair'");
    assertThat(refused(404, "GET", "/api/v1/unit-costs/nobody?" + OCTOBER, ""))
        .isEqualTo("there is no use case 'nobody' with a cost in 2026-10");
    assertThat(refused(400, "GET", "/api/v1/unit-costs/care/bridge?from=2026-10&to=2026-10", ""))
        .isEqualTo("parameter 'to' is a month after 'from', was 2026-10 after 2026-10");
    assertThat(refused(400, "GET", "/api/v1/unit-costs/care/bridge?from=2026-10", ""))
        .isEqualTo("parameter 'to' is missing: a month as 2026-10");
    tellThree();
    assertThat(refused(400, "GET", "/api/v1/unit-costs/care?outcomes=x&" + OCTOBER, ""))
        .isEqualTo("parameter 'outcomes' is a number of outcomes, or SUCCEEDED/TRIED, was 'x'");
    assertThat(refused(400, "GET", "/api/v1/unit-costs/care/bridge?from=2026-09&to=2026-10", ""))
        .isEqualTo("a bridge is between months with calls, was 0 in 2026-09");
  }

  @Test
  void manyPoolsAreImportedAtOnceOrNone() {
    String table =
        """
        pool,category,amount_usd,from,basis,use_cases,units,serves,source,evidence
        eng,engineering,1000,2026-10,usage,,,,payroll,sheets
        cloud,tooling,60,2026-10,headcount,,care=2;labs=1,eng=0.5,invoice,pdf
        """;

    assertThat(done("POST", "/api/v1/pools/import", table).path("set").asInt()).isEqualTo(2);
    assertThat(done("POST", "/api/v1/pools/import", table).path("unchanged").asInt()).isEqualTo(2);
    assertThat(refused(400, "POST", "/api/v1/pools/import", table.replace("60,", "sixty,")))
        .isEqualTo(
            "nothing was imported: line 3: pool 'cloud': field 'amount_usd' is a decimal number as"
                + " 1234.56, was \"sixty\"");
    JsonNode pools = gateway.get("/api/v1/pools?" + OCTOBER).json();
    assertThat(pools.path("total_usd").asText()).isEqualTo("1060");
    assertThat(rows(pools.path("pools"), "name", "group", "month_usd", "version"))
        .containsExactly("cloud data 60 1", "eng engineering 1000 1");
  }

  @Test
  void eightyThousandDollarsForFortyThousandTicketsAreTwoDollarsEach() {
    tell(
        List.of(
            record(
                "big",
                "2026-10-01T00:00:00Z",
                "\"cost_usd\":\"30000\",\"requests\":120000,\"until\":\"2026-11-01\"",
                "\"use_case\":\"tickets\"")));
    put("eng", "50000", "\"basis\":\"direct\",\"use_cases\":[\"tickets\"]");

    JsonNode cost =
        gateway
            .get("/api/v1/unit-costs/tickets?" + OCTOBER + "&outcomes=40000&against=human:400..600")
            .json();

    assertThat(cost.path("three_numbers").path("monthly_cost_usd").asText()).isEqualTo("80000");
    assertThat(cost.path("three_numbers").path("cost_per_outcome_usd").asText()).isEqualTo("2");
    assertThat(cost.path("three_numbers").path("against").path(0).path("standing").asText())
        .isEqualTo("below");
    assertThat(cost.path("tokens_share").asText()).isEqualTo("0.375");
    assertThat(cost.path("per_call").path("unloaded_usd").asText()).isEqualTo("0.25");
    assertThat(cost.path("pools").path("engineering").asText()).isEqualTo("50000");
    assertThat(cost.path("notes").path(0).asText())
        .isEqualTo("outcomes are stated in the question: there is no interval of their cost");
    JsonNode hours =
        gateway.get("/api/v1/unit-costs/tickets?method=direct&outcomes=800&" + OCTOBER).json();
    assertThat(hours.path("per_outcome").path("unloaded_usd").asText()).isEqualTo("37.5");
    JsonNode unknown = gateway.get("/api/v1/unit-costs/tickets?" + OCTOBER).json();
    assertThat(unknown.has("per_outcome")).isFalse();
    assertThat(unknown.path("notes").path(0).asText())
        .isEqualTo("no outcomes known of 'tickets' in 2026-10: there is no cost per outcome");
  }

  @Test
  void whoDistortsTheMeanIsNamedWithTheReason() {
    List<String> records = new ArrayList<>();
    for (int user = 0; user < 30; user++) {
      records.add(
          record(
              "u" + user,
              "2026-10-%02dT08:00:00Z".formatted(1 + user % 28),
              "\"usage\":{\"input\":%d,\"output\":10}".formatted(1_000 + user),
              "\"use_case\":\"care\",\"user\":\"user-%02d\",\"session\":\"s-%d\""
                  .formatted(user, user)));
    }
    for (int call = 0; call < 25; call++) {
      records.add(
          record(
              "loop" + call,
              "2026-10-03T04:00:%02dZ".formatted(call),
              "\"usage\":{\"input\":5000,\"output\":10}",
              "\"use_case\":\"care\",\"user\":\"agent\",\"session\":\"s-loop\""));
    }
    records.add(
        record(
            "judge",
            "2026-10-03T04:00:00Z",
            "\"usage\":{\"input\":100000,\"output\":10},\"purpose\":\"judge\"",
            "\"use_case\":\"care\""));
    tell(records);

    JsonNode cost = gateway.get("/api/v1/unit-costs/care?" + OCTOBER).json();

    JsonNode users = cost.path("distributions").path(2);
    assertThat(users.path("unit").asText()).isEqualTo("user");
    assertThat(users.path("units").asInt()).isEqualTo(31);
    assertThat(rows(users.path("outliers"), "unit", "reason", "calls", "alike"))
        .containsExactly("agent loop 25 25");
    assertThat(new BigDecimal(users.path("mean").path("usd").asText()))
        .isGreaterThan(new BigDecimal(users.path("winsorised").path("usd").asText()));
    assertThat(new BigDecimal(users.path("gini").asText())).isGreaterThan(new BigDecimal("0.5"));
    assertThat(cost.path("users").asInt()).isEqualTo(31);
    assertThat(cost.path("calls").asInt()).isEqualTo(56);
    assertThat(new BigDecimal(cost.path("safety_share").asText()))
        .isBetween(new BigDecimal("0.3"), new BigDecimal("0.5"));
    assertThat(cost.path("purposes").path("judge").asText()).isEqualTo("0.2501");
    assertThat(rows(cost.path("distributions"), "unit", "units"))
        .containsExactly("call 56", "session 31", "user 31");
  }

  /// 1,000 calls a month of prompt support, whose seventh version has 41 % more input.
  @Test
  void whatMovedAUnitCostAddsUpAndItsSentenceOpensToItsRows() {
    tell(
        List.of(
            month("sep", "2026-09-01", "2026-10-01", 1_000_000, "support/v6"),
            month("oct", "2026-10-01", "2026-11-01", 1_410_000, "support/v7")));
    put("eng", "10.00", "\"basis\":\"usage\"");

    JsonNode bridge =
        done(
            "GET",
            "/api/v1/unit-costs/care/bridge?from=2026-09&to=2026-10&outcomes_from=400/500&outcomes_to=400/500",
            "");

    BigDecimal effects = BigDecimal.ZERO;
    for (JsonNode effect : bridge.path("effects")) {
      effects = effects.add(new BigDecimal(effect.path("per_unit_usd").asText()));
    }
    // 2.50 and 10 dollars per million; 400 outcomes.
    assertThat(bridge.path("before_usd").asText()).isEqualTo("0.00875");
    assertThat(bridge.path("after_usd").asText()).isEqualTo("0.0363125");
    assertThat(effects).isEqualByComparingTo("0.0275625");
    assertThat(rows(bridge.path("effects"), "factor", "per_unit_usd"))
        .contains("prompt_length 0.0025625", "shared_cost 0.025", "price 0", "success 0");
    assertThat(bridge.path("method").asText()).isEqualTo("lmdi");
    assertThat(bridge.path("price_index").path("fisher").asText()).isEqualTo("1");
    JsonNode finding = bridge.path("diagnosis").path(1);
    assertThat(finding.path("text").asText())
        .isEqualTo(
            "input tokens per call rose 41 % (1,000 → 1,410) on prompt support/v7, before"
                + " support/v6 (team billing, model gpt-4o): +$1.03 a month");
    assertThat(gateway.get(finding.path("rows").asText()).json().path("calls")).hasSize(1);
    assertThat(bridge.path("diagnosis").path(0).path("rows").asText())
        .isEqualTo("/api/v1/allocations?month=2026-10");
    assertThat(bridge.path("evidence").asText()).as("the outcomes are stated").isEqualTo("opinion");
    JsonNode perCall = done("GET", "/api/v1/unit-costs/care/bridge?from=2026-09&to=2026-10", "");
    assertThat(perCall.path("evidence").asText()).isEqualTo("ledger and pools");
    assertThat(perCall.path("rows").valueStream().map(JsonNode::asText))
        .as("calls of both months, and the later one's pool")
        .hasSize(3)
        .allSatisfy(rows -> done("GET", rows, ""));
    assertThat(perCall.path("unit").asText()).isEqualTo("call");
    assertThat(perCall.path("notes").path(0).asText()).contains("has no outcomes that succeeded");
  }

  private static String month(String id, String from, String to, int input, String prompt) {
    return record(
        id,
        from,
        "\"until\":\"%s\",\"requests\":1000,\"usage\":{\"input\":%d,\"output\":100000}"
            .formatted(to, input),
        "\"use_case\":\"care\",\"team\":\"billing\",\"prompt\":\"%s\"".formatted(prompt));
  }

  @Test
  void everyUseCaseHasItsLineAndTheSumsAreTheReportAndThePools() {
    tellThree();
    put("platform", "100.00", "\"basis\":\"usage\"");

    JsonNode list = gateway.get("/api/v1/unit-costs?" + OCTOBER).json();

    assertThat(
            rows(list.path("use_cases"), "use_case", "ledger_usd", "pools_usd", "calls", "users"))
        .containsExactly("care 0.007 66.67 2 2", "labs 0.0035 33.33 1 0");
    assertThat(list.path("ledger_usd").asText()).isEqualTo("0.0105");
    assertThat(list.path("pools_usd").asText()).isEqualTo("100");
  }
}
