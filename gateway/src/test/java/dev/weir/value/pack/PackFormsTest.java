package dev.weir.value.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Reviews as they are written. The page is left in `target/review.html`, to be looked at.
class PackFormsTest {
  private static final String PACK =
      """
      {"month":"2026-10","at":"2026-11-10T09:00:00Z",
       "cost":[
        {"use_case":"ticket-triage","calls":412338,"cost_usd":"18342.117","loaded_usd":"61290.4",
         "usd_per_call":"0.04448","cache_share":"0.412","input_tokens_per_call":"3120.4",
         "sources":{"calls":{"evidence":"ledger","rows":"/api/v1/report?by=day&filter=a"},
          "cost_usd":{"evidence":"ledger","rows":"/api/v1/report?by=day&filter=a"},
          "loaded_usd":{"evidence":"ledger and pools","rows":"/api/v1/unit-costs/a?month=2026-10"}}},
        {"use_case":"contract-review","calls":18211,"cost_usd":"9120.5","loaded_usd":"24410.05",
         "usd_per_call":"0.50082","cache_share":"0.082","input_tokens_per_call":"21877"},
        {"use_case":"<sales> & notes","calls":90212,"cost_usd":"2204.9"}],
       "routing":[
        {"use_case":"ticket-triage","model":"gpt-4o-mini","calls":330000,"call_share":"0.8003",
         "cost_usd":"6211.02","usd_per_million":"0.31"},
        {"use_case":"ticket-triage","model":"gpt-4o","calls":82338,"call_share":"0.1997",
         "cost_usd":"12131.09","usd_per_million":"4.12"}],
       "outcomes":[
        {"use_case":"ticket-triage","outcomes":40102,"value_usd":"188000.5",
         "usd_per_outcome":"1.528363","baseline_usd":"2"},
        {"use_case":"contract-review","outcomes":812,"value_usd":"20301",
         "usd_per_outcome":"30.0616","baseline_usd":"450"},
        {"use_case":"<sales> & notes","missing":"no outcomes are known"}],
       "bridge":[
        {"use_case":"ticket-triage","cause":"price","usd_per_outcome":"-0.12"},
        {"use_case":"ticket-triage","cause":"prompt length","usd_per_outcome":"0.034"}],
       "budgets":[{"budget":"triage-month","limit_usd":"20000","used_usd":"18342.117","used_share":"0.917106"}],
       "envelopes":[],
       "opportunities":[{"use_case":"contract-review","what":"cache the clause library",
         "usd_per_month":"3100","owner":"bob","due":"2026-12-01",
         "sources":{"usd_per_month":{"evidence":"opinion","rows":"/api/v1/opportunities/a"}}}],
       "savings":[],
       "due":[{"use_case":"contract-review","what":"optimise, decided for 2026-08","owner":"cleo",
         "due":"2026-10-31","overdue":true}],
       "recommendations":[
        {"use_case":"ticket-triage","recommendation":"scale","misclassified":"0.0004","signalled":"2026-08",
         "budget_usd":"21910.54","basis":"calls cost 18258.78 a month",
         "sources":{"budget_usd":{"evidence":"ledger and pools","rows":"/api/v1/report?by=month"}}},
        {"use_case":"contract-review","recommendation":"pull_back","misclassified":"0.021","signalled":"2026-09",
         "saving_usd":"4109.05","basis":"it costs 24410.05 a month"},
        {"use_case":"<sales> & notes","recommendation":"not_enough_evidence","signalled":"2026-05",
         "why":"no outcomes are known"}],
       "moves":[{"use_case":"ticket-triage","now_usd":"61290","proposed_usd":"66172","move_usd":"4882",
         "marginal":"2.31","low":"1.9","high":"2.7"}],
       "reserve":[{"budget":"lab","spent_usd":"4200","running":2,"running_max":3,"decided":5,
         "usd_per_hypothesis":"840","expires":"2026-12-31","refuses":[]}],
       "gaps":["experiments: none are known | and [none] can be"]}
      """;

  private static PackPrint print() {
    return new PackPrint(
        tree(PACK),
        "Held on 2026-11-10 by ada.",
        Optional.of("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        Optional.of("Triage pays for the third month; <script>alert(1)</script> contracts do not."),
        List.of(
            new Decision(
                "ticket-triage",
                Decision.Verdict.SCALE,
                " @ada",
                "=SUM(A1) of it pays",
                "bob",
                LocalDate.of(2026, 12, 1),
                Optional.of(
                    new Decision.NamedChange(
                        "budget", "triage-month", LocalDate.of(2026, 11, 15)))),
            new Decision(
                "contract-review",
                Decision.Verdict.PULL_BACK,
                "ada",
                "each costs more than it brings, \"still\"",
                "cleo",
                LocalDate.of(2026, 11, 30),
                Optional.of(
                    new Decision.NamedChange("limit", "contracts", LocalDate.of(2026, 11, 15))))),
        List.of(
            new Restatement(
                "outcomes",
                "ticket-triage",
                "outcomes",
                Optional.of(new BigDecimal("40102")),
                Optional.of(new BigDecimal("40350")),
                new BigDecimal("248"))));
  }

  private static JsonNode tree(String json) {
    try {
      return new JsonMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  @Test
  void aPageEscapesEveryTextAndRunsNoScript() throws IOException {
    String page = PackHtml.write(print());

    assertThat(page)
        .contains("&lt;sales&gt; &amp; notes", "&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("<td class=\"scale\">scale</td>", "91.7 %")
        .contains(
            "<td class=\"n\"><a href=\"/api/v1/report?by=day&amp;filter=a\">18,342.12</a></td>",
            "<td class=\"e\">calls, cost USD: ledger; loaded USD: ledger and pools</td>",
            "<td class=\"e\">opinion</td>")
        .contains("<a href=\"/api/v1/report?by=month\">21,910.54</a>", "4,109.05")
        .doesNotContain("<script", "<sales>", "<h2>Envelopes</h2>");
    Path target = Path.of("target");
    Files.createDirectories(target);
    Files.writeString(target.resolve("review.html"), page);
  }

  @Test
  void markdownKeepsItsTablesWhateverTextsSay() {
    String text = PackMarkdown.write(print());

    assertThat(text)
        .contains(
            "| ticket-triage | [412,338](/api/v1/report?by=day&filter=a) |",
            " | 0.0445 | 41.2 % | 3,120 | calls, cost USD: ledger; loaded USD: ledger and pools |")
        .contains("| [21,910.54](/api/v1/report?by=month) |  | calls cost 18258.78 a month |")
        .contains("| \\<sales\\> & notes | 90,212 | 2,204.90 |  |  |  |  |  |")
        .contains("- experiments: none are known \\| and \\[none\\] can be");
  }

  @Test
  void csvHasExactFiguresAndNoFormulas() {
    assertThat(PackCsv.write(print()).split("\r\n"))
        .contains(
            "2026-10,cost,1,cost_usd,18342.117,ledger,/api/v1/report?by=day&filter=a",
            "2026-10,recommendations,1,budget_usd,21910.54,ledger and pools,/api/v1/report?by=month",
            "2026-10,recommendations,2,saving_usd,4109.05,,",
            "2026-10,bridge,1,usd_per_outcome,-0.12,,",
            "2026-10,decisions,1,why,'=SUM(A1) of it pays,,",
            "2026-10,decisions,1,decides,' @ada,,",
            "2026-10,decisions,2,why,\"each costs more than it brings, \"\"still\"\"\",,");
  }

  @Test
  void aPackRestatesOnlyFiguresOfItsMonth() {
    JsonNode today =
        tree(
            PACK.replace("18342.117\",\"loaded_usd", "18342.2\",\"loaded_usd")
                .replace("\"used_usd\":\"18342.117\"", "\"used_usd\":\"19999\"")
                .replace("\"missing\":\"no outcomes are known\"", "\"outcomes\":7"));

    assertThat(Restatement.between(tree(PACK), today))
        .containsExactly(
            new Restatement(
                "cost",
                "ticket-triage",
                "cost_usd",
                Optional.of(new BigDecimal("18342.117")),
                Optional.of(new BigDecimal("18342.2")),
                new BigDecimal("0.083")),
            new Restatement(
                "outcomes",
                "<sales> & notes",
                "outcomes",
                Optional.empty(),
                Optional.of(new BigDecimal("7")),
                new BigDecimal("7")));
    assertThat(Restatement.between(tree(PACK), tree(PACK))).isEmpty();
  }
}
