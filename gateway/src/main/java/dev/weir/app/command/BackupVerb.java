package dev.weir.app.command;

import dev.weir.app.backup.Backup;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.ServerOption;
import dev.weir.view.cli.Session;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir backup`: the record, copied while the gateway runs or when it does not.
@Command(
    name = "backup",
    description = "Copy journal and facts into a new folder; the gateway may run meanwhile.")
public final class BackupVerb implements Callable<Integer> {
  private final Session session;

  @Mixin private ServerOption where = new ServerOption();

  @Parameters(paramLabel = "FOLDER", description = "A folder that is new or empty.")
  private Path folder = Path.of("");

  public BackupVerb(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try {
      session.longer(
          where,
          (api, progress) -> {
            Path target = session.terminal().path(folder);
            print(target, Backup.make(api, target, progress::now));
          });
      return Exit.OK;
    } catch (RuntimeException failure) {
      throw StartFailure.of(failure).orElseThrow(() -> failure);
    }
  }

  private void print(Path target, Backup.Made made) {
    session
        .terminal()
        .out()
        .printf(
            "backup %s of %s: journal up to position %d in %d segments, facts up to version %d, %d bytes%n",
            target, made.at(), made.position(), made.segments(), made.facts(), made.bytes());
  }
}
