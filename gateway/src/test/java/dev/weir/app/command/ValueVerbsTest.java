package dev.weir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.command.CommandLineRun.Result;
import dev.weir.view.cli.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a use case is worth, by the command line alone: stated, told, asked for and taken back.
@Timeout(120)
class ValueVerbsTest {
  private static final Map<String, String> FILES =
      Map.of(
          "care.json",
          """
          {"name":"Customer care","stage":"poc","audience":"internal","budget_usd_per_month":"900",
           "statement":"Classify inbound claims of retail customers, so that the share of misrouted claims falls below 5 % by 2090-06-30.",
           "owners":{"business":"Ada","technical":"Bob"},
           "scope":[{"kind":"department","name":"ops","approved_by":"first",
            "approved_on":"2026-01-01"}],
           "score":{"important":4,"measurable":3,"repeatable":4,"low_risk":2,
            "easy_to_evaluate":3},
           "value":{"kind":"saving","of":"handling time"}}
          """,
          "outcome.json",
          """
          {"unit":"ticket","unit_value_usd":"9","value_source":"time study",
           "value_evidence":"before_after","target":{"per_month":"50"},"window_days":90,
           "kpis":[{"name":"solved","kind":"boolean","goal":{"at_least":"0.8"}}]}
          """,
          "baseline.json",
          """
          {"unit":"ticket","source":"measured","n":400,"from":"2026-01-01","until":"2026-02-01",
           "volume_per_month":600,"cost_per_unit_usd":"14","expires":"2090-01-01"}
          """,
          "assumed.json",
          """
          {"evidence":"rct","months":12,"ramp":{"kind":"none"},
           "inputs":{"volume_per_month":10000,"adoption":0.6,"success_rate":0.8,
            "human_cost_usd":8,"review_cost_usd":1.5,"rework_cost_usd":5,
            "variable_cost_usd":2000,"fixed_cost_usd":10000}}
          """,
          "policy.json",
          "{\"strategic_share_max\":\"0.3\"}",
          "pool.json",
          """
          {"category":"engineering","amount_usd":"60","from":"2026-01","basis":"direct",
           "use_cases":["care"],"source":"payroll","evidence":"sheets"}
          """,
          "gate.json",
          """
          {"criteria":[{"metric":"baseline_fresh","comparison":"at_least","threshold":"1"}],
           "proof":{"margin":"0.8","outcomes_min":100},
           "until_proven":{"share":"0.5","users":50,"budget_usd_per_month":"500"}}
          """,
          "rate.json",
          """
          {"role":"support agent","usd_per_hour":"45","redeployed_share":"0.5",
           "from":"2026-01-01","source":"controlling","evidence":"opinion"}
          """);

  @TempDir private Path folder;
  private final YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
  private ShellGateway weir;

  @BeforeEach
  void start() throws IOException {
    weir = new ShellGateway(folder);
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      write(file.getKey(), file.getValue());
    }
    weir.ok("usecases", "put", "care", "care.json", "--why", "intake");
  }

  @AfterEach
  void stop() {
    weir.close();
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private String refused(String... arguments) {
    Result result = weir.shell.run(arguments);
    assertThat(result.code()).as(result.all()).isEqualTo(Exit.REFUSED);
    return result.err();
  }

  @Test
  void aUseCaseIsShownRankedHeldAgainstItsScopeAndTakenOut() {
    assertThat(weir.ok("usecases", "show", "care").out()).contains("\"Customer care\"", "\"Ada\"");
    assertThat(weir.ok("usecases", "rank", "--seed", "7", "--format", "csv").out())
        .contains("care,");
    weir.ok("usecases", "policy", "policy.json", "--why", "board");
    assertThat(weir.ok("usecases", "policy").out()).contains("\"strategic_share_max\" : \"0.3\"");
    use();
    String from = month.atDay(1).toString();
    assertThat(weir.ok("usecases", "scope", "care", "--from", from, "--format", "csv").out())
        .contains("ops,");
    assertThat(weir.shell.run("usecases", "readiness", "care", "--smart").out())
        .contains("measurable");

    weir.ok("usecases", "remove", "care", "--why", "a mistake");
    assertThat(refused("usecases", "show", "care")).contains("there is no use case 'care'");
  }

  @Test
  void whoMayUseItIsSaidAndHowManyDo() throws IOException {
    write("users.txt", "kim\nlee\n");
    weir.ok("adoption", "roster", "care", "--users", "users.txt", "--why", "rolled out");
    assertThat(weir.ok("adoption", "rosters", "--format", "csv").out()).contains("care,2,");
    weir.ok("adoption", "roster", "care", "--eligible", "40", "--calls", "1");
    use();

    assertThat(weir.ok("adoption", "show", "care", "--month", month.toString()).out())
        .contains(month + "-");
    assertThat(weir.ok("adoption", "show", "care", "--month", month.toString(), "--cohorts").out())
        .contains("first used in week", "100 %");
    assertThat(
            weir.ok("adoption", "users", "care", "--month", month.toString(), "--format", "csv")
                .out())
        .contains("kim");
    weir.ok("adoption", "remove", "care");
    assertThat(weir.ok("adoption", "rosters", "--format", "csv").out()).doesNotContain("care");
  }

  private void use() {
    try {
      write(
          "usage.json",
          """
          {"records":[{"id":"a","at":"%s-05T08:00:00Z","provider":"copilot","model":"big",
            "cost_usd":"8","tags":{"use_case":"care","user":"kim","department":"ops"}}]}
          """
              .formatted(month));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    weir.ok("usage", "import", "usage.json", "--source", "pilot");
  }

  @Test
  void outcomesAreToldCorrectedSummedAndTakenBack() throws IOException {
    weir.ok("baselines", "put", "care", "baseline.json");
    weir.ok("outcomes", "define", "care", "outcome.json");
    assertThat(weir.ok("outcomes", "definitions", "--format", "csv").out())
        .contains("care,ticket,");
    write(
        "told.csv",
        """
        use_case,outcome_id,occurred_at,success,kpi:solved
        care,T-1,%1$s-03,true,true
        care,T-2,%1$s-04,true,false
        """
            .formatted(month));
    weir.ok("outcomes", "send", "told.csv", "--why", "nightly");
    String from = month.atDay(1).toString();
    assertThat(weir.ok("outcomes", "list", "care", "--from", from, "--format", "csv").out())
        .contains("T-1", "T-2");
    String before = weir.ok("outcomes", "summary", "care", "--month", month.toString()).all();
    assertThat(before).contains("18.00", "solved");

    write(
        "better.csv",
        "use_case,outcome_id,occurred_at,success\ncare,T-2,%s-04,false\n".formatted(month));
    weir.ok("outcomes", "correct", "better.csv", "--why", "reopened");
    assertThat(weir.ok("outcomes", "summary", "care", "--month", month.toString()).all())
        .contains("9.00");
    assertThat(refused("outcomes", "handled", "99", "--why", "told the team")).contains("'99'");
    weir.ok("outcomes", "void", "care", "T-1", "--why", "a test");
    assertThat(weir.ok("outcomes", "list", "care", "--from", from, "--format", "csv").out())
        .contains("T-2")
        .doesNotContain("T-1");
    weir.ok("outcomes", "remove", "care");
    assertThat(refused("outcomes", "send", "told.csv")).contains("row 2 ('T-1')", "'care'");
  }

  @Test
  void costsBaselinesRatesAndAssumptionsAreStatedListedAndTakenBack() {
    use();
    weir.ok("costs", "pool", "put", "platform", "pool.json");
    assertThat(weir.ok("costs", "pools", "--month", month.toString()).out())
        .contains("platform", "60.00");
    assertThat(
            weir.ok(
                    "costs",
                    "unit",
                    "--use-case",
                    "care",
                    "--month",
                    month.toString(),
                    "--outcomes",
                    "4",
                    "--against",
                    "human:20..30")
                .out())
        .contains("\"human\"", "\"17\"");
    weir.ok("costs", "pool", "remove", "platform");
    assertThat(weir.ok("costs", "pools", "--format", "csv").out()).doesNotContain("platform");

    weir.ok("baselines", "put", "care", "baseline.json");
    weir.ok("opportunities", "put", "care", "assumed.json");
    assertThat(weir.ok("opportunities", "list", "--by", "information", "--format", "csv").out())
        .contains("care,");
    assertThat(refused("opportunities", "missed", "--hurdle", "much"))
        .contains("parameter 'hurdle' is a number as 1.5, was 'much'");
    weir.ok("opportunities", "missed", "--hurdle", "2");
    weir.ok("opportunities", "remove", "care");
    assertThat(refused("opportunities", "remove", "care")).contains("opportunity 'care'");
    weir.ok("baselines", "remove", "care");
    assertThat(refused("baselines", "show", "care")).contains("baseline 'care'");

    weir.ok("rates", "put", "agent", "rate.json");
    assertThat(weir.ok("rates", "list", "--format", "csv").out()).contains("agent");
    weir.ok("rates", "remove", "agent");
    assertThat(weir.ok("rates", "list", "--format", "csv").out()).doesNotContain("agent");
  }

  @Test
  void twoOwnersSignAndOneTakesBack() {
    weir.ok("baselines", "put", "care", "baseline.json");
    weir.ok("outcomes", "define", "care", "outcome.json");
    weir.ok("adoption", "roster", "care", "--eligible", "40");
    weir.ok("gates", "put", "care", "beta", "gate.json");
    String ada = person("Ada");
    String bob = person("Bob");
    weir.ok(
        "promotions",
        "propose",
        "care",
        "beta",
        "--share",
        "20%",
        "--users",
        "8",
        "--budget",
        "300 USD",
        "--why",
        "ready");
    String hash = weir.ok("promotions", "verify", "care.1").out().substring(0, 64);

    as(ada).ok("promotions", "sign", "care.1", "--sha256", hash);
    assertThat(weir.ok("promotions", "show", "care.1").all()).contains("Ada", "open");
    as(bob).ok("promotions", "sign", "care.1", "--sha256", hash);

    assertThat(weir.ok("promotions", "show", "care.1").all()).contains("Ada", "Bob", "carried_out");
    assertThat(weir.ok("usecases", "show", "care").out()).contains("\"beta\"");
    assertThat(weir.ok("promotions", "verify", "care.1").out()).startsWith(hash);
    assertThat(refused("promotions", "memo", "care.1")).contains("there is no memo");
    as(bob).ok("promotions", "roll-back", "care.1", "--why", "slow");
    assertThat(weir.ok("usecases", "show", "care").out()).contains("\"poc\"");
    assertThat(weir.ok("promotions", "list", "--format", "csv").out()).contains("rolled_back");
    weir.shell.with("WEIR_API_KEY", "");
    weir.ok("gates", "remove", "care", "beta");
    assertThat(refused("gates", "show", "care", "beta")).contains("gate 'care/beta'");
  }

  private String person(String name) {
    return weir.ok("operators", "create", name, "--role", "viewer").out().strip();
  }

  private ShellGateway as(String key) {
    weir.shell.with("WEIR_API_KEY", key);
    return weir;
  }
}
