package dev.weir.app.command;

import dev.weir.app.backup.Restore;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.Progress;
import dev.weir.view.cli.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir restore`: a data directory made of a backup.
@Command(
    name = "restore",
    description = "Make the configured data directory, which must be empty, of a backup.")
public final class RestoreVerb implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Parameters(paramLabel = "BACKUP", description = "The file or folder that 'weir backup' made.")
  private Path backup = Path.of("");

  public RestoreVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    DataDirectory directory = DataDirectory.of(config.source(terminal).read(), terminal);
    directory.requireOwnPlace();
    Path data = directory.path();
    Restore.Made made = made(data);
    terminal
        .out()
        .printf(
            "restored %s as of %s: %d journal entries up to position %d, facts up to version %d%n",
            data, made.at(), made.entries(), made.position(), made.facts());
    terminal
        .err()
        .println(
            "weir: the next start lists what was under way then ('weir calls torn') and builds the"
                + " ledger database; it must run as who ran this");
    return Exit.OK;
  }

  private Restore.Made made(Path data) {
    try (Progress progress = Progress.of(terminal, "checking the backup")) {
      return Restore.make(terminal.path(backup), data, terminal.clock(), progress::now);
    } catch (RuntimeException failure) {
      throw StartFailure.of(failure).orElseThrow(() -> failure);
    }
  }
}
