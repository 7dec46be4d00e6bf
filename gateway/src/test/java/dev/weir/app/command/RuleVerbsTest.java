package dev.weir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.command.CommandLineRun.Result;
import dev.weir.view.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The verbs of what rules say of calls: budgets, limits, rollouts, experiments, tags.
@Tag("slow")
@Timeout(60)
class RuleVerbsTest {
  @TempDir Path folder;
  private ShellGateway weir;

  @BeforeEach
  void startGateway() throws IOException {
    weir = new ShellGateway(folder);
  }

  @AfterEach
  void stopGateway() {
    weir.close();
  }

  @Test
  void aBudgetIsSetAsPeopleWriteItAndReadBack() {
    weir.ok(
        "budgets",
        "set",
        "support-month",
        "--where",
        "use_case=support|triage,environment=production",
        "--window",
        "month Europe/Berlin",
        "--limit",
        "500 USD",
        "--alert",
        "70%,90%",
        "--stop",
        "110%",
        "--shorten-at",
        "90%=512",
        "--substitute-at",
        "100%=gpt-4o-mini",
        "--owner",
        "anna",
        "--why",
        "quarter plan");

    assertThat(weir.ok("budgets", "show", "support-month").out())
        .contains("\"limit_usd\" : \"500\"", "\"stop_at\" : 1.1", "\"max_tokens\" : 512")
        .contains("\"substitute\" : \"gpt-4o-mini\"", "\"triage\"", "0.7");
    assertThat(weir.ok("budgets", "list").out())
        .contains("limit USD", "500.00", "use_case=support|triage,environment=production");
    assertThat(
            weir.ok(
                    "budgets",
                    "raise",
                    "support-month",
                    "--by",
                    "$100",
                    "--until",
                    "7d",
                    "--why",
                    "launch")
                .out())
        .contains("raise support-month.1");
    assertThat(weir.ok("budgets", "list").out()).contains("600.00");
    assertThat(weir.ok("budgets", "delete", "support-month").out()).contains("version 2");
    assertThat(weir.ok("budgets", "list").out())
        .contains("quarantine")
        .doesNotContain("support-month");
  }

  @Test
  void aBudgetInAnotherCurrencyIsListedAsItWasSet() throws IOException {
    Files.writeString(
        folder.resolve("rates.json"),
        """
        {"format": "weir-prices/1", "name": "rates", "models": [], "contracts": [],
         "rates": [{"currency": "EUR", "usd": "1.25", "date": "2020-01-01", "source": "ECB"}]}
        """);
    weir.ok("prices", "import", "rates.json", "--format", "weir");
    weir.ok("budgets", "set", "plan", "--window", "month UTC", "--limit", "500 EUR");
    weir.ok("budgets", "raise", "plan", "--by", "100 eur", "--until", "7d", "--why", "launch");
    weir.ok("limits", "set", "few", "--measure", "money", "--window", "day UTC", "--max", "4 EUR");
    weir.ok("settings", "set", "--currency", "eur");

    assertThat(weir.ok("budgets", "list").out())
        .contains("set as", "500 EUR", "750.00", "left as set", "660 EUR");
    assertThat(weir.ok("limits", "list").out()).contains("4 EUR");
    assertThat(weir.ok("report").out())
        .startsWith("Cost in USD and EUR")
        .contains("1.25 USD from 2020-01-01 (ECB)");
  }

  @Test
  void aMistypedBudgetIsAnsweredWithTheNearest() {
    weir.ok("budgets", "set", "support-month", "--window", "total", "--limit", "5");

    Result wrong = weir.shell.run("budgets", "show", "suport-month");

    assertThat(wrong.code()).isEqualTo(Exit.REFUSED);
    assertThat(wrong.err()).contains("did you mean 'support-month'?");
  }

  @Test
  void aSubstituteWithoutAPriceIsAWarningAndAThresholdBeyondTheStopIsRefused() {
    Result set =
        weir.ok(
            "budgets",
            "set",
            "b",
            "--window",
            "total",
            "--limit",
            "5",
            "--substitute-at",
            "90%=gpt-9-nano");
    Result late =
        weir.shell.run(
            "budgets", "set", "b", "--window", "total", "--limit", "5", "--alert", "200%");

    assertThat(set.err()).contains("warning", "gpt-9-nano", "no price");
    assertThat(set.out()).contains("budget b: version 1");
    assertThat(late.code()).isEqualTo(Exit.REFUSED);
    assertThat(late.err()).contains("alert_at", "at most stop_at", "was 200 %");
  }

  @Test
  void limitsAreSetListedAndEnded() {
    weir.ok(
        "limits",
        "set",
        "hourly",
        "--measure",
        "requests",
        "--max",
        "200",
        "--per",
        "user",
        "--window",
        "rolling 1h",
        "--shadow");

    assertThat(weir.ok("limits", "list").out()).contains("hourly", "requests", "200", "shadow");
    assertThat(weir.ok("limits", "show", "hourly").out()).contains("\"max\" : 200");
    assertThat(weir.ok("limits", "delete", "hourly").out()).contains("limit hourly: version 2");
  }

  @Test
  void rolloutsAreSetListedAskedAndEnded() {
    weir.ok("rollouts", "set", "support", "--share", "0.1", "--users", "ada,grace", "--shadow");

    assertThat(weir.ok("rollouts", "list").out()).contains("support", "10 %", "2", "shadow");
    assertThat(weir.ok("rollouts", "show", "support").out()).contains("\"share\" : 0.1");
    assertThat(weir.ok("rollouts", "show", "support", "--user", "ada").out())
        .contains("\"in\" : true");
    weir.ok("rollouts", "set", "support", "--closed", "--why", "wrong answers");
    assertThat(weir.ok("rollouts", "list").out()).contains("closed");
    assertThat(weir.ok("rollouts", "delete", "support").out())
        .contains("rollout support: version 3");
    assertThat(weir.shell.run("rollouts", "set", "support").code()).isEqualTo(Exit.REFUSED);
  }

  @Test
  void anExperimentIsPutListedLookedAtAndStopped() throws IOException {
    Files.writeString(
        folder.resolve("trial.json"),
        """
        {"use_case": "support", "state": "running", "arms": [
         {"name": "control", "weight": 2}, {"name": "manual", "weight": 1, "without_ai": true}]}
        """);
    Files.writeString(
        folder.resolve("claim.json"),
        """
        {"use_case":"support","hypothesis":"they ask oftener","unit":"user","design":"randomised",
         "arms":[{"name":"control","weight":2},{"name":"manual","weight":1}],"control":"control",
         "metric":"calls_per_unit","direction":"increase","minimum_effect":0.2,"deviation":1,
         "units_per_arm":400,"stop":"fixed","window_days":7,"until":"2099-12-31","decision":
         {"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"}}
        """);
    assertThat(weir.shell.run("experiments", "put", "trial", "trial.json").err())
        .contains("once the hypothesis of its name is registered, and there is none");
    weir.ok("hypotheses", "register", "trial", "claim.json");
    weir.ok("experiments", "put", "trial", "trial.json", "--why", "hypothesis 12");

    assertThat(weir.ok("experiments", "list").out())
        .contains("trial", "control:2,manual:1", "running");
    assertThat(weir.ok("experiments", "exposures", "trial").out()).contains("control", "manual");
    assertThat(weir.ok("experiments", "show", "trial").out()).contains("\"running\" : true");
    assertThat(weir.shell.run("experiments", "delete", "trial").err()).contains("has begun");
    assertThat(weir.ok("experiments", "stop", "trial").out())
        .contains("experiment trial: version 2");
    assertThat(weir.ok("experiments", "delete", "trial").out()).contains("version 3");
  }

  @Test
  void tagValuesAreAllowedAndRetiredAndRequiredTagsSet() {
    weir.ok("tags", "allow", "team=payments", "--parent", "department=finance");

    assertThat(weir.ok("tags", "list").out()).contains("payments", "finance");
    assertThat(weir.ok("tags", "retire", "team=payments").out()).contains("version 2");
    assertThat(weir.ok("tags", "require", "use_case", "team").out())
        .contains("settings organisation");
  }
}
