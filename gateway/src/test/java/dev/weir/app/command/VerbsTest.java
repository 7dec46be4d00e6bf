package dev.weir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.command.CommandLineRun.Result;
import dev.weir.app.config.ConfigFile;
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

/// The other verbs over the API, against a whole gateway.
@Timeout(60)
class VerbsTest {
  private static final Pattern SECRET = Pattern.compile("\\b(wk_|wa_)[A-Za-z0-9_-]{43}");

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
  void aKeyIsMadeListedRotatedExpiredAndRevokedAndItsSecretIsShownOnlyWhenMade() {
    Result made =
        weir.ok("keys", "create", "bot", "--tag", "use_case=support,role=bot", "--why", "new");
    Result rotated = weir.ok("keys", "rotate", "bot", "--overlap", "1h");

    assertThat(made.out().strip()).matches(SECRET);
    assertThat(rotated.out().strip()).matches(SECRET).isNotEqualTo(made.out().strip());
    assertThat(weir.ok("keys", "list").out()).contains("bot", "active", "use_case=support");
    assertThat(weir.ok("keys", "show", "bot").out()).contains("old_secrets_until");
    assertThat(weir.ok("keys", "expire", "bot", "--at", "7d").out()).contains("version 3");
    assertThat(weir.ok("keys", "revoke", "bot").out()).contains("version 4");
    assertThat(weir.ok("keys", "list", "--format", "json").out()).contains("\"revoked\"");
    for (String format : new String[] {"table", "json", "csv"}) {
      assertThat(SECRET.matcher(weir.ok("keys", "list", "--format", format).all()).find())
          .isFalse();
    }
    assertThat(SECRET.matcher(weir.ok("keys", "show", "bot").all()).find()).isFalse();
  }

  @Test
  void aKeyIsChangedAsPeopleWriteItAndWhatIsNotSaidStays() {
    weir.ok("keys", "create", "bot", "--tag", "use_case=support,role=bot", "--model", "gpt-4o*");

    Result changed =
        weir.ok(
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
    weir.ok("keys", "change", "care-bot", "--unset", "models,expires");

    assertThat(changed.out()).contains("version 2", "by first");
    assertThat(weir.ok("keys", "list", "--format", "csv").out())
        .contains("care-bot,active,team=one use_case=support,\"session, ticket\",,refuse,");
    assertThat(weir.ok("keys", "show", "care-bot").out()).contains("\"trusts_user_tags\" : true");
    assertThat(weir.shell.run("keys", "change", "care-bot").code()).isEqualTo(Exit.USAGE);
    assertThat(weir.shell.run("keys", "change", "care-bot", "--unset", "name").code())
        .isEqualTo(Exit.USAGE);
    assertThat(
            weir.shell
                .run("keys", "change", "care-bot", "--model", "x", "--unset", "models")
                .code())
        .isEqualTo(Exit.USAGE);
    assertThat(weir.shell.run("keys", "change", "care-bot", "--distinct-max", "0").code())
        .isEqualTo(Exit.REFUSED);
    assertThat(weir.shell.run("keys", "change", "nobody", "--name", "x").code())
        .isEqualTo(Exit.REFUSED);
  }

  @Test
  void aPromptIsPutTogetherLabelledComparedAndRolledBack() throws IOException {
    Files.writeString(folder.resolve("tone.txt"), "Be {{manner}}.\nAnswer briefly.\n");
    Files.writeString(folder.resolve("shorter.txt"), "Be {{manner}}.\n");
    weir.ok("modules", "put", "tone", "tone.txt", "--otherwise", "manner=kind", "--why", "first");
    weir.ok(
        "prompts",
        "put",
        "support",
        "--module",
        "tone",
        "--model",
        "gpt-4o",
        "--max-tokens",
        "300");
    weir.ok("prompts", "label", "support", "production", "--version", "1");
    weir.ok("modules", "put", "tone", "shorter.txt", "--otherwise", "manner=kind");
    weir.ok("prompts", "put", "support", "--module", "tone@2", "--model", "gpt-4o");

    assertThat(weir.ok("modules", "list").out()).contains("tone", "system", "manner");
    assertThat(weir.ok("modules", "show", "tone", "--version", "1").out())
        .isEqualTo("Be {{manner}}.\nAnswer briefly.\n");
    assertThat(weir.ok("prompts", "list").out()).contains("support", "tone@2", "production=1");
    assertThat(weir.ok("prompts", "diff", "support").out())
        .contains("max_tokens: 300 -> none", " Be {{manner}}.\n-Answer briefly.\n");
    weir.ok("prompts", "label", "support", "canary", "--version", "2");
    weir.ok("prompts", "label", "support", "stable", "--version", "1");
    weir.ok(
        "prompts",
        "label",
        "support",
        "production",
        "--split",
        "stable=9,canary=1",
        "--by",
        "user");
    assertThat(weir.ok("names", "list").out())
        .contains("prompt/support", "stable 9, canary 1 by user");
    assertThat(weir.ok("prompts", "rollback", "support").out())
        .contains("label support/production: version 3");
    assertThat(weir.ok("prompts", "cost", "support").out()).isEqualTo("nothing to list\n");
    assertThat(weir.shell.run("prompts", "label", "support", "canary").code())
        .isEqualTo(Exit.USAGE);
    assertThat(weir.shell.run("prompts", "show", "suport").err())
        .contains("did you mean 'support'?");
    assertThat(weir.shell.run("names", "set", "fast", "--target", "nobody/x").err())
        .contains("no provider nobody");
    assertThat(weir.shell.run("names", "set", "fast").code()).isEqualTo(Exit.USAGE);
    assertThat(weir.shell.run("names", "explain", "prompt/support").code()).isEqualTo(Exit.REFUSED);
    weir.ok("prompts", "retire", "support");
    assertThat(weir.ok("names", "list").out()).isEqualTo("nothing to list\n");
  }

  @Test
  void aSettingIsChangedAndTheOthersStay() {
    weir.ok("tags", "require", "use_case");
    weir.ok("settings", "set", "--floor", "200", "--floor-of", "triage=64,letters=1200");
    weir.ok(
        "settings",
        "set",
        "--floor-of",
        "letters=default",
        "--unpriced",
        "allow",
        "--why",
        "trial");

    assertThat(weir.ok("settings", "show").out())
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
        weir.shell.run(
            "replay",
            "trace.csv",
            "--keys",
            "keys.yaml",
            "--target",
            "http://127.0.0.1:" + weir.gateway.dataPort());

    assertThat(replay.out()).contains("refused       1");
    assertThat(replay.code()).isEqualTo(Exit.REFUSED);
  }

  @Test
  void pricesAreImportedAndListedWithTheirUnits() throws IOException {
    Path catalogue =
        Path.of(System.getProperty("weir.root", ".."))
            .resolve("gateway/src/main/resources/weir-prices.json");
    Files.copy(catalogue, folder.resolve("prices.json"));

    assertThat(weir.ok("prices", "import", "prices.json", "--format", "weir").out())
        .contains("\"prices\"");
    assertThat(weir.ok("prices", "list").out()).contains("models");
    Files.writeString(folder.resolve("public.json"), "[]");
    assertThat(weir.shell.run("prices", "import", "public.json").err())
        .contains("--format", "genai-prices", "litellm");
    assertThat(weir.ok("prices", "import", "public.json", "--format", "genai-prices").out())
        .contains("genai");
    assertThat(weir.ok("prices", "list", "--provider", "openai").out())
        .contains("per units", "1000000");
    assertThat(weir.ok("prices", "list", "--provider", "openai", "--format", "json").out())
        .contains("\"usd\"");
    assertThat(weir.ok("prices", "contract").out()).contains("contracts");
    Files.writeString(folder.resolve("contracts.json"), "{\"contracts\": []}");
    assertThat(weir.ok("prices", "contract", "contracts.json").out()).contains("price_book");
  }

  @Test
  void operatorsAreMadeListedAndRevoked() {
    Result made = weir.ok("operators", "create", "bob", "--role", "viewer");
    assertThat(made.out().strip()).matches(SECRET);

    String list = weir.ok("operators", "list").out();
    Matcher id = Pattern.compile("(op_\\S+)\\s+bob").matcher(list);
    assertThat(id.find()).isTrue();
    assertThat(SECRET.matcher(list).find()).isFalse();
    assertThat(weir.ok("operators", "revoke", id.group(1)).out()).contains("version 2");
  }

  @Test
  void reportsAndCallsAreEmptyBeforeTheFirstCall() {
    assertThat(weir.ok("report", "--by", "use_case,model").out())
        .contains("Cost in USD by use_case, model");
    assertThat(weir.ok("report", "--format", "json").out()).contains("\"currency\":\"USD\"");
    assertThat(weir.ok("calls", "list").out()).isEqualTo("nothing to list\n");
    assertThat(weir.ok("calls", "torn", "--format", "csv").out()).startsWith("call,attempt,");
    assertThat(weir.ok("report", "--where", "quarantined=yes", "--format", "csv").out())
        .startsWith("calls,");
    assertThat(weir.shell.run("report", "--where", "quarantined=true").err())
        .contains("filter 'quarantined' is one of yes, no, was 'true'");
    assertThat(weir.shell.run("report", "--by", "use_cas").err()).contains("known: use_case");
    assertThat(weir.shell.run("calls", "show", "nonsense").code()).isEqualTo(Exit.REFUSED);
    assertThat(
            weir.shell
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
    Result result = weir.shell.run("doctor");

    assertThat(result.out())
        .as("the gateway has an environment of its own")
        .doesNotContain("NOT_SET_HERE");
    assertThat(result.code()).isEqualTo(Exit.REFUSED);
    assertThat(result.out())
        .contains("gateway", "ready", "disk space", "torn calls", "none: calls are refused");
    assertThat(weir.shell.run("doctor", "--format", "json").out()).contains("\"findings\"");
    assertThat(SECRET.matcher(result.all()).find()).isFalse();
  }

  @Test
  void theDoctorNamesModelsWithoutAPriceAndWhoNamesThem() throws IOException {
    Path catalogue =
        Path.of(System.getProperty("weir.root", ".."))
            .resolve("gateway/src/main/resources/weir-prices.json");
    Files.copy(catalogue, folder.resolve("prices.json"));
    weir.ok("prices", "import", "prices.json", "--format", "weir");
    weir.ok("keys", "create", "bot", "--tag", "use_case=support,role=bot", "--model", "gpt-4o*");
    assertThat(weir.shell.run("doctor").out())
        .contains("all that providers, budgets and keys name");

    weir.ok("keys", "change", "bot", "--model", "gpt-4o*,gpt-9-*,gpt-8");
    String[] budget = {"budgets", "set", "b", "--window", "total", "--limit", "5"};
    weir.ok(append(budget, "--substitute-at", "90%=gpt-9-nano"));
    Result result = weir.shell.run("doctor");

    assertThat(result.code()).isEqualTo(Exit.REFUSED);
    assertThat(result.out())
        .contains("gpt-9-nano, named by budget b, its ladder: no price: it is never used")
        .containsPattern("gpt-9-\\*, named by key bot \\(key_.*\\), its models")
        .containsPattern("gpt-8, named by key bot")
        .doesNotContain("gpt-4o*,");
    weir.ok("keys", "revoke", "bot");
    assertThat(weir.shell.run("doctor").out()).doesNotContain("gpt-8");
  }

  private static String[] append(String[] line, String... more) {
    return Stream.concat(Stream.of(line), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void theConfigurationIsReloadedAndWhatChangedIsPrinted() {
    AtomicReference<String> yaml = new AtomicReference<>(weir.config);
    weir.gateway.reloadFrom(() -> ConfigFile.parse("weir.yaml", yaml.get(), Map.of()), _ -> {});

    assertThat(weir.ok("config", "reload").out())
        .isEqualTo(
            "reloaded: 0 changes in force, 0 need a start; secrets and certificates read again\n");
    yaml.set(weir.config + "upstream: {total: 7m}\nedge: {connections: 77}\n");
    assertThat(weir.ok("config", "reload").out())
        .contains("reloaded: 1 changes in force, 1 need a start")
        .contains("in force      upstream.total: 30m → 7m")
        .contains("needs a start edge.connections: 20000 → 77");
    yaml.set(weir.config + "edge: {conections: 77}\n");
    Result refused = weir.shell.run("config", "reload");

    assertThat(refused.code()).isEqualTo(Exit.REFUSED);
    assertThat(refused.err())
        .contains("nothing has changed: weir.yaml:" + (weir.config.lines().count() + 1))
        .contains("edge.conections")
        .hasLineCount(1);
    assertThat(weir.shell.run("doctor").out()).contains("the reload at ", "changed nothing");
  }

  @Test
  void anUnknownOperatorsKeyIsRefused() {
    weir.shell.with("WEIR_API_KEY", "wa_" + "x".repeat(43));

    Result refused = weir.shell.run("keys", "list");

    assertThat(refused.code()).isEqualTo(Exit.REFUSED);
    assertThat(refused.err()).contains("--key-file").doesNotContain("xxx");
  }
}
