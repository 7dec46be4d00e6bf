package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/// The small company, with prompts, trials, promotions, bills, alerts and opinions too, wherein
/// everybody who may write a text has written one that is hostile to pages.
final class LivedCompany {
  /// Ends an attribute, opens tags, asks template engines to count and turns the writing around.
  static final String HOSTILE =
      "\"'><script>alert(1)</script><img src=x onerror=alert(1)>${7*7}{{7*7}}\u202Etxt.exe";

  private static final String ESCAPED = HOSTILE.replace("\"", "\\\"");

  private final Gateway gateway;
  private final YearMonth month;
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  private LivedCompany(Gateway gateway, YearMonth month) {
    this.gateway = gateway;
    this.month = month;
  }

  /// @param month which is over
  static void furnish(Gateway gateway, YearMonth month) {
    SmallCompany.furnish(gateway, month);
    SmallCompany.review(gateway, month);
    LivedCompany company = new LivedCompany(gateway, month);
    company.name();
    company.prompt();
    company.call();
    company.tryOut();
    company.promote();
    company.tell();
    company.account();
    gateway.settle();
  }

  private JsonNode done(String method, String path, String body) {
    String why = (path.contains("?") ? "&" : "?") + "why=" + Browser.encoded(HOSTILE);
    Reply reply = gateway.control(method, "/api/v1/" + path + why, body);
    assertThat(reply.status()).as(path + ": " + reply.text()).isIn(200, 201);
    return reply.json();
  }

  private void name() {
    done(
        "PUT",
        "use-cases/hostile",
        """
        {"name":"%1$s","stage":"poc","audience":"internal","budget_usd_per_month":"100",
         "statement":"%1$s","owners":{"business":"%1$s","technical":"%1$s!"},
         "value":{"kind":"saving","of":"%1$s"}}
        """
            .formatted(ESCAPED));
    for (String owner : new String[] {ESCAPED, ESCAPED + "!"}) {
      done("POST", "operators", "{\"name\":\"%s\",\"role\":\"viewer\"}".formatted(owner));
    }
    done("PUT", "tags/team/" + Browser.encoded(HOSTILE).replace("+", "%20"), "{}");
    done(
        "PUT",
        "outcome-definitions/hostile",
        """
        {"unit":"%1$s","unit_value_usd":"9","value_source":"%1$s","value_evidence":"opinion",
         "window_days":90}
        """
            .formatted(ESCAPED));
    done(
        "PUT",
        "opportunities/hostile",
        """
        {"evidence":"rct","months":12,"ramp":{"kind":"none"},
         "inputs":{"volume_per_month":10000,"adoption":0.6,"success_rate":0.8,"human_cost_usd":8,
          "review_cost_usd":1.5,"rework_cost_usd":5,"variable_cost_usd":2000,
          "fixed_cost_usd":10000}}
        """);
  }

  private void prompt() {
    done("PUT", "modules/tone", "{\"text\":\"%s\"}".formatted(ESCAPED));
    done("PUT", "modules/tone", "{\"text\":\"%s again\"}".formatted(ESCAPED));
    done("PUT", "prompts/support", "{\"modules\":[{\"module\":\"tone\"}],\"model\":\"gpt-4o\"}");
    done("PUT", "prompts/support/labels/production", "{\"version\":1}");
    done("PUT", "names/fast", "{\"fallback\":[{\"target\":\"tiny/gpt-4o\"}]}");
  }

  /// A key whose name and tags are hostile calls, is liked little and alerted about.
  private void call() {
    done(
        "PUT",
        "budgets/hostile",
        """
        {"name":"%s","window":"month UTC","limit_usd":"0.0001","alert_at":[0.5],"stop_at":100,
         "where":[{"tag":"use_case","in":["hostile"]}]}
        """
            .formatted(ESCAPED));
    String secret =
        done(
                "POST",
                "keys",
                """
                {"name":"%1$s","fixed_tags":{"use_case":"hostile","department":"%1$s",
                 "team":"%1$s","role":"engineer","environment":"test","cost_centre":"=1+1"}}
                """
                    .formatted(ESCAPED))
            .path("secret")
            .asText();
    assertThat(gateway.chat(secret, "prompt/support").status()).isEqualTo(200);
    gateway.chat(secret, HOSTILE.replace("\"", "\\\""));
    gateway.chat(secret, "fast");
    String call = gateway.chat(secret).whole().headers().firstValue("x-weir-call-id").orElseThrow();
    Reply said =
        gateway.ask(
            secret,
            "/weir/feedback",
            "{\"call_id\":\"%s\",\"rating\":1,\"comment\":\"%s\"}".formatted(call, ESCAPED));
    assertThat(said.status()).as(said.text()).isEqualTo(200);
  }

  private void tryOut() {
    done(
        "PUT",
        "hypotheses/brief",
        """
        {"use_case":"hostile","hypothesis":"%s","unit":"user","design":"randomised",
         "arms":[{"name":"today"},{"name":"brief"}],"control":"today","metric":"calls_per_unit",
         "direction":"increase","minimum_effect":0.2,"deviation":1,"units_per_arm":400,
         "stop":"fixed","window_days":7,"until":"%s","decision":
         {"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"}}
        """
            .formatted(ESCAPED, today.plusMonths(3)));
    done(
        "PUT",
        "experiments/brief",
        """
        {"use_case":"hostile","state":"running",
         "arms":[{"name":"today","weight":1},{"name":"brief","weight":1}]}
        """);
    done("POST", "hypotheses/brief/start", "{}");
  }

  private void promote() {
    done("PUT", "rosters/hostile", "{\"eligible\":200}");
    done(
        "PUT",
        "gates/hostile/poc",
        """
        {"criteria":[{"metric":"success_share","comparison":"at_least","threshold":"0.8"}],
         "proof":{"margin":"0.8","outcomes_min":500},
         "until_proven":{"share":"0.1","users":20,"budget_usd_per_month":"5000"}}
        """);
    done(
        "POST",
        "promotions",
        """
        {"use_case":"hostile","to":"poc","share":"0.1","users":20,"budget_usd_per_month":"40",
         "exception":"%s"}
        """
            .formatted(ESCAPED));
  }

  /// Usage of a provider that names its models itself, and what came of it.
  private void tell() {
    gateway.tell(
        """
        {"id":"hostile","at":"%1$s-05T08:00:00Z","provider":"copilot","model":"%2$s",
         "cost_usd":"7","tags":{"use_case":"hostile","user":"%2$s","cost_centre":"=1+1"}}
        """
            .formatted(month, ESCAPED));
    done(
        "POST",
        "outcomes",
        """
        {"outcomes":[{"use_case":"hostile","outcome_id":"%1$s","occurred_at":"%2$s-06",
          "success":true,"links":{"user":"%1$s"}}]}
        """
            .formatted(ESCAPED, month));
  }

  private void account() {
    done(
        "PUT",
        "pools/hostile",
        """
        {"category":"engineering","amount_usd":"60","from":"%2$s","basis":"usage","source":"%1$s",
         "evidence":"%1$s"}
        """
            .formatted(ESCAPED, month));
    done(
        "PUT",
        "agreements/hostile",
        """
        {"kind":"fee","provider":"github","from":"%2$s-01","source":"%1$s","unit":"seat",
         "price":"19","units":[{"from":"%2$s-01","count":1}],"tags":{"cost_centre":"=1+1"}}
        """
            .formatted(ESCAPED, month));
    done(
        "POST",
        "bills?file=%s".formatted(Browser.encoded(HOSTILE)),
        """
        {"object":"page","data":[{"object":"bucket","start_time":%d,"end_time":%d,
         "results":[{"object":"organization.costs.result","amount":{"value":0.1,"currency":"usd"},
          "line_item":"%s, input","project_id":"%s"}]}],"has_more":false,"next_page":null}
        """
            .formatted(at(5), at(6), ESCAPED, ESCAPED));
    done(
        "PUT",
        "views/" + Browser.encoded(HOSTILE).replace("+", "%20"),
        "{\"link\":\"/explore?by=model\",\"shared\":true}");
  }

  private long at(int day) {
    return month.atDay(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }
}
