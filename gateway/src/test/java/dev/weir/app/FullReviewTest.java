package dev.weir.app;

import static dev.weir.app.Rows.figures;
import static dev.weir.app.Rows.sum;
import static dev.weir.app.Rows.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The review of a month of which everything is known: two months on a driven clock, told over HTTP
/// as they pass, and an outcome that comes late.
@Tag("slow")
@Timeout(90)
class FullReviewTest {
  private static final String FEBRUARY = "/api/v1/reviews/2027-02";

  @TempDir private Path data;
  private Instant now = Instant.parse("2027-01-04T08:00:00Z");
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data, () -> now);
    done("PUT", "/api/v1/use-cases/care?why=plan", USE_CASE);
    done(
        "PUT",
        "/api/v1/baselines/care?why=plan",
        """
        {"unit":"ticket","source":"measured","n":400,"from":"2026-01-01","until":"2026-02-01",
         "volume_per_month":100,"cost_per_unit_usd":"6",
         "expires":"2028-01-01"}
        """);
    done(
        "PUT",
        "/api/v1/outcome-definitions/care?why=plan",
        """
        {"unit":"ticket","unit_value_usd":"4","value_source":"study","value_evidence":"before_after",
         "target":{"per_month":"10"},"window_days":60}
        """);
    done(
        "PUT",
        "/api/v1/pools/eng?why=plan",
        """
        {"category":"engineering","amount_usd":"5","from":"2027-01","basis":"usage",
         "source":"payroll","evidence":"sheets"}
        """);
    done("PUT", "/api/v1/rosters/care?why=plan", "{\"eligible\":40}");
    gate("0.8");
    lab("\"window\":\"year UTC\"");
    done(
        "PUT",
        "/api/v1/reviews/policy?why=plan",
        "{\"reserve\":{\"budget\":\"lab\",\"experiments_max\":3,\"expires\":\"2027-12-31\"}}");
    hypothesis("shorter", "2027-12-31");
    done(
        "PUT",
        "/api/v1/experiments/shorter?why=plan",
        """
        {"use_case":"care","state":"running",
         "arms":[{"name":"today","weight":1},{"name":"brief","weight":1}]}
        """);
  }

  private static final String USE_CASE =
      """
      {"name":"Care","statement":"Answer tickets of customers","stage":"poc",
       "owners":{"business":"ada","technical":"bob"},"budget_usd_per_month":"50",
       "value":{"kind":"saving","of":"handling time"},
       "score":{"repeatable":5,"measurable":4,"important":3,"low_risk":4,"easy_to_evaluate":4},
       "commodity":{"index":"0.85","source":"compared","why":"Two vendors sell it"},
       "review_on":"2027-03-15"}
      """;

  private void gate(String margin) {
    done(
        "PUT",
        "/api/v1/gates/care/beta?why=plan",
        """
        {"criteria":[{"metric":"baseline_fresh","comparison":"at_least","threshold":"1"}],"kill":[],
         "proof":{"margin":"%s","outcomes_min":100},
         "until_proven":{"share":"0.1","users":20,"budget_usd_per_month":"500"}}
        """
            .formatted(margin));
  }

  private void hypothesis(String name, String until) {
    done(
        "PUT",
        "/api/v1/hypotheses/%s?why=plan".formatted(name),
        """
        {"use_case":"care","hypothesis":"brief answers are asked for oftener","unit":"user",
         "design":"randomised","arms":[{"name":"today"},{"name":"brief"}],"control":"today",
         "metric":"calls_per_unit","direction":"increase","minimum_effect":0.2,"deviation":1,
         "units_per_arm":400,"stop":"fixed","window_days":7,"until":"%s","decision":
         {"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"}}
        """
            .formatted(until));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private JsonNode done(String method, String path, String body) {
    Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(path + " " + reply.text()).isEqualTo(200);
    return reply.json();
  }

  /// A month's calls and tickets, once it is over.
  private void month(String month, String usd, int calls, int tickets, String next) {
    now = Instant.parse(next);
    List<String> records = new ArrayList<>();
    for (int call = 0; call < calls; call++) {
      records.add(
          """
          {"id":"%s-%d","at":"%s-05T08:00:00Z","provider":"copilot","model":"big","cost_usd":"%s",
           "usage":{"input":1000,"output":100},"tags":{"use_case":"care","user":"u%d","session":"s%d"}}
          """
              .formatted(month, call, month, usd, call, call));
    }
    gateway.tell(records.toArray(String[]::new));
    for (int ticket = 0; ticket < tickets; ticket++) {
      ticket(month, ticket);
    }
    gateway.settle();
  }

  private void ticket(String month, int number) {
    done(
        "POST",
        "/api/v1/outcomes",
        "{\"use_case\":\"care\",\"outcome_id\":\"%s/%d\",\"occurred_at\":\"%s-06\",\"quality\":\"0.%d\",\"links\":{\"user\":\"u%d\",\"session_id\":\"s%d\"}}"
            .formatted(month, number, month, 80 + number % 10, number, number));
  }

  private void twoMonths() {
    month("2027-01", "1", 5, 4, "2027-02-01T08:00:00Z");
    month("2027-02", "1", 10, 6, "2027-03-02T08:00:00Z");
  }

  private List<String> promised(String kpi) {
    done(
        "PUT",
        "/api/v1/outcome-definitions/care?why=plan",
        """
        {"unit":"ticket","value":"hours * rate.agent * redeployed.agent + 2 * solved",
         "value_source":"study","value_evidence":"opinion","target":{"per_month":"10"},
         "kpis":[{"name":"solved","kind":"boolean","goal":{"at_least":"0.5"}},%s]}
        """
            .formatted(kpi));
    JsonNode pack = done("GET", FEBRUARY + "/draft", "");
    return pack.path("savings").isEmpty()
        ? StreamSupport.stream(pack.path("gaps").spliterator(), false)
            .map(JsonNode::asText)
            .filter(gap -> gap.startsWith("saving of 'care'"))
            .toList()
        : texts(pack.path("savings"), "what", "promised_usd");
  }

  @Test
  void aSavingByHoursIsPromisedByTheGoalsOfItsKpisAndTheRatesOfTheMonth() {
    String card =
        "{\"role\":\"agent\",\"usd_per_hour\":\"%s\",\"redeployed_share\":\"0.5\",\"source\":\"payroll\",\"evidence\":\"rct\",\"from\":\"%s\"}";
    twoMonths();
    done("PUT", "/api/v1/rate-cards/agent?why=plan", card.formatted("40", "2026-01-01"));
    done("PUT", "/api/v1/rate-cards/agent?why=plan", card.formatted("99", "2027-03-01"));

    assertThat(promised("{\"name\":\"hours\",\"kind\":\"number\",\"goal\":{\"at_least\":\"1.5\"}}"))
        .as("10 × (1.5 × 40 × 0.5 + 2 × 0.5)")
        .containsExactly(
            "handling time, as stated 310", "handling time, counted by before_after 310");
    assertThat(promised("{\"name\":\"hours\",\"kind\":\"number\"}"))
        .containsExactly(
            "saving of 'care': its outcome promises none, as its value '((hours * rate.agent) *"
                + " redeployed.agent) + (2 * solved)' needs [hours], and no goal says it: a KPI's"
                + " goal does, of a boolean or a measure");
  }

  @Test
  void aGoalOfZeroThatAValueIsDividedByIsAGap() {
    twoMonths();
    done(
        "PUT",
        "/api/v1/outcome-definitions/care?why=plan",
        """
        {"unit":"ticket","value":"60 / hours","value_source":"study","value_evidence":"opinion",
         "target":{"per_month":"10"},
         "kpis":[{"name":"hours","kind":"number","goal":{"at_least":"0"}}]}
        """);

    JsonNode pack = done("GET", FEBRUARY + "/draft", "");

    assertThat(pack.path("savings")).isEmpty();
    assertThat(pack.path("gaps"))
        .extracting(JsonNode::asText)
        .contains(
            "saving of 'care': its outcome promises none, as its field 'value' is '60 / hours', and"
                + " at the goals of its KPIs a divisor is not 0, was 'hours'");
  }

  @Test
  void thePackHasEverythingThatIsKnown() {
    twoMonths();

    JsonNode pack = done("GET", FEBRUARY + "/draft", "");

    assertThat(texts(pack.path("cost"), "use_case", "calls", "cost_usd", "loaded_usd"))
        .containsExactly("care 10 10 15");
    assertThat(
            texts(
                pack.path("outcomes"),
                "use_case",
                "outcomes",
                "value_usd",
                "usd_per_outcome",
                "baseline_usd"))
        .containsExactly("care 6 24 2.5 6");
    assertThat(texts(pack.path("savings"), "what", "promised_usd", "realised_usd"))
        .containsExactly(
            "handling time, as stated 40 24", "handling time, counted by before_after 40 12");
    assertThat(texts(pack.path("bridge"), "cause", "usd_per_outcome"))
        .as("10 dollars of 4 tickets, then 15 of 6: what more calls cost, shared cost gave back")
        .hasSize(9);
    assertThat(sum(pack.path("bridge"), "usd_per_outcome")).isZero();
    assertThat(texts(pack.path("opportunities"), "use_case", "owner", "due"))
        .containsExactly("care ada 2027-03-15");
    String untried = "; 0.5 at most, as no experiment has shown the AI's share";
    assertThat(pack.at("/opportunities/0/sources/usd_per_month/evidence").asText())
        .isEqualTo("opinion × 0.2" + untried);
    assertThat(pack.at("/savings/1/sources/realised_usd/evidence").asText())
        .isEqualTo("before_after × 0.5" + untried);
    assertThat(
            texts(
                pack.path("adoption"),
                "use_case",
                "eligible",
                "activated",
                "monthly_active",
                "monthly_active_share"))
        .containsExactly("care 40 0 10 0.25");
    assertThat(texts(pack.path("gates"), "use_case", "gate", "proven"))
        .containsExactly("care beta false");
    assertThat(texts(pack.path("due"), "use_case", "what", "owner", "due", "overdue"))
        .containsExactly("care its review date ada 2027-03-15 false");
    assertThat(texts(pack.path("reserve"), "budget", "running", "decided"))
        .containsExactly("lab 1 0");
    JsonNode advice = pack.path("recommendations").path(0);
    assertThat(texts(advice.path("criteria"), "name", "figure"))
        .as("marks of 4 on average, between 1 and 5")
        .contains("strategic 0.75", "undifferentiated 0.85")
        .anyMatch(line -> line.startsWith("inconsistent 0.01"));
    assertThat(StreamSupport.stream(pack.path("gaps").spliterator(), false).map(JsonNode::asText))
        .as("newcomers, outcomes not told, quality and the commodity index are known")
        .containsExactly("the AI's share of 'care': no experiment against work without AI is over");
  }

  @Test
  void theReserveCountsWhatWasDecidedInTheWindowThatItsSpendIsOf() {
    hypothesis("longer", "2027-02-10");
    hypothesis("unstarted", "2027-02-10");
    done("POST", "/api/v1/hypotheses/shorter/start", "{}");
    done("POST", "/api/v1/hypotheses/longer/start", "{}");
    now = Instant.parse("2027-01-20T08:00:00Z");
    done("POST", "/api/v1/hypotheses/shorter/stop", "{}");

    now = Instant.parse("2027-02-10T08:00:00Z");
    assertThat(decided()).as("stopped in January, and one not over yet").isEqualTo(1);
    now = Instant.parse("2027-02-20T08:00:00Z");
    assertThat(decided()).as("of the year").isEqualTo(2);
    lab("\"window\":\"year UTC\",\"from\":\"2027-02-01T00:00:00Z\"");
    assertThat(decided()).as("since the budget began").isEqualTo(1);
    lab("\"window\":\"month UTC\"");
    assertThat(decided()).as("of February").isEqualTo(1);
    now = Instant.parse("2027-03-02T08:00:00Z");
    assertThat(decided()).as("of March").isZero();
  }

  private void lab(String window) {
    done("PUT", "/api/v1/budgets/lab", "{%s,\"limit_usd\":\"100\"}".formatted(window));
  }

  private int decided() {
    JsonNode reserve = done("GET", FEBRUARY + "/draft", "").path("reserve").path(0);
    int decided = reserve.path("decided").asInt(-1);
    assertThat(reserve.has("usd_per_hypothesis")).isEqualTo(decided > 0);
    return decided;
  }

  @Test
  void ofASharedOutcomeEachUseCaseHasItsShare() {
    twoMonths();
    done(
        "PUT",
        "/api/v1/outcome-definitions/labs?why=plan",
        """
        {"unit":"ticket","unit_value_usd":"4","value_source":"study","value_evidence":"opinion"}
        """);
    done(
        "POST",
        "/api/v1/outcomes",
        """
        {"use_case":"care","outcome_id":"shared","occurred_at":"2027-02-07",
         "shares":{"care":"0.25","labs":"0.75"}}
        """);

    JsonNode pack = done("GET", FEBRUARY + "/draft", "");

    assertThat(texts(pack.path("outcomes"), "use_case", "outcomes", "value_usd", "usd_per_outcome"))
        .as("15 dollars of 6 and a quarter")
        .contains("care 6.25 25 2.4");
    assertThat(gateway.get(FEBRUARY + "/export").text()).contains("[6.25](");
  }

  @Test
  void opportunitiesAreByMoneyAndDueByTheEndOfTheNextMonthWhereNobodySaysWhen() {
    twoMonths();
    String assumed =
        """
        {"evidence":"opinion","months":12,"ramp":{"kind":"none"},
         "inputs":{"volume_per_month":%d,"adoption":0.6,"success_rate":0.8,"human_cost_usd":8,
          "review_cost_usd":1.5,"rework_cost_usd":5,"variable_cost_usd":2000,
          "fixed_cost_usd":10000}}
        """;
    done("PUT", "/api/v1/opportunities/larger?why=plan", assumed.formatted(900_000));
    done("PUT", "/api/v1/opportunities/large?why=plan", assumed.formatted(500_000));

    JsonNode pack = done("GET", FEBRUARY + "/draft", "");

    assertThat(texts(pack.path("opportunities"), "use_case", "owner", "due"))
        .containsExactly(
            "larger nobody 2027-03-31", "large nobody 2027-03-31", "care ada 2027-03-15");
  }

  @Test
  void everyFigureHasItsEvidenceAndAPathThatOpensToItsRows() {
    twoMonths();
    JsonNode pack = done("GET", FEBRUARY + "/draft", "");
    List<String> paths = new ArrayList<>();
    int figures = 0;
    for (JsonNode table : pack) {
      for (JsonNode row : table.isArray() ? table : List.<JsonNode>of()) {
        for (String figure : figures(row)) {
          JsonNode source = row.path("sources").path(figure);
          assertThat(source.path("evidence").asText()).as("%s of %s", figure, row).isNotBlank();
          paths.add(source.path("rows").asText());
          figures++;
        }
        if (row.has("source")) {
          paths.add(row.at("/source/rows").asText());
        }
        row.path("criteria")
            .forEach(each -> {
              assertThat(each.at("/source/evidence").asText()).as("%s", each).isNotBlank();
              paths.add(each.at("/source/rows").asText());
            });
      }
    }

    assertThat(figures).isGreaterThan(30);
    assertThat(paths).contains("/api/v1/unit-costs/care?month=2027-02", "/api/v1/gates/care/beta");
    for (String path : paths.stream().distinct().toList()) {
      Reply rows = gateway.get(path);
      assertThat(rows.status()).as(path + " " + rows.text()).isEqualTo(200);
      assertThat(rows.json().isEmpty()).as(path).isFalse();
    }
    String csv = gateway.get(FEBRUARY + "/export?format=csv").text();
    assertThat(csv.lines().filter(line -> line.matches(".*,[a-z_]+,-?[0-9.]+,,")))
        .as("a figure without evidence or rows")
        .isEmpty();
  }

  @Test
  void aReviewThatLeavesOpenWhatIsRecommendedToChangeIsNotHeld() {
    twoMonths();
    done(
        "PUT",
        "/api/v1/reviews/policy?why=small",
        "{\"evidence\":{\"months\":1,\"outcomes_min\":2}}");

    Reply empty = gateway.control("POST", FEBRUARY, "{\"decisions\":[]}");

    assertThat(empty.status()).isEqualTo(400);
    assertThat(empty.text()).contains("field 'decisions'", "[care: optimise]");
    assertThat(done("GET", "/api/v1/reviews", "").path("reviews")).isEmpty();
    done(
        "POST",
        FEBRUARY,
        """
        {"decisions":[{"use_case":"care","decision":"continue","decides":"ada",
         "why":"ours knows our claims","owner":"bob","due":"2027-12-31"}]}
        """);
  }

  @Test
  void aDecisionThatNamesAGateIsCarriedOutOnceTheGateIsAnotherOne() {
    twoMonths();
    String minutes =
        """
        {"decisions":[{"use_case":"care","decision":"optimise","decides":"ada","why":"quality",
         "owner":"bob","due":"2027-12-31","change":{"kind":"gate","id":"%s","on":"2027-03-10"}}]}
        """;
    Reply other = gateway.control("POST", FEBRUARY, minutes.formatted("care/production"));
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.text())
        .contains("decision 1: field 'change.id' names a gate of use case 'care'");
    done("POST", FEBRUARY, minutes.formatted("care/beta"));

    String closure = FEBRUARY + "/decisions/care/closure";
    now = Instant.parse("2027-03-09T08:00:00Z");
    Reply early = gateway.control("POST", closure, "{\"note\":\"soon\"}");
    assertThat(early.text()).contains("rule_unchanged", "gate 'care/beta' was not changed since");
    gate("0.9");
    done("POST", closure, "{\"note\":\"quality is demanded\"}");
  }

  @Test
  void whatIsToEndSaysWhatThatSavesAMonth() {
    done(
        "PUT",
        "/api/v1/outcome-definitions/care?why=cheaper",
        """
        {"unit":"ticket","unit_value_usd":"0.5","value_source":"study","value_evidence":"opinion","window_days":60}
        """);
    twoMonths();
    done(
        "PUT",
        "/api/v1/reviews/policy?why=small",
        "{\"evidence\":{\"months\":1,\"outcomes_min\":2}}");

    JsonNode advice = done("GET", FEBRUARY + "/draft", "").at("/recommendations/0");

    assertThat(advice.path("recommendation").asText()).isEqualTo("sunset");
    assertThat(advice.path("saving_usd").asText())
        .as("10 of calls and 5 of pools, less 6 × 0.50")
        .isEqualTo("12");
    assertThat(advice.path("basis").asText())
        .contains("costs 15.00 a month, 10.00 of it by calls, and brings 3.00")
        .contains("saves 7.00 at once");
    assertThat(advice.has("budget_usd")).isFalse();
    JsonNode rows = done("GET", advice.at("/sources/saving_usd/rows").asText(), "");
    assertThat(sum(rows.path("rows"), "cost_usd")).isEqualTo(10);
    assertThat(gateway.get(FEBRUARY + "/export?format=csv").text())
        .contains("2027-02,recommendations,1,saving_usd,12,\"ledger and pools, value ");
  }

  @Test
  void aLateOutcomeIsALineBesideAReviewThatStaysByteForByte() {
    twoMonths();
    done(
        "POST",
        FEBRUARY + "?why=board",
        """
        {"narrative":"Care pays.","decisions":[{"use_case":"care","decision":"continue",
         "decides":"ada","why":"it pays","owner":"bob","due":"2027-12-31"}]}
        """);
    String held = gateway.get(FEBRUARY).text();
    assertThat(done("GET", FEBRUARY + "/restatements", "").path("restatements")).isEmpty();

    now = Instant.parse("2027-03-20T08:00:00Z");
    ticket("2027-02", 99);

    assertThat(gateway.get(FEBRUARY).text()).isEqualTo(held);
    assertThat(
            texts(
                done("GET", FEBRUARY + "/restatements", "").path("restatements"),
                "table",
                "of",
                "figure",
                "held",
                "today",
                "difference"))
        .contains(
            "outcomes care outcomes 6 7 1",
            "outcomes care value_usd 24 28 4",
            "outcomes care usd_per_outcome 2.5 2.142857 -0.357143",
            "savings care, handling time, counted by before_after realised_usd 12 14 2")
        .noneMatch(line -> line.startsWith("cost "));
  }
}
