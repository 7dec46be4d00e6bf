package dev.weir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Main;
import dev.weir.app.config.ConfigReference;
import dev.weir.view.cli.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The pages that are written from the program say what the program says.
class DocumentsTest {
  private static final Path DOCS = Path.of(System.getProperty("weir.root", "..")).resolve("docs");
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
