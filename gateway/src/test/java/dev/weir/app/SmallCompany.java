package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/// A company of two use cases in one month, with something of everything that first pages show.
final class SmallCompany {
  private static final int DAYS = 20;

  private final Gateway gateway;
  private final YearMonth month;

  private SmallCompany(Gateway gateway, YearMonth month) {
    this.gateway = gateway;
    this.month = month;
  }

  /// Who has signed in, by role; the owner answers for `care`, the developer calls for team `red`.
  static String person(Gateway gateway, String role) {
    String of =
        switch (role) {
          case "owner" -> ",\"use_cases\":[\"care\"]";
          case "developer" -> ",\"teams\":[\"red\"]";
          default -> "";
        };
    Reply made =
        gateway.control(
            "POST",
            "/api/v1/operators?why=test",
            "{\"name\":\"the %s\",\"role\":\"%s\"%s}".formatted(role, role, of));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("secret").asText();
  }

  static void furnish(Gateway gateway, YearMonth month) {
    gateway.ready("audit");
    SmallCompany company = new SmallCompany(gateway, month);
    company.register("archive", "Archive search", "poc");
    company.register("care", "Customer care", "poc");
    company.define();
    company.call("red", "care");
    company.call("blue", "archive");
    company.tell();
    company.book();
    gateway.settle();
  }

  /// Holds the review of the month, which is over: archive search is to be optimised.
  static void review(Gateway gateway, YearMonth month) {
    new SmallCompany(gateway, month)
        .done(
            "POST",
            "reviews/%s?why=board".formatted(month),
            """
            {"decisions":[{"use_case":"archive","decision":"optimise","decides":"ada",
              "why":"nobody tells outcomes","owner":"bob","due":"2090-03-01",
              "change":{"kind":"budget","id":"blue","on":"2090-02-01"}}]}
            """);
  }

  private JsonNode done(String method, String path, String body) {
    Reply reply = gateway.control(method, "/api/v1/" + path, body);
    assertThat(reply.status()).as(path + ": " + reply.text()).isIn(200, 201);
    return reply.json();
  }

  private void register(String id, String name, String stage) {
    done(
        "PUT",
        "use-cases/" + id,
        """
        {"name":"%s","stage":"%s","audience":"internal","budget_usd_per_month":"900",
         "statement":"Classify inbound claims of retail customers, so that the share of misrouted claims falls below 5 %% by 2090-06-30.",
         "owners":{"business":"the owner","technical":"the finops"},
         "value":{"kind":"saving","of":"handling time"}}
        """
            .formatted(name, stage));
  }

  /// What care's tickets took without AI: it bears the values of months that end later.
  static void measure(Gateway gateway) {
    new SmallCompany(gateway, YearMonth.of(2026, 1)).baseline();
  }

  private void baseline() {
    done(
        "PUT",
        "baselines/care",
        """
        {"unit":"ticket","source":"measured","n":400,"from":"2026-01-01","until":"2026-02-01",
         "volume_per_month":600,"cost_per_unit_usd":"14",
         "expires":"2090-01-01"}
        """);
  }

  private void define() {
    baseline();
    done(
        "PUT",
        "outcome-definitions/care",
        """
        {"unit":"ticket","unit_value_usd":"9","value_source":"time study",
         "value_evidence":"before_after","target":{"per_month":"50"},"window_days":90,
         "kpis":[{"name":"solved","kind":"boolean","goal":{"at_least":"0.8"}}]}
        """);
    done("PUT", "rosters/care", "{\"eligible\":40,\"activation\":{\"calls\":1,\"within_days\":8}}");
    done(
        "PUT",
        "gates/care/beta",
        """
        {"window_days":28,
         "criteria":[{"metric":"success_share","comparison":"at_least","threshold":"0.8"},
                     {"metric":"users","comparison":"at_least","threshold":"500"}],
         "until_proven":{"share":"0.5","budget_usd_per_month":"500"}}
        """);
    done(
        "PUT",
        "hypotheses/faster",
        """
        {"use_case":"care","hypothesis":"users ask a small model more often","unit":"user",
         "design":"randomised","arms":[{"name":"large","weight":1},{"name":"small","weight":1}],
         "control":"large","metric":"calls_per_unit","direction":"increase",
         "minimum_effect":0.1,"deviation":1,"units_per_arm":1570,"stop":"fixed","window_days":7,
         "decision":{"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"},
         "until":"2090-01-01"}
        """);
  }

  /// Two calls of a team's own key, of which a user dislikes the second one's answer.
  private void call(String team, String useCase) {
    String secret =
        done(
                "POST",
                "keys",
                """
                {"name":"%s-app","fixed_tags":{"use_case":"%s","department":"ops","team":"%s",
                 "role":"engineer","environment":"test","cost_centre":"cc-%s"}}
                """
                    .formatted(team, useCase, team, team))
            .path("secret")
            .asText();
    gateway.chat(secret);
    String call = gateway.chat(secret).whole().headers().firstValue("x-weir-call-id").orElseThrow();
    Reply said =
        gateway.ask(
            secret,
            "/weir/feedback",
            "{\"call_id\":\"%s\",\"rating\":1,\"comment\":\"wrong price\"}".formatted(call));
    assertThat(said.status()).as(said.text()).isEqualTo(200);
    done(
        "PUT",
        "budgets/" + team,
        "{\"window\":\"month UTC\",\"limit_usd\":\"0.001\",\"where\":[{\"tag\":\"team\",\"in\":[\"%s\"]}]}"
            .formatted(team));
    done(
        "PUT",
        "limits/pace-" + team,
        "{\"measure\":\"requests\",\"window\":\"rolling 1h\",\"max\":100,\"where\":[{\"tag\":\"team\",\"in\":[\"%s\"]}]}"
            .formatted(team));
  }

  private void tell() {
    List<String> records = new ArrayList<>();
    List<String> outcomes = new ArrayList<>();
    for (int day = 1; day <= DAYS; day++) {
      LocalDate at = month.atDay(day);
      records.add(record("care", "red", at, 4 + day % 3));
      records.add(record("archive", "blue", at, 1));
      for (int n = 0; n < 2; n++) {
        outcomes.add(
            """
            {"use_case":"care","outcome_id":"T-%d-%d","occurred_at":"%s","success":true,
             "kpis":{"solved":%b},"links":{"user":"u%d"}}
            """
                .formatted(day, n, at, day % 4 > 0, day));
      }
    }
    gateway.tell(records.toArray(String[]::new));
    done("POST", "outcomes", "{\"outcomes\":[" + String.join(",", outcomes) + "]}");
  }

  private static String record(String useCase, String team, LocalDate at, int usd) {
    return """
    {"id":"%s-%s","at":"%sT08:00:00Z","provider":"copilot","model":"big","cost_usd":"%d",
     "tags":{"use_case":"%s","team":"%s","user":"u%d","cost_centre":"cc-%s"}}
    """
        .formatted(useCase, at, at, usd, useCase, team, at.getDayOfMonth(), team);
  }

  private void book() {
    done(
        "PUT",
        "pools/platform",
        """
        {"category":"engineering","amount_usd":"60","from":"%s","basis":"usage","source":"payroll",
         "evidence":"sheets"}
        """
            .formatted(month));
    done(
        "PUT",
        "envelopes?why=plan",
        "cost_centre,month,amount,note\ncc-red,%s,200,\ncc-blue,%s,80,\n".formatted(month, month));
    done(
        "PUT",
        "agreements/copilots",
        """
        {"kind":"fee","provider":"github","from":"%s-01","source":"order 2","unit":"seat",
         "price":"19","units":[{"from":"%s-01","count":10}],"tags":{"cost_centre":"cc-red"}}
        """
            .formatted(month, month));
    done("POST", "dues?month=%s&why=test".formatted(month), "{}");
  }
}
