package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.Gateway.Reply;
import dev.weir.base.store.Database.Settings;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Opportunities of an assembled gateway, out of baselines, rosters, the ledger and assumptions.
@Timeout(60)
class OpportunitiesTest {
  private static final String GOLDEN =
      """
      {"evidence":"rct","months":12,"ramp":{"kind":"none"},
       "inputs":{"volume_per_month":10000,"adoption":0.6,"success_rate":0.8,"human_cost_usd":8,
        "review_cost_usd":1.5,"rework_cost_usd":5,"variable_cost_usd":2000,"fixed_cost_usd":10000}}
      """;
  private static final String BASELINE =
      """
      {"unit":"ticket","source":"sampled","n":400,"from":"2026-08-01","until":"2026-09-01",
       "expires":"%s","volume_per_month":10000,
       "cost_per_unit_usd":{"value":8,"low":7,"high":9}}
      """;

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
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
    return reply.text();
  }

  private void spent(String useCase, String month, String usd, String user) {
    gateway.tell(
        """
        {"id":"%s-%s-%s","at":"%s-10T12:00:00Z","provider":"copilot","model":"business",
         "cost_usd":"%s","tags":{"use_case":"%s","user":"%s"}}
        """
            .formatted(useCase, month, user, month, usd, useCase, user));
  }

  private static List<String> values(JsonNode list, String... fields) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(each ->
            List.of(fields).stream()
                .map(field -> each.path(field).asText())
                .collect(Collectors.joining(" ")))
        .toList();
  }

  @Test
  void theGoldenOpportunityHasItsBridge() {
    done("PUT", "/api/v1/opportunities/triage?why=plan", GOLDEN);

    JsonNode of = done("GET", "/api/v1/opportunities/triage?month=2026-10", "");

    assertThat(values(of.path("bridge"), "step", "usd_per_month"))
        .containsExactly(
            "simple 68000",
            "adoption -32000",
            "failures -9600",
            "review -7200",
            "rework -6000",
            "full 13200");
    assertThat(of.path("summary").path("evidence").asText())
        .as("without a baseline it is opinion, whatever is stated")
        .isEqualTo("opinion");
    assertThat(of.path("summary").path("claims_blocked").asText()).contains("has no baseline");
    assertThat(of.path("monthly").path("p10_usd").asText()).isEqualTo("13200");
    // 25,200 × 0.2 − 12,000
    assertThat(of.path("counted").path("p50_usd").asText()).isEqualTo("-6960");
    assertThat(of.path("flows").path("payback_months").asText()).isEqualTo("0");
    assertThat(of.path("flows").has("internal_rate_of_return")).isFalse();
    assertThat(of.path("flows").path("internal_rate_warning").asText())
        .startsWith("the flows have one sign");
  }

  /// What gates write, while the gateway stands.
  private void at(String stage) {
    gateway.close();
    try (Facts facts = Facts.open(data.resolve("facts.duckdb"), new Settings(64, 1, 4))) {
      String body = "{\"name\":\"T\",\"statement\":\"Triage.\",\"stage\":\"%s\"}".formatted(stage);
      Change change =
          Change.of(Kind.USE_CASE, "triage", (ObjectNode) Gateway.tree(body), "test", "a gate did");
      assertThat(new Books(facts, InstantSource.system()).publish(List.of(change)))
          .isInstanceOf(Published.Done.class);
    }
    gateway = new Gateway(data);
  }

  @Test
  void theStageIsThePortfolios() {
    done("PUT", "/api/v1/opportunities/triage", GOLDEN);
    JsonNode idea = done("GET", "/api/v1/opportunities/triage", "");
    assertThat(idea.path("plan").path("stage").asText()).as("of nobody").isEqualTo("idea");
    assertThat(idea.path("plan").path("chance").asText()).isEqualTo("0.14");

    at("production");

    JsonNode plan = done("GET", "/api/v1/opportunities/triage", "").path("plan");
    assertThat(plan.path("stage").asText()).isEqualTo("production");
    assertThat(plan.path("chance").asText()).isEqualTo("1");
    assertThat(plan.path("months_to_production").asInt()).isZero();
    assertThat(refused(400, "PUT", "/api/v1/opportunities/triage", "{\"stage\":\"idea\"}"))
        .contains("opportunity 'triage': field 'stage' is not stated here, the portfolio has it");

    at("sunset");

    assertThat(done("GET", "/api/v1/opportunities", "").path("opportunities")).isEmpty();
    assertThat(refused(409, "GET", "/api/v1/opportunities/triage", ""))
        .contains("a use case at 'sunset' has no opportunity");
  }

  @Test
  void outcomesAndPoolsAreKnownBeforeAnythingIsAssumed() {
    done("PUT", "/api/v1/opportunities/triage?why=plan", GOLDEN);
    spent("triage", "2026-10", "1200", "ada");
    gateway.settle();
    done("PUT", "/api/v1/outcome-definitions/triage", "{\"unit\":\"ticket\"}");
    done(
        "POST",
        "/api/v1/outcomes",
        IntStream.range(0, 10)
            .mapToObj(i ->
                "{\"use_case\":\"triage\",\"outcome_id\":\"t%d\",\"occurred_at\":\"2026-10-05\",\"success\":%b}"
                    .formatted(i, i < 7))
            .collect(Collectors.joining(",", "{\"outcomes\":[", "]}")));
    done(
        "PUT",
        "/api/v1/pools/eng?why=plan",
        """
        {"category":"engineering","amount_usd":"900","from":"2026-09","basis":"direct",
         "use_cases":["triage"],"source":"payroll","evidence":"sheets"}
        """);

    JsonNode inputs = done("GET", "/api/v1/opportunities/triage?month=2026-10", "").path("inputs");

    assertThat(values(inputs, "term", "low", "base", "high", "origin"))
        .as("Wilson's interval of 7 in 10; no pool in August")
        .contains(
            "success_rate 0.396778 0.7 0.892209 outcomes",
            "fixed_cost_usd 0 900 900 pools",
            "variable_cost_usd 1200 1200 1200 ledger",
            "adoption 0.6 0.6 0.6 stated");
  }

  @Test
  void whatIsMeasuredGoesBeforeWhatIsStatedAndTheRestIsMarked() {
    spent("triage", "2026-08", "1500", "ada");
    spent("triage", "2026-10", "1200", "ada");
    spent("triage", "2026-10", "800", "bob");
    gateway.settle();
    done("PUT", "/api/v1/baselines/triage", BASELINE.formatted("2099-01-01"));
    done("PUT", "/api/v1/rosters/triage", "{\"eligible\":4}");
    done(
        "PUT",
        "/api/v1/opportunities/triage",
        "{\"evidence\":\"did\",\"inputs\":{\"human_cost_usd\":99,\"success_rate\":{\"low\":0.7,\"base\":0.8,\"high\":0.9,\"source\":\"audit\"}}}");

    JsonNode of = done("GET", "/api/v1/opportunities/triage?month=2026-10", "");

    assertThat(values(of.path("inputs"), "term", "low", "base", "high", "origin", "source"))
        .containsExactly(
            "volume_per_month 10000 10000 10000 baseline sampled",
            "adoption 0 0.5 0.5 ledger active of eligible users in 2026-10",
            "success_rate 0.7 0.8 0.9 stated stated: audit",
            "human_cost_usd 7 8 9 baseline sampled",
            "review_cost_usd 0.8 1.6 2.4 assumed assumed, source: Weir's default",
            "rework_cost_usd 4 8 12 assumed assumed, source: Weir's default",
            "variable_cost_usd 1500 2000 2000 ledger cost in 2026-10",
            "fixed_cost_usd 3000 4666.67 8000 assumed assumed, source: mission, tokens are 20-40 %"
                + " of the total cost");
    assertThat(of.path("summary").path("evidence").asText()).isEqualTo("did");
    assertThat(of.path("summary").path("assumed").size()).isEqualTo(3);
    assertThat(of.path("measure_next").size()).isEqualTo(8);
    assertThat(values(of.path("measure_next"), "usd"))
        .allSatisfy(usd -> assertThat(new BigDecimal(usd)).isNotNegative());
    assertThat(done("GET", "/api/v1/opportunities/triage?month=2026-10", "")).isEqualTo(of);
    assertThat(done("GET", "/api/v1/opportunities/triage?month=2026-10&seed=2", "").path("monthly"))
        .isNotEqualTo(of.path("monthly"));
  }

  @Test
  void effortAndRiskAreStatedBySomebodyAndChangeNoFigure() {
    done("PUT", "/api/v1/opportunities/triage", GOLDEN);
    JsonNode before = done("GET", "/api/v1/opportunities/triage?month=2026-10", "");
    done(
        "PUT",
        "/api/v1/opportunities/triage?why=workshop",
        GOLDEN.replace(
            "{\"evidence\"",
            "{\"effort_days\":12.5,\"risk\":{\"level\":\"high\",\"why\":\"waits for the CRM\"},\"evidence\""));

    JsonNode after = done("GET", "/api/v1/opportunities/triage?month=2026-10", "");
    JsonNode line = done("GET", "/api/v1/opportunities", "").path("opportunities").path(0);

    assertThat(values(line, "effort_days", "why")).contains("12.5 workshop");
    assertThat(line.path("stated")).isEqualTo(after.at("/summary/stated"));
    assertThat(line.at("/stated/risk").toString())
        .isEqualTo("{\"level\":\"high\",\"why\":\"waits for the CRM\"}");
    assertThat(line.at("/stated/by").asText()).isNotBlank();
    assertThat(Instant.parse(line.at("/stated/at").asText())).isBefore(Instant.now());
    assertThat(after.path("monthly")).isEqualTo(before.path("monthly"));
    assertThat(after.at("/summary/value_usd")).isEqualTo(before.at("/summary/value_usd"));
  }

  @Test
  void everyFigureOpensToWhatItWasMadeOf() {
    spent("triage", "2026-09", "1500", "ada");
    spent("triage", "2026-10", "1200", "ada");
    spent("triage", "2026-10", "800", "bob");
    gateway.settle();
    done("PUT", "/api/v1/baselines/triage", BASELINE.formatted("2099-01-01"));
    done("PUT", "/api/v1/rosters/triage", "{\"eligible\":4}");
    done(
        "PUT",
        "/api/v1/pools/eng",
        """
        {"category":"engineering","amount_usd":"500","from":"2026-10","basis":"usage",
         "source":"payroll","evidence":"sheets"}
        """);
    done(
        "PUT",
        "/api/v1/pools/fees",
        """
        {"category":"engineering","amount_usd":"300","from":"2026-09","until":"2026-09",
         "basis":"usage","source":"payroll","evidence":"sheets"}
        """);

    JsonNode line =
        done("GET", "/api/v1/opportunities?month=2026-10", "").path("opportunities").path(0);
    JsonNode source = line.at("/sources/full_usd_per_month");
    JsonNode of = done("GET", source.path("rows").asText(), "");

    assertThat(source.path("evidence").asText()).startsWith("opinion × 0.2");
    assertThat(line.path("sources"))
        .hasSize(8)
        .allSatisfy(each -> assertThat(each).isEqualTo(source));
    BigDecimal steps =
        StreamSupport.stream(of.path("bridge").spliterator(), false)
            .filter(step -> !step.path("step").asText().equals("full"))
            .map(step -> new BigDecimal(step.path("usd_per_month").asText()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(steps).isEqualByComparingTo(line.path("full_usd_per_month").asText());
    for (JsonNode input : of.path("inputs")) {
      boolean isMeasured = !List.of("stated", "assumed").contains(input.path("origin").asText());
      assertThat(input.path("rows").isEmpty()).as("%s", input).isNotEqualTo(isMeasured);
      input
          .path("rows")
          .forEach(rows -> assertThat(done("GET", rows.asText(), "").isEmpty()).isFalse());
    }
    assertThat(opened(of, "variable_cost_usd", "rows", "cost_usd")).containsExactly("1500", "2000");
    assertThat(opened(of, "fixed_cost_usd", "lines", "amount_usd")).containsExactly("500", "300");
  }

  /// The rows that an input's paths open to.
  private List<String> opened(JsonNode of, String term, String list, String field) {
    JsonNode input =
        StreamSupport.stream(of.path("inputs").spliterator(), false)
            .filter(each -> each.path("term").asText().equals(term))
            .findFirst()
            .orElseThrow();
    List<String> opened = new ArrayList<>();
    for (JsonNode path : input.path("rows")) {
      done("GET", path.asText(), "")
          .path(list)
          .forEach(row ->
              opened.add(
                  new BigDecimal(row.path(field).asText()).stripTrailingZeros().toPlainString()));
    }
    return opened;
  }

  @Test
  void anExpiredBaselineLeavesOpinion() {
    done("PUT", "/api/v1/baselines/triage", BASELINE.formatted("2026-10-01"));
    done(
        "PUT",
        "/api/v1/opportunities/triage",
        "{\"evidence\":\"rct\",\"inputs\":{\"variable_cost_usd\":2000}}");

    JsonNode line = done("GET", "/api/v1/opportunities", "").path("opportunities").path(0);

    assertThat(line.path("evidence").asText()).isEqualTo("opinion");
    assertThat(line.path("claims_blocked").asText()).contains("expired on 2026-10-01");
  }

  @Test
  void theMostValuableIsFirstAndWhatHasNoFigureIsLastAndSaysWhy() {
    done(
        "PUT",
        "/api/v1/opportunities/small",
        GOLDEN.replace("10000,\"adoption\"", "5000,\"adoption\""));
    done(
        "PUT",
        "/api/v1/opportunities/large",
        GOLDEN.replace("10000,\"adoption\"", "90000,\"adoption\""));
    done("PUT", "/api/v1/opportunities/vague", "{}");
    done(
        "PUT",
        "/api/v1/opportunities/open",
        GOLDEN
            .replace("10000,\"adoption\"", "90000,\"adoption\"")
            .replace(
                "\"success_rate\":0.8",
                "\"success_rate\":{\"low\":0.4,\"base\":0.65,\"high\":0.9}"));

    JsonNode byValue = done("GET", "/api/v1/opportunities", "").path("opportunities");
    JsonNode byInformation =
        done("GET", "/api/v1/opportunities?by=information", "").path("opportunities");

    assertThat(values(byValue, "use_case")).startsWith("large").endsWith("vague");
    assertThat(byValue.path(3).path("unanswered").asText())
        .contains("an opportunity needs field 'volume_per_month'");
    assertThat(values(byInformation, "use_case")).startsWith("open").endsWith("vague");
    assertThat(refused(409, "GET", "/api/v1/opportunities/vague", "")).contains("unanswered");
    assertThat(refused(404, "GET", "/api/v1/opportunities/nobody", ""))
        .contains("there is no opportunity 'nobody'");
    assertThat(refused(400, "GET", "/api/v1/opportunities?by=luck", ""))
        .contains("parameter 'by' is value or information, was 'luck'");
    assertThat(refused(400, "PUT", "/api/v1/opportunities/x", "{\"months\":121}"))
        .contains("opportunity 'x': field 'months' is 1 to 120, was 121");
    assertThat(refused(400, "GET", "/api/v1/missed-upside?hurdle=high", ""))
        .contains("parameter 'hurdle' is a number as 1.5, was 'high'");
  }

  @Test
  void refusedCallsOfAThrottledUseCaseAreMissedUpside() {
    String secret = gateway.ready("triage");
    for (int i = 0; i < 40; i++) {
      assertThat(gateway.chat(secret).status()).isEqualTo(200);
    }
    done(
        "PUT",
        "/api/v1/limits/slow?why=test",
        "{\"where\":[{\"tag\":\"use_case\",\"in\":[\"triage\"]}],\"measure\":\"requests\",\"max\":1,\"window\":\"day"
            + " UTC\"}");
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      statuses.add(gateway.chat(secret).status());
    }
    gateway.settle();
    String month = YearMonth.from(Instant.now().atOffset(ZoneOffset.UTC)).toString();
    long refused = statuses.stream().filter(status -> status == 429).count();
    assertThat(refused).isPositive();

    JsonNode vague = done("GET", "/api/v1/missed-upside?month=" + month, "");
    assertThat(values(vague.path("throttled"), "use_case", "verdict", "refused", "refused_least"))
        .containsExactly("triage not_enough_evidence %d 1".formatted(refused));
    done("PUT", "/api/v1/baselines/triage", BASELINE.formatted("2099-01-01"));
    done("PUT", "/api/v1/opportunities/triage", GOLDEN);

    JsonNode missed = done("GET", "/api/v1/missed-upside?hurdle=2&month=" + month, "");

    JsonNode line = missed.path("throttled").path(0);
    assertThat(line.path("verdict").asText()).isEqualTo("missed");
    assertThat(new BigDecimal(line.path("missed_usd").asText())).isPositive();
    assertThat(missed.path("missed_usd")).isEqualTo(line.path("missed_usd"));
    for (String figure :
        List.of("served", "refused", "refused_least", "value_per_usd", "missed_usd_low")) {
      JsonNode source = line.path("sources").path(figure);
      assertThat(source.path("evidence").asText()).as(figure).isNotEmpty();
      assertThat(done("GET", source.path("rows").asText(), "").isEmpty()).as(figure).isFalse();
    }
    assertThat(
            done("GET", line.at("/sources/refused/rows").asText(), "")
                .path("rows")
                .valueStream()
                .mapToLong(row -> row.path("refusals").asLong())
                .sum())
        .isEqualTo(refused);
    assertThat(
            done("GET", "/api/v1/missed-upside?hurdle=1e15&month=" + month, "")
                .path("throttled")
                .path(0)
                .path("verdict")
                .asText())
        .isEqualTo("below_hurdle");
    JsonNode pack = done("GET", "/api/v1/reviews/" + month + "/draft", "");
    assertThat(values(pack.path("missed_upside"), "use_case", "verdict", "refused", "missed_usd"))
        .as("by the hurdle of reviews, which is lower")
        .containsExactly(
            "triage missed %d %s".formatted(refused, line.path("missed_usd").asText()));
    String rows = pack.at("/missed_upside/0/sources/missed_usd/rows").asText();
    assertThat(rows).isEqualTo("/api/v1/missed-upside?month=%s&hurdle=1.1", month);
    assertThat(done("GET", rows, "").at("/throttled/0/verdict").asText()).isEqualTo("missed");
  }
}
