package dev.weir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Main;
import dev.weir.app.Assembly;
import dev.weir.app.command.CommandLineRun.Result;
import dev.weir.app.config.ConfigFile;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.Terminal;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// Verbs where no gateway runs, and starts that cannot be.
@Timeout(60)
class OfflineTest {
  @TempDir Path folder;
  private CommandLineRun shell;
  private String yaml = "";

  @BeforeEach
  void configure() throws IOException {
    // Port 1 is nobody's: the configured gateway does not answer.
    yaml =
        """
        listen:
          data_plane: 127.0.0.1:0
          control_plane: 127.0.0.1:1
        data: %s
        journal:
          segment: 8 MiB
        """
            .formatted(folder.resolve("data"));
    Files.writeString(folder.resolve("weir.yaml"), yaml);
    shell = new CommandLineRun(folder);
  }

  @Test
  void withoutServerAndDataNothingIsMade() {
    Result result = shell.run("keys", "list");

    assertThat(result.code()).isEqualTo(Exit.UNREACHABLE);
    assertThat(result.err()).contains("weir serve", "--server");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void overFreeDataTheSameVerbsWorkWithoutServerAndWithoutSecrets() throws IOException {
    Assembly.open(ConfigFile.parse("t", yaml, Map.of()), Map.of(), System.getLogger("t")).close();
    Files.writeString(
        folder.resolve("weir.yaml"),
        yaml
            + """
            providers:
              openai:
                family: openai
                url: https://api.example.com
                key: env:NOT_SET_HERE
            alerts:
              webhooks:
                - url: https://hooks.example.com/weir
                  secret: env:NOT_SET_EITHER
            """);

    Result made =
        shell.run("budgets", "set", "all", "--window", "total", "--limit", "5 USD", "--why", "w");

    assertThat(made.code()).as(made.err()).isEqualTo(Exit.OK);
    assertThat(made.out()).contains("budget all: version 1", "local:");
    assertThat(shell.run("budgets", "list").out()).contains("5.00");
    assertThat(shell.run("doctor", "--offline").out())
        .contains("not running", "NOT_SET_HERE", "NOT_SET_EITHER", "as --offline says")
        .contains("disk forecast", "is not known: no segment");
    assertThat(shell.run("alerts").out()).isEqualTo("nothing to list\n");
    assertThat(shell.run("serve").err()).contains("NOT_SET_EITHER").hasLineCount(1);
  }

  @Test
  void theDoctorTellsWhatRecoveryCutAndHowFarTheClockIsBehindTheJournal() throws IOException {
    Assembly.open(ConfigFile.parse("t", yaml, Map.of()), Map.of(), System.getLogger("t")).close();
    assertThat(shell.run("doctor").out()).contains("the last start found no unfinished write");
    Path newest;
    try (Stream<Path> files = Files.list(folder.resolve("data/journal"))) {
      newest =
          files
              .filter(file -> file.getFileName().toString().startsWith("journal-"))
              .max(Comparator.naturalOrder())
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(newest);
    int end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    try (FileChannel torn = FileChannel.open(newest, StandardOpenOption.WRITE)) {
      torn.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7}), end + 9);
    }

    Result doctor = shell.run("doctor", "--format", "json");

    assertThat(doctor.out())
        .contains("bytes of an unfinished write at position ", newest.getFileName().toString())
        .contains("the journal's latest entry is of ");
  }

  @Test
  void theDoctorConnectsToTheProvidersAndNamesModelsTheyHaveNoPriceOf() throws IOException {
    Assembly.open(ConfigFile.parse("t", yaml, Map.of()), Map.of(), System.getLogger("t")).close();
    Files.writeString(
        folder.resolve("weir.yaml"),
        yaml
            + """
            providers:
              gone:
                family: openai
                url: http://127.0.0.1:1
                key: env:NOT_SET_HERE
                models: [dear-1]
            """);

    Result doctor = shell.run("doctor", "--format", "csv");

    assertThat(doctor.code()).isEqualTo(Exit.REFUSED);
    assertThat(doctor.out())
        .contains("provider,attention,gone at 127.0.0.1:1: nobody takes the connection")
        .contains("\"dear-1, named by providers.gone.models: no price under 'gone'\"");
  }

  @Test
  void theDoctorSaysWhenTheClockIsBehindTheJournal() {
    Assembly.open(ConfigFile.parse("t", yaml, Map.of()), Map.of(), System.getLogger("t")).close();

    Result doctor = shell.at(Instant.now().minus(Duration.ofDays(1))).run("doctor");

    assertThat(doctor.code()).isEqualTo(Exit.REFUSED);
    assertThat(doctor.out()).contains("calls are accepted as of then until it is reached");
  }

  @Test
  void dataThatIsInUseIsLeftAlone() {
    try (Assembly _ =
        Assembly.open(ConfigFile.parse("t", yaml, Map.of()), Map.of(), System.getLogger("t"))) {
      String user = "process " + ProcessHandle.current().pid();

      Result verb = shell.run("keys", "list");
      Result serve = shell.run("serve");

      assertThat(verb.code()).isEqualTo(Exit.UNREACHABLE);
      assertThat(verb.err()).contains(user);
      assertThat(serve.code()).isEqualTo(Exit.NOT_NOW);
      assertThat(serve.err()).contains(user).hasLineCount(1);
    }
  }

  @Test
  void aPortInUseIsOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      Files.writeString(
          folder.resolve("weir.yaml"),
          yaml.replace("127.0.0.1:1\n", "127.0.0.1:" + taken.getLocalPort() + "\n"));

      Result serve = shell.run("serve");

      assertThat(serve.code()).isEqualTo(Exit.NOT_NOW);
      assertThat(serve.err())
          .contains("could not listen on 127.0.0.1:" + taken.getLocalPort())
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aReloadIsOfAGatewayThatRunsNeverOfItsData() {
    Assembly.open(ConfigFile.parse("t", yaml, Map.of()), Map.of(), System.getLogger("t")).close();

    Result reload = shell.run("config", "reload");

    assertThat(reload.code()).isEqualTo(Exit.UNREACHABLE);
    assertThat(reload.err()).contains("no answer from http://127.0.0.1:1").hasLineCount(1);
  }

  @Test
  void aBackupInOneFileIsRestoredAndADamagedOneIsRefusedBeforeAnythingIsWritten()
      throws IOException {
    Assembly.open(ConfigFile.parse("t", yaml, Map.of()), Map.of(), System.getLogger("t")).close();
    shell.run("budgets", "set", "kept", "--window", "total", "--limit", "5 USD");
    Path file = folder.resolve("b.zip");

    Result made = shell.run("backup", file.toString());
    assertThat(made.code()).as(made.err()).isEqualTo(Exit.OK);
    byte[] whole = Files.readAllBytes(file);
    Files.writeString(folder.resolve("weir.yaml"), yaml.replace("/data\n", "/restored\n"));

    Files.write(file, Arrays.copyOf(whole, whole.length - 30));
    Result cut = shell.run("restore", file.toString());
    assertThat(cut.code()).isEqualTo(Exit.BROKEN);
    assertThat(cut.err()).contains(file + " is no finished backup: it is not a whole zip file");

    // Within the first entry, facts.jsonl: behind its name.
    byte[] changed = whole.clone();
    changed[60] ^= 1;
    Files.write(file, changed);
    Result damaged = shell.run("restore", file.toString());
    assertThat(damaged.code()).as(damaged.err()).isEqualTo(Exit.BROKEN);
    assertThat(folder.resolve("restored")).doesNotExist();

    Files.write(file, whole);
    Result restored = shell.run("restore", file.toString());
    assertThat(restored.code()).as(restored.err()).isEqualTo(Exit.OK);
    assertThat(shell.run("budgets", "list").out()).contains("kept", "5.00");
  }

  @Test
  void aServerThatDoesNotAnswerIsNamed() {
    Result result = shell.run("keys", "list", "--server", "http://127.0.0.1:1");

    assertThat(result.code()).isEqualTo(Exit.UNREACHABLE);
    assertThat(result.err()).contains("http://127.0.0.1:1");
  }

  @Test
  void aWrongConfigurationIsOneLineWithFileAndKey() throws IOException {
    Files.writeString(folder.resolve("weir.yaml"), "lissen: x\n");

    for (String[] verb : new String[][] {{"serve"}, {"config", "check"}, {"keys", "list"}}) {
      Result result = shell.run(verb);
      assertThat(result.code()).isEqualTo(Exit.BROKEN);
      assertThat(result.err()).contains("weir.yaml:1", "lissen").hasLineCount(1);
    }
  }

  @Test
  void aWrongCommandLineIsUsageWithAHint() {
    assertThat(shell.run("budget", "list").err()).contains("budgets");
    assertThat(shell.run("budgets", "lst").code()).isEqualTo(Exit.USAGE);
    assertThat(shell.run().code()).isEqualTo(Exit.USAGE);
    assertThat(shell.run("budgets", "set", "x", "--window", "total").err()).contains("--limit");
    Result both = shell.run("budgets", "set", "x", "--window", "total", "--limit", "$5 EUR");
    assertThat(both.code()).isEqualTo(Exit.USAGE);
    assertThat(both.err()).contains("--limit has one currency, was '$5 EUR'");
    Result euro =
        shell.run("calls", "correct", "c", "--cost", "5 EUR", "--source", "bill", "--why", "w");
    assertThat(euro.code()).isEqualTo(Exit.USAGE);
    assertThat(euro.err()).contains("--cost is in USD, was '5 EUR'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "report --from yesterday|--from is a date as '2026-11-01'",
        "report --to 2026-13-01|--to is a date",
        "calls list --zone Mars/Base|--zone is a time zone as 'UTC'",
        "budgets set x --window total --limit 5 --alert 70|--alert is a share",
        "budgets set x --window total --limit 5 --stop 110|--stop is a share",
        "budgets set x --window total --limit 0.0000000000001|--limit is an amount",
        "settings set|--floor",
        "settings set --floor many|--floor is a whole number, was 'many'",
        "settings set --floor-of triage=many|--floor-of is a whole number, was 'many'",
        "prices import weir.yaml --format yaml|weir, genai-prices, litellm, was 'yaml'",
        "prices import weir.yaml --observed-at today|--observed-at is a date",
      })
  void whatCannotBeMeantIsUsageThatNamesOptionRuleAndValue(String line, String says) {
    Result result = shell.run(line.split(" ", -1));

    assertThat(result.code()).as(result.all()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains(says);
  }

  @Test
  void nobodyBehindAnAddressIsSaidInWords() {
    assertThat(shell.run("keys", "list", "--server", "http://127.0.0.1:1").err())
        .contains("no answer from http://127.0.0.1:1: nobody listens there")
        .doesNotContain("null");
  }

  @Test
  void theDoctorOfAnotherMachineDoesNotLookAtThisOne() throws IOException {
    Files.writeString(
        folder.resolve("weir.yaml"),
        yaml
            + """
            providers:
              openai: {family: openai, url: "https://api.example.com", key: "env:NOT_SET_HERE"}
            """);

    Result result = shell.run("doctor", "--server", "http://gateway.invalid:8081");

    assertThat(result.out())
        .contains("gateway.invalid", "not looked at")
        .doesNotContain("NOT_SET_HERE", "disk space");
  }

  @Test
  @Timeout(240)
  void everyVerbExplainsItself() {
    CommandLine weir = Main.commandLine(Terminal.ofProcess());
    List<String> unhelpful = new ArrayList<>();
    for (String verb : weir.getSubcommands().keySet()) {
      Result result = shell.run(verb, "--help");
      if (result.code() != Exit.OK || !result.out().contains("Usage: weir")) {
        unhelpful.add(verb + ": " + result.all());
      }
    }

    assertThat(unhelpful).isEmpty();
    assertThat(helps(weir)).isGreaterThan(40);
    assertThat(shell.run("help").out()).contains("budgets", "Exit codes");
    assertThat(shell.run("help", "report").out()).contains("--by");
  }

  /// How many verbs there are, each with a help of its own; asked of them, as each line that is
  /// typed reads all of them anew.
  private static int helps(CommandLine verb) {
    assertThat(verb.getCommandSpec().findOption("--help")).as(verb.getCommandName()).isNotNull();
    assertThat(verb.getUsageMessage()).contains("Usage: weir");
    return 1 + verb.getSubcommands().values().stream().mapToInt(OfflineTest::helps).sum();
  }

  @Test
  void theConfigurationIsShownWithSecretsAsReferences() throws IOException {
    Files.writeString(
        folder.resolve("weir.yaml"),
        yaml
            + """
            providers:
              openai:
                family: openai
                url: https://api.example.com
                key: env:THE_KEY
            """);
    shell.with("THE_KEY", "sk-very-secret");

    Result shown = shell.run("config", "show");

    assertThat(shown.code()).isEqualTo(Exit.OK);
    assertThat(shown.out()).contains("key: env:THE_KEY").doesNotContain("very-secret");
    assertThat(shell.run("config", "check").out()).startsWith("good");
  }

  @Test
  void theCompletionScriptKnowsTheVerbs() {
    assertThat(shell.run("completion").out()).contains("budgets", "_complete_weir");
  }
}
