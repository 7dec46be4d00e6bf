package dev.weir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.Assembly;
import dev.weir.app.command.CommandLineRun.Result;
import dev.weir.app.config.ConfigFile;
import dev.weir.app.config.WeirConfig;
import dev.weir.view.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every verb over the API, against a whole gateway.
@Timeout(60)
class VerbsTest {
  private static final Pattern SECRET = Pattern.compile("\\b(wk_|wa_)[A-Za-z0-9_-]{43}");

  @TempDir Path folder;
  private String config;
  private Assembly gateway;
  private CommandLineRun shell;

  @BeforeEach
  void startGateway() throws IOException {
    config =
        """
        listen:
          data_plane: 127.0.0.1:0
          control_plane: 127.0.0.1:0
        data: %s
        journal:
          segment: 8 MiB
        start:
          warm_up: 0s
        shutdown:
          lead: 0s
        """
            .formatted(folder.resolve("data"));
    WeirConfig parsed = ConfigFile.parse("test", config, Map.of());
    gateway = Assembly.start(parsed, Map.of(), System.getLogger("test"));
    shell =
        new CommandLineRun(folder)
            .with("WEIR_SERVER", "http://127.0.0.1:" + gateway.controlPort())
            .with("WEIR_DATA", folder.resolve("data").toString());
    assertThat(folder.resolve("data/first-operator-key")).exists();
  }

  @AfterEach
  void stopGateway() {
    gateway.close();
  }

  @Test
  void aKeyIsMadeListedRotatedExpiredAndRevokedAndItsSecretIsShownOnlyWhenMade() {
    Result made = ok("keys", "create", "bot", "--tag", "use_case=support,role=bot", "--why", "new");
    Result rotated = ok("keys", "rotate", "bot", "--overlap", "1h");

    assertThat(made.out().strip()).matches(SECRET);
    assertThat(rotated.out().strip()).matches(SECRET).isNotEqualTo(made.out().strip());
    assertThat(ok("keys", "list").out()).contains("bot", "active", "use_case=support");
    assertThat(ok("keys", "show", "bot").out()).contains("old_secrets_until");
    assertThat(ok("keys", "expire", "bot", "--at", "7d").out()).contains("version 3");
    assertThat(ok("keys", "revoke", "bot").out()).contains("version 4");
    assertThat(ok("keys", "list", "--format", "json").out()).contains("\"revoked\"");
    for (String format : new String[] {"table", "json", "csv"}) {
      assertThat(SECRET.matcher(ok("keys", "list", "--format", format).all()).find()).isFalse();
    }
    assertThat(SECRET.matcher(ok("keys", "show", "bot").all()).find()).isFalse();
  }

  @Test
  void aKeyIsChangedAsPeopleWriteItAndWhatIsNotSaidStays() {
    ok("keys", "create", "bot", "--tag", "use_case=support,role=bot", "--model", "gpt-4o*");

    Result changed =
        ok(
            "keys",
            "change",
            "bot",
            "--name",
            "care-bot",
            "--tag",
            "team=one",
            "--drop-tag",
            "role",
            "--settable",
            "session,ticket",
            "--trusts-user-tags",
            "--expires",
            "2030-01-01",
            "--why",
            "moved");
    ok("keys", "change", "care-bot", "--unset", "models,expires");

    assertThat(changed.out()).contains("version 2", "by first");
    assertThat(ok("keys", "list", "--format", "csv").out())
        .contains("care-bot,active,team=one use_case=support,\"session, ticket\",,refuse,");
    assertThat(ok("keys", "show", "care-bot").out()).contains("\"trusts_user_tags\" : true");
    assertThat(shell.run("keys", "change", "care-bot").code()).isEqualTo(Exit.USAGE);
    assertThat(shell.run("keys", "change", "care-bot", "--unset", "name").code())
        .isEqualTo(Exit.USAGE);
    assertThat(shell.run("keys", "change", "care-bot", "--model", "x", "--unset", "models").code())
        .isEqualTo(Exit.USAGE);
    assertThat(shell.run("keys", "change", "care-bot", "--distinct-max", "0").code())
        .isEqualTo(Exit.REFUSED);
    assertThat(shell.run("keys", "change", "nobody", "--name", "x").code()).isEqualTo(Exit.REFUSED);
  }

  @Test
  void aPromptIsPutTogetherLabelledComparedAndRolledBack() throws IOException {
    Files.writeString(folder.resolve("tone.txt"), "Be {{manner}}.\nAnswer briefly.\n");
    Files.writeString(folder.resolve("shorter.txt"), "Be {{manner}}.\n");
    ok("modules", "put", "tone", "tone.txt", "--otherwise", "manner=kind", "--why", "first");
    ok("prompts", "put", "support", "--module", "tone", "--model", "gpt-4o", "--max-tokens", "300");
    ok("prompts", "label", "support", "production", "--version", "1");
    ok("modules", "put", "tone", "shorter.txt", "--otherwise", "manner=kind");
    ok("prompts", "put", "support", "--module", "tone@2", "--model", "gpt-4o");

    assertThat(ok("modules", "list").out()).contains("tone", "system", "manner");
    assertThat(ok("modules", "show", "tone", "--version", "1").out())
        .isEqualTo("Be {{manner}}.\nAnswer briefly.\n");
    assertThat(ok("prompts", "list").out()).contains("support", "tone@2", "production=1");
    assertThat(ok("prompts", "diff", "support").out())
        .contains("max_tokens: 300 -> none", " Be {{manner}}.\n-Answer briefly.\n");
    ok("prompts", "label", "support", "canary", "--version", "2");
    ok("prompts", "label", "support", "stable", "--version", "1");
    ok("prompts", "label", "support", "production", "--split", "stable=9,canary=1", "--by", "user");
    assertThat(ok("names", "list").out()).contains("prompt/support", "stable 9, canary 1 by user");
    assertThat(ok("prompts", "rollback", "support").out())
        .contains("label support/production: version 3");
    assertThat(ok("prompts", "cost", "support").out()).isEqualTo("nothing to list\n");
    assertThat(shell.run("prompts", "label", "support", "canary").code()).isEqualTo(Exit.USAGE);
    assertThat(shell.run("prompts", "show", "suport").err()).contains("did you mean 'support'?");
    assertThat(shell.run("names", "set", "fast", "--target", "nobody/x").err())
        .contains("no provider nobody");
    assertThat(shell.run("names", "set", "fast").code()).isEqualTo(Exit.USAGE);
    assertThat(shell.run("names", "explain", "prompt/support").code()).isEqualTo(Exit.REFUSED);
    ok("prompts", "retire", "support");
    assertThat(ok("names", "list").out()).isEqualTo("nothing to list\n");
  }

  @Test
  void aBudgetIsSetAsPeopleWriteItAndReadBack() {
    ok(
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

    assertThat(ok("budgets", "show", "support-month").out())
        .contains("\"limit_usd\" : \"500\"", "\"stop_at\" : 1.1", "\"max_tokens\" : 512")
        .contains("\"substitute\" : \"gpt-4o-mini\"", "\"triage\"", "0.7");
    assertThat(ok("budgets", "list").out())
        .contains("limit USD", "500.00", "use_case=support|triage,environment=production");
    assertThat(
            ok(
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
    assertThat(ok("budgets", "list").out()).contains("600.00");
    assertThat(ok("budgets", "delete", "support-month").out()).contains("version 2");
    assertThat(ok("budgets", "list").out()).contains("quarantine").doesNotContain("support-month");
  }

  @Test
  void aBudgetInAnotherCurrencyIsListedAsItWasSet() throws IOException {
    Files.writeString(
        folder.resolve("rates.json"),
        """
        {"format": "weir-prices/1", "name": "rates", "models": [], "contracts": [],
         "rates": [{"currency": "EUR", "usd": "1.25", "date": "2020-01-01", "source": "ECB"}]}
        """);
    ok("prices", "import", "rates.json", "--format", "weir");
    ok("budgets", "set", "plan", "--window", "month UTC", "--limit", "500 EUR");
    ok("budgets", "raise", "plan", "--by", "100 eur", "--until", "7d", "--why", "launch");
    ok("limits", "set", "few", "--measure", "money", "--window", "day UTC", "--max", "4 EUR");
    ok("settings", "set", "--currency", "eur");

    assertThat(ok("budgets", "list").out())
        .contains("set as", "500 EUR", "750.00", "left as set", "660 EUR");
    assertThat(ok("limits", "list").out()).contains("4 EUR");
    assertThat(ok("report").out())
        .startsWith("Cost in USD and EUR")
        .contains("1.25 USD from 2020-01-01 (ECB)");
  }

  @Test
  void aMistypedBudgetIsAnsweredWithTheNearest() {
    ok("budgets", "set", "support-month", "--window", "total", "--limit", "5");

    Result wrong = shell.run("budgets", "show", "suport-month");

    assertThat(wrong.code()).isEqualTo(Exit.REFUSED);
    assertThat(wrong.err()).contains("did you mean 'support-month'?");
  }

  @Test
  void aSubstituteWithoutAPriceIsAWarningAndAThresholdBeyondTheStopIsRefused() {
    Result set =
        ok(
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
        shell.run("budgets", "set", "b", "--window", "total", "--limit", "5", "--alert", "200%");

    assertThat(set.err()).contains("warning", "gpt-9-nano", "no price");
    assertThat(set.out()).contains("budget b: version 1");
    assertThat(late.code()).isEqualTo(Exit.REFUSED);
    assertThat(late.err()).contains("alert_at", "at most stop_at", "was 200 %");
  }

  @Test
  void aSettingIsChangedAndTheOthersStay() {
    ok("tags", "require", "use_case");
    ok("settings", "set", "--floor", "200", "--floor-of", "triage=64,letters=1200");
    ok("settings", "set", "--floor-of", "letters=default", "--unpriced", "allow", "--why", "trial");

    assertThat(ok("settings", "show").out())
        .contains("\"usual\" : 200", "\"triage\" : 64", "\"unpriced\" : \"allow\"")
        .contains("\"required_tags\" : [ \"use_case\" ]")
        .doesNotContain("letters");
  }

  @Test
  void aReplayWhoseCallsAreRefusedSaysSoInItsExitCode() throws IOException {
    Files.writeString(
        folder.resolve("trace.csv"),
        "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n");
    Files.writeString(folder.resolve("keys.yaml"), "support-assistant: wk_unknown\n");

    Result replay =
        shell.run(
            "replay",
            "trace.csv",
            "--keys",
            "keys.yaml",
            "--target",
            "http://127.0.0.1:" + gateway.dataPort());

    assertThat(replay.out()).contains("refused       1");
    assertThat(replay.code()).isEqualTo(Exit.REFUSED);
  }

  @Test
  void limitsAreSetListedAndEnded() {
    ok(
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

    assertThat(ok("limits", "list").out()).contains("hourly", "requests", "200", "shadow");
    assertThat(ok("limits", "show", "hourly").out()).contains("\"max\" : 200");
    assertThat(ok("limits", "delete", "hourly").out()).contains("limit hourly: version 2");
  }

  @Test
  void rolloutsAreSetListedAskedAndEnded() {
    ok("rollouts", "set", "support", "--share", "0.1", "--users", "ada,grace", "--shadow");

    assertThat(ok("rollouts", "list").out()).contains("support", "10 %", "2", "shadow");
    assertThat(ok("rollouts", "show", "support").out()).contains("\"share\" : 0.1");
    assertThat(ok("rollouts", "show", "support", "--user", "ada").out()).contains("\"in\" : true");
    ok("rollouts", "set", "support", "--closed", "--why", "wrong answers");
    assertThat(ok("rollouts", "list").out()).contains("closed");
    assertThat(ok("rollouts", "delete", "support").out()).contains("rollout support: version 3");
    assertThat(shell.run("rollouts", "set", "support").code()).isEqualTo(Exit.REFUSED);
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
    assertThat(shell.run("experiments", "put", "trial", "trial.json").err())
        .contains("once the hypothesis of its name is registered, and there is none");
    ok("hypotheses", "register", "trial", "claim.json");
    ok("experiments", "put", "trial", "trial.json", "--why", "hypothesis 12");

    assertThat(ok("experiments", "list").out()).contains("trial", "control:2,manual:1", "running");
    assertThat(ok("experiments", "exposures", "trial").out()).contains("control", "manual");
    assertThat(ok("experiments", "show", "trial").out()).contains("\"running\" : true");
    assertThat(shell.run("experiments", "delete", "trial").err()).contains("has begun");
    assertThat(ok("experiments", "stop", "trial").out()).contains("experiment trial: version 2");
    assertThat(ok("experiments", "delete", "trial").out()).contains("version 3");
  }

  @Test
  void tagValuesAreAllowedAndRetiredAndRequiredTagsSet() {
    ok("tags", "allow", "team=payments", "--parent", "department=finance");

    assertThat(ok("tags", "list").out()).contains("payments", "finance");
    assertThat(ok("tags", "retire", "team=payments").out()).contains("version 2");
    assertThat(ok("tags", "require", "use_case", "team").out()).contains("settings organisation");
  }

  @Test
  void pricesAreImportedAndListedWithTheirUnits() throws IOException {
    Path catalogue =
        Path.of(System.getProperty("weir.root", ".."))
            .resolve("gateway/src/main/resources/weir-prices.json");
    Files.copy(catalogue, folder.resolve("prices.json"));

    assertThat(ok("prices", "import", "prices.json", "--format", "weir").out())
        .contains("\"prices\"");
    assertThat(ok("prices", "list").out()).contains("models");
    Files.writeString(folder.resolve("public.json"), "[]");
    assertThat(shell.run("prices", "import", "public.json").err())
        .contains("--format", "genai-prices", "litellm");
    assertThat(ok("prices", "import", "public.json", "--format", "genai-prices").out())
        .contains("genai");
    assertThat(ok("prices", "list", "--provider", "openai").out()).contains("per units", "1000000");
    assertThat(ok("prices", "list", "--provider", "openai", "--format", "json").out())
        .contains("\"usd\"");
    assertThat(ok("prices", "contract").out()).contains("contracts");
    Files.writeString(folder.resolve("contracts.json"), "{\"contracts\": []}");
    assertThat(ok("prices", "contract", "contracts.json").out()).contains("price_book");
  }

  @Test
  void operatorsAreMadeListedAndRevoked() {
    Result made = ok("operators", "create", "bob", "--role", "viewer");
    assertThat(made.out().strip()).matches(SECRET);

    String list = ok("operators", "list").out();
    Matcher id = Pattern.compile("(op_\\S+)\\s+bob").matcher(list);
    assertThat(id.find()).isTrue();
    assertThat(SECRET.matcher(list).find()).isFalse();
    assertThat(ok("operators", "revoke", id.group(1)).out()).contains("version 2");
  }

  @Test
  void reportsAndCallsAreEmptyBeforeTheFirstCall() {
    assertThat(ok("report", "--by", "use_case,model").out())
        .contains("Cost in USD by use_case, model");
    assertThat(ok("report", "--format", "json").out()).contains("\"currency\":\"USD\"");
    assertThat(ok("calls", "list").out()).isEqualTo("nothing to list\n");
    assertThat(ok("calls", "torn", "--format", "csv").out()).startsWith("call,attempt,");
    assertThat(ok("report", "--where", "quarantined=yes", "--format", "csv").out())
        .startsWith("calls,");
    assertThat(shell.run("report", "--where", "quarantined=true").err())
        .contains("filter 'quarantined' is one of yes, no, was 'true'");
    assertThat(shell.run("report", "--by", "use_cas").err()).contains("known: use_case");
    assertThat(shell.run("calls", "show", "nonsense").code()).isEqualTo(Exit.REFUSED);
    assertThat(
            shell
                .run(
                    "calls",
                    "correct",
                    "nonsense",
                    "--cost",
                    "1 USD",
                    "--source",
                    "s",
                    "--why",
                    "w")
                .code())
        .isEqualTo(Exit.REFUSED);
  }

  @Test
  void theDoctorNamesWhatNeedsAttention() throws IOException {
    Files.writeString(
        folder.resolve("weir.yaml"),
        """
        providers:
          openai: {family: openai, url: "https://api.example.com", key: "env:NOT_SET_HERE"}
        """);
    Result result = shell.run("doctor");

    assertThat(result.out())
        .as("the gateway has an environment of its own")
        .doesNotContain("NOT_SET_HERE");
    assertThat(result.code()).isEqualTo(Exit.REFUSED);
    assertThat(result.out())
        .contains("gateway", "ready", "disk space", "torn calls", "none: calls are refused");
    assertThat(shell.run("doctor", "--format", "json").out()).contains("\"findings\"");
    assertThat(SECRET.matcher(result.all()).find()).isFalse();
  }

  @Test
  void theDoctorNamesModelsWithoutAPriceAndWhoNamesThem() throws IOException {
    Path catalogue =
        Path.of(System.getProperty("weir.root", ".."))
            .resolve("gateway/src/main/resources/weir-prices.json");
    Files.copy(catalogue, folder.resolve("prices.json"));
    ok("prices", "import", "prices.json", "--format", "weir");
    ok("keys", "create", "bot", "--tag", "use_case=support,role=bot", "--model", "gpt-4o*");
    assertThat(shell.run("doctor").out()).contains("all that providers, budgets and keys name");

    ok("keys", "change", "bot", "--model", "gpt-4o*,gpt-9-*,gpt-8");
    String[] budget = {"budgets", "set", "b", "--window", "total", "--limit", "5"};
    ok(append(budget, "--substitute-at", "90%=gpt-9-nano"));
    Result result = shell.run("doctor");

    assertThat(result.code()).isEqualTo(Exit.REFUSED);
    assertThat(result.out())
        .contains("gpt-9-nano, named by budget b, its ladder: no price: it is never used")
        .containsPattern("gpt-9-\\*, named by key bot \\(key_.*\\), its models")
        .containsPattern("gpt-8, named by key bot")
        .doesNotContain("gpt-4o*,");
    ok("keys", "revoke", "bot");
    assertThat(shell.run("doctor").out()).doesNotContain("gpt-8");
  }

  private static String[] append(String[] line, String... more) {
    return Stream.concat(Stream.of(line), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void theConfigurationIsReloadedAndWhatChangedIsPrinted() {
    AtomicReference<String> yaml = new AtomicReference<>(config);
    gateway.reloadFrom(() -> ConfigFile.parse("weir.yaml", yaml.get(), Map.of()), _ -> {});

    assertThat(ok("config", "reload").out())
        .isEqualTo(
            "reloaded: 0 changes in force, 0 need a start; secrets and certificates read again\n");
    yaml.set(config + "upstream: {total: 7m}\nedge: {connections: 77}\n");
    assertThat(ok("config", "reload").out())
        .contains("reloaded: 1 changes in force, 1 need a start")
        .contains("in force      upstream.total: 30m → 7m")
        .contains("needs a start edge.connections: 20000 → 77");
    yaml.set(config + "edge: {conections: 77}\n");
    Result refused = shell.run("config", "reload");

    assertThat(refused.code()).isEqualTo(Exit.REFUSED);
    assertThat(refused.err())
        .contains("nothing has changed: weir.yaml:" + (config.lines().count() + 1))
        .contains("edge.conections")
        .hasLineCount(1);
    assertThat(shell.run("doctor").out()).contains("the reload at ", "changed nothing");
  }

  @Test
  void anUnknownOperatorsKeyIsRefused() {
    shell.with("WEIR_API_KEY", "wa_" + "x".repeat(43));

    Result refused = shell.run("keys", "list");

    assertThat(refused.code()).isEqualTo(Exit.REFUSED);
    assertThat(refused.err()).contains("--key-file").doesNotContain("xxx");
  }

  private Result ok(String... arguments) {
    Result result = shell.run(arguments);
    assertThat(result.code()).as(result.err()).isEqualTo(Exit.OK);
    return result;
  }
}
