package dev.weir.view.focus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.Session;
import dev.weir.view.cli.Terminal;
import dev.weir.view.cli.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportVerbTest {
  private static final String ROWS = "BilledCost,x_Model\r\n1.5,gpt-4o\r\n";

  @TempDir private Path folder;

  private final StringWriter shown = new StringWriter();

  private int export(Transport gateway, String... options) {
    Terminal terminal =
        new Terminal(
            new PrintWriter(shown),
            new PrintWriter(new StringWriter()),
            Map.of(),
            folder,
            InstantSource.system(),
            false);
    return FocusVerb.of(new Session(terminal, _ -> gateway))
        .setExecutionExceptionHandler((failure, _, _) ->
            failure instanceof CommandFailure refused ? refused.exitCode() : Exit.BUG)
        .execute(Stream.concat(Stream.of("export"), Stream.of(options)).toArray(String[]::new));
  }

  /// Answers every request with a text, or with a part of it.
  private record Answering(String text, boolean torn) implements Transport {
    @Override
    public String destination() {
      return "a gateway";
    }

    @Override
    public Reply send(Request request) {
      throw new AssertionError("an export is in no memory: " + request);
    }

    @Override
    public Reply send(Request request, Writer out) throws IOException {
      out.write(torn ? text.substring(0, text.length() / 2) : text);
      if (torn) {
        throw new CommandFailure(Exit.UNREACHABLE, "the answer is torn");
      }
      return new Reply(200, "", Optional.empty());
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  @Test
  void aFileHasTheRowsAndBesideItAreItsMetadata() throws IOException {
    assertThat(export(new Answering(ROWS, false), "--out", "rows.csv")).isEqualTo(Exit.OK);

    assertThat(folder.resolve("rows.csv")).hasContent(ROWS);
    assertThat(files()).containsExactlyInAnyOrder("rows.csv", "rows.csv.metadata.json");
  }

  @Test
  void ofATornAnswerNothingIsKeptAndTheOldFileStays() throws IOException {
    Files.writeString(folder.resolve("rows.csv"), "old");

    assertThat(export(new Answering(ROWS, true), "--out", "rows.csv")).isEqualTo(Exit.UNREACHABLE);

    assertThat(folder.resolve("rows.csv")).hasContent("old");
    assertThat(files()).containsExactly("rows.csv");
  }

  @Test
  void withoutAFileTheRowsAreShown() {
    assertThat(export(new Answering(ROWS, false))).isEqualTo(Exit.OK);

    assertThat(shown).hasToString(ROWS);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
