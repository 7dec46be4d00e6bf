package dev.weir.acceptance;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// A company to look at: use cases with two months of spend and outcomes, budgets that burn, costs
/// beside the models. What it spends is a function of the day, so that pictures of it compare.
final class Company {
  private static final List<UseCase> USE_CASES =
      List.of(
          new UseCase("triage", "Support triage", "poc", "gpt-4o", 64, 310),
          new UseCase("contracts", "Contract review", "poc", "claude-sonnet-4-5", 41, 120),
          new UseCase("summaries", "Sales call summaries", "poc", "gpt-4o-mini", 12, 420),
          new UseCase("assistant", "Engineering assistant", "poc", "claude-sonnet-4-5", 118, 0),
          new UseCase("search", "Knowledge search", "idea", "gpt-4o-mini", 5, 0));

  private final Stage stage;
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  private Company(Stage stage) {
    this.stage = stage;
  }

  /// @param usd of a day, more or less
  /// @param outcomes of a month, more or less; 0 = nobody tells
  private record UseCase(
      String id, String name, String stage, String model, int usd, int outcomes) {
    String provider() {
      return model.startsWith("claude") ? "anthropic" : "openai";
    }

    boolean isMeasured() {
      return outcomes > 0;
    }
  }

  /// Fills a stage whose prices are published.
  static void furnish(Stage stage) {
    Company company = new Company(stage);
    USE_CASES.forEach(company::register);
    company.put(
        "pools/platform",
        """
        {"category":"engineering","amount_usd":"2400","from":"%s","basis":"usage",
         "source":"payroll","evidence":"sheets"}
        """
            .formatted(YearMonth.from(company.today).minusMonths(1)));
    company.budget("triage", "0.02", "use_case");
    company.budget("contracts", "0.004", "use_case");
    company.budget("summaries", "1", "use_case");
    company.put("limits/pace", "{\"measure\":\"requests\",\"window\":\"rolling 1h\",\"max\":5000}");
    company.trial();
    USE_CASES.forEach(company::tell);
    company.promote("triage");
    company.call();
    Await.value(
        Stage.LEDGER_FOLLOWS_WITHIN,
        "the ledger has everything",
        () -> stage.control().send("GET", "status", "").json(),
        status ->
            status.path("open_calls").asInt() == 0
                && status.path("ledger").path("bytes_behind").asLong() == 0);
  }

  private void register(UseCase it) {
    put(
        "use-cases/" + it.id,
        """
        {"name":"%s","stage":"%s","audience":"internal","budget_usd_per_month":"4000",
         "statement":"%s for all who need it","owners":{"business":"Ada","technical":"Bob"},
         "value":{"kind":"saving","of":"handling time"}}
        """
            .formatted(it.name, it.stage, it.name));
    if (it.isMeasured()) {
      put(
          "baselines/" + it.id,
          """
          {"unit":"case","source":"measured","n":400,"from":"2026-01-01","until":"2026-02-01",
           "volume_per_month":600,"cost_per_unit_usd":"14",
           "expires":"%s"}
          """
              .formatted(today.plusYears(1)));
      put(
          "outcome-definitions/" + it.id,
          """
          {"unit":"case","unit_value_usd":"9","value_source":"time study",
           "value_evidence":"before_after","target":{"per_month":"400"},"window_days":60}
          """);
    }
  }

  /// A promotion that waits for the signatures of its owners, through a gate that does not hold
  /// yet.
  private void promote(String useCase) {
    for (String owner : List.of("Ada", "Bob")) {
      send("POST", "operators", "{\"name\":\"%s\",\"role\":\"viewer\"}".formatted(owner));
    }
    put("rosters/" + useCase, "{\"eligible\":200}");
    put(
        "gates/" + useCase + "/poc",
        """
        {"criteria":[
           {"metric":"baseline_fresh","comparison":"at_least","threshold":"1"},
           {"metric":"success_share","comparison":"at_least","threshold":"0.8","confidence":"0.95",
            "n_min":200},
           {"metric":"weekly_active_share","comparison":"at_least","threshold":"0.4"}],
         "kill":[{"metric":"error_share","comparison":"above","threshold":"0.25",
           "confidence":"0.95","closes":true}],
         "proof":{"margin":"0.8","outcomes_min":500},
         "until_proven":{"share":"0.1","users":20,"budget_usd_per_month":"5000"}}
        """);
    send(
        "POST",
        "promotions",
        """
        {"use_case":"%s","to":"poc","share":"0.1","users":20,"budget_usd_per_month":"4000",
         "exception":"the pilot's team is asked for before everybody is active"}
        """
            .formatted(useCase));
  }

  private void budget(String useCase, String usd, String tag) {
    put(
        "budgets/" + useCase,
        """
        {"name":"%s","window":"month UTC","limit_usd":"%s",
         "where":[{"tag":"%s","in":["%s"]}]}
        """
            .formatted(useCase, usd, tag, useCase));
  }

  /// Counts from now on, and is too young to be read.
  private void trial() {
    put(
        "hypotheses/brief",
        """
        {"use_case":"triage","hypothesis":"Brief answers are asked for oftener","unit":"user",
         "design":"randomised","arms":[{"name":"today"},{"name":"brief"}],"control":"today",
         "metric":"calls_per_unit","direction":"increase","minimum_effect":0.2,"deviation":1,
         "units_per_arm":400,"stop":"fixed","window_days":7,"until":"%s","decision":
         {"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"}}
        """
            .formatted(today.plusMonths(3)));
    put(
        "experiments/brief",
        """
        {"use_case":"triage","state":"running",
         "arms":[{"name":"today","weight":1},{"name":"brief","weight":1}]}
        """);
    send("POST", "hypotheses/brief/start", "{}");
  }

  /// Spend by day since the beginning of the last month, outcomes by day likewise.
  private void tell(UseCase it) {
    List<String> records = new ArrayList<>();
    StringBuilder outcomes = new StringBuilder("use_case,outcome_id,occurred_at,quality\n");
    LocalDate first = today.withDayOfMonth(1).minusMonths(1);
    first
        .datesUntil(today.plusDays(1))
        .forEach(day -> {
          records.add(record(it, day));
          for (int n = 0; it.isMeasured() && n < it.outcomes / 30 + day.getDayOfMonth() % 3; n++) {
            outcomes.append("%s,%s-%s-%d,%s,0.9%n".formatted(it.id, it.id, day, n, day));
          }
        });
    send("POST", "usage", "{\"source\":\"import\",\"records\":[%s]}".formatted(joined(records)));
    if (it.isMeasured()) {
      send("POST", "outcomes?format=csv", outcomes.toString());
    }
  }

  private static String joined(List<String> records) {
    return String.join(",", records);
  }

  /// Less at weekends, more every month.
  private String record(UseCase it, LocalDate day) {
    int weekday = day.getDayOfWeek().getValue();
    long percent = (weekday > 5 ? 35L : 85L + day.getDayOfMonth() * 7L % 31L) + growth(day);
    long cents = it.usd * percent;
    return """
    {"id":"%s-%s","at":"%s","until":"%s","requests":%d,"provider":"%s","model":"%s",
     "cost_usd":"%d.%02d","usage":{"input":%d,"output":%d},"tags":{"use_case":"%s"}}
    """
        .formatted(
            it.id,
            day,
            day,
            day.plusDays(1),
            40 + percent,
            it.provider(),
            it.model,
            cents / 100,
            cents % 100,
            9_000 * percent,
            800 * percent,
            it.id);
  }

  private int growth(LocalDate day) {
    return YearMonth.from(day).equals(YearMonth.from(today)) ? 18 : 0;
  }

  private void call() {
    for (String useCase : List.of("triage", "contracts", "summaries")) {
      for (int n = 0; n < 6; n++) {
        stage
            .application()
            .ask(
                Application.Wire.OPENAI_JSON,
                useCase,
                Application.body(Application.Wire.OPENAI_JSON, "gpt-4o", "hello " + n, 64));
      }
    }
  }

  private void put(String path, String body) {
    send("PUT", path, body);
  }

  private void send(String method, String path, String body) {
    Web.Answer answer = stage.control().send(method, path, body);
    if (answer.status() / 100 != 2) {
      throw new AssertionError("%s %s answered %s".formatted(method, path, answer));
    }
  }
}
