package dev.weir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Main;
import dev.weir.app.config.ConfigReference;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The pages that are written from the program say what the program says.
class DocumentsTest {
  private static final Path ROOT = Path.of(System.getProperty("weir.root", ".."));
  private static final Path DOCS = ROOT.resolve("docs");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>(?!dev\\.weir<).*\\s*<artifactId>(.*)</artifactId>");
  private static final String BEGIN = "<!-- verbs -->\n";
  private static final String END = "<!-- /verbs -->\n";

  @Test
  void theConfigurationReferenceIsWhatConfigReferencePrints() throws IOException {
    assertThat(DOCS.resolve("configuration.md"))
        .as("renew it: ./weir config reference > docs/configuration.md")
        .hasContent(ConfigReference.markdown());
  }

  @Test
  void everyVerbStandsInTheCommandLinePageAsItsHelpSays() throws IOException {
    String page = Files.readString(DOCS.resolve("cli.md"));
    String written = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
    Path renewed = Path.of("target", "cli-verbs.md");
    Files.writeString(renewed, verbs());

    assertThat(written).as("renew it from gateway/" + renewed).isEqualTo(verbs());
  }

  @Test
  void theUnitNeverRetriesWhatSomebodyMustMendAndAlwaysWhatPasses() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("package/weir.service")))
        .contains(
            "RestartPreventExitStatus=%d %d".formatted(Exit.USAGE, Exit.BROKEN),
            "Restart=on-failure",
            "StartLimitIntervalSec=0");
    assertThat(Files.readString(DOCS.resolve("cli.md")))
        .contains("| %d | what is needed cannot be had now".formatted(Exit.NOT_NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "simulator", "acceptance", "bench"})
  void everyDependencyOfAModuleHasItsLine(String module) throws IOException {
    List<String> lines = Files.readAllLines(ROOT.resolve("DEPENDENCIES.md"));
    Matcher found = DEPENDENCY.matcher(Files.readString(ROOT.resolve(module).resolve("pom.xml")));
    while (found.find()) {
      assertThat(lines)
          .as("%s of %s", found.group(1), module)
          .anyMatch(line -> names(line, found.group(1), module));
    }
  }

  /// The first column names the artifact, the second where it is used.
  private static boolean names(String line, String artifact, String module) {
    String[] columns = line.split("\\|", -1);
    return columns.length == 5
        && List.of(columns[1].strip().split(", ", -1)).contains(artifact)
        && Stream.of(module, "all", "tests").anyMatch(columns[2]::contains);
  }

  private static String verbs() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    CommandLine root =
        Main.commandLine(
            new Terminal(nowhere, nowhere, Map.of(), Path.of(""), InstantSource.system(), false));
    StringBuilder text = new StringBuilder();
    root.getSubcommands().values().forEach(verb -> write(verb, text));
    return text.toString();
  }

  private static void write(CommandLine verb, StringBuilder text) {
    verb.setUsageHelpAutoWidth(false);
    text.append("### ").append(verb.getCommandSpec().qualifiedName()).append("\n\n```\n");
    text.append(verb.getUsageMessage(Ansi.OFF).stripTrailing()).append("\n```\n\n");
    verb.getSubcommands().values().forEach(each -> write(each, text));
  }
}
