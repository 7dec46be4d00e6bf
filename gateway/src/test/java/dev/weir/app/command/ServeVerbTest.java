package dev.weir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.log.EventLog;
import dev.weir.base.segment.Frames;
import dev.weir.base.segment.SegmentHeader;
import dev.weir.base.segment.Segments;
import dev.weir.view.cli.CommandTree;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServeVerbTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void itSaysWhereItIsServesUntilTheEndAndClosesInOrder() throws IOException {
    configure();
    Terminal terminal = terminal();
    DataDirectory data = new DataDirectory(folder.resolve("data"));
    ServeVerb serve =
        new ServeVerb(
            terminal,
            (start, close) -> {
              start.run();
              assertThat(data.user()).contains(Long.toString(ProcessHandle.current().pid()));
              close.run();
            });

    int code = CommandTree.run(CommandTree.of(terminal, List.of(serve)), "serve");

    assertThat(code).as(err.toString()).isEqualTo(Exit.OK);
    assertThat(out.toString())
        .contains(
            "Applications   http://127.0.0.1:",
            "Control plane",
            "Console",
            "first-operator-key",
            "first-run-token")
        .doesNotContain("127.0.0.1:0/", "wa_");
    assertThat(err.toString())
        .contains(
            "start it with -XX:+ExitOnOutOfMemoryError",
            "warm-up: ",
            "message=closing",
            "new calls are refused",
            "no call is under way",
            "message=closed")
        .doesNotContain("wa_");
    assertThat(data.user()).isEmpty();
  }

  @Test
  void aControlPlaneInClearTextForOthersIsWarnedOfAtTheStartAndByTheDoctor() throws IOException {
    configure();
    assertThat(serve()).as(err.toString()).isEqualTo(Exit.OK);
    assertThat(err.toString()).doesNotContain("in clear text");
    assertThat(new CommandLineRun(folder).run("doctor", "--offline").out())
        .doesNotContain("in clear text");
    Path file = folder.resolve("weir.yaml");
    Files.writeString(
        file,
        Files.readString(file).replace("control_plane: 127.0.0.1:0", "control_plane: 0.0.0.0:0"));

    assertThat(serve()).as(err.toString()).isEqualTo(Exit.OK);

    assertThat(err.toString())
        .containsPattern(
            "level=WARNING.*the control plane listens in clear text at 0\\.0\\.0\\.0:0");
    assertThat(new CommandLineRun(folder).run("doctor", "--offline").out())
        .contains("the control plane listens in clear text at 0.0.0.0:0");
  }

  @Test
  void theDoctorAsksForTheFirstOperatorsKeyToBeStoredElsewhere() throws IOException {
    configure();
    assertThat(serve()).as(err.toString()).isEqualTo(Exit.OK);
    Path key = folder.resolve("data").resolve("first-operator-key");

    CommandLineRun shell = new CommandLineRun(folder);
    assertThat(shell.run("doctor", "--offline").out())
        .contains(key + " still holds the first operator's key");
    Files.delete(key);
    assertThat(shell.run("doctor", "--offline").out()).contains("none is kept in a file here");
  }

  @Test
  void aJournalDamagedInItsMiddleIsRefusedAndAcceptedOnlyIfSaid() throws IOException {
    configure();
    Path journal = folder.resolve("data").resolve("journal");
    for (int i = 0; i < 3; i++) {
      assertThat(serve()).as(err.toString()).isEqualTo(Exit.OK);
    }
    Path first = journal.resolve(Segments.rawName(0));
    byte[] bytes = Files.readAllBytes(first);
    bytes[SegmentHeader.BYTES + Frames.HEADER + 1] ^= 1;
    Files.write(first, bytes);

    assertThat(serve()).isEqualTo(Exit.BROKEN);
    assertThat(err.toString()).contains("damaged at offset", "'weir serve --accept-damage'");
    assertThat(gaps(journal)).isEmpty();

    assertThat(serve("--accept-damage")).as(err.toString()).isEqualTo(Exit.OK);
    assertThat(gaps(journal)).hasSize(1);
    assertThat(err.toString())
        .contains(first.getFileName() + " was damaged: ", "they are in journal/gap-");
    assertThat(serve()).as(err.toString()).isEqualTo(Exit.OK);
    assertThat(new CommandLineRun(folder).run("doctor", "--offline").out())
        .contains("damage was skipped, its bytes are in [gap-");
  }

  private static List<Path> gaps(Path journal) throws IOException {
    try (Stream<Path> files = Files.list(journal)) {
      return files.filter(file -> file.getFileName().toString().startsWith("gap-")).toList();
    }
  }

  private int serve(String... options) {
    List<String> line = new ArrayList<>(List.of("serve"));
    line.addAll(List.of(options));
    Terminal terminal = terminal();
    ServeVerb verb =
        new ServeVerb(
            terminal,
            (start, close) -> {
              start.run();
              close.run();
            });
    return CommandTree.run(CommandTree.of(terminal, List.of(verb)), line.toArray(String[]::new));
  }

  private void configure() throws IOException {
    Files.writeString(
        folder.resolve("weir.yaml"),
        """
        listen:
          data_plane: 127.0.0.1:0
          control_plane: 127.0.0.1:0
        data: %s
        journal:
          segment: 8 MiB
        start:
          warm_up: 100ms
        shutdown:
          lead: 0s
        """
            .formatted(folder.resolve("data")));
  }

  @Test
  void aLogLineIsOneLineAndShowsNoKey() {
    EventLog log = ProcessLog.quiet(terminal());
    String secret = "wk_" + "a".repeat(43);

    log.log(System.Logger.Level.INFO, "too quiet to be heard");
    log.log(
        System.Logger.Level.ERROR, "key \"" + secret + "\"\nlost", new IOException("no " + secret));

    assertThat(err.toString())
        .hasLineCount(1)
        .contains("level=ERROR", "message=\"key \\\"wk_***\\\"\\nlost\"", "error=", "at=")
        .doesNotContain(secret, "quiet");
  }

  private Terminal terminal() {
    return new Terminal(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        Map.of(),
        folder,
        InstantSource.system(),
        false);
  }
}
