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
    description = "Copy journal, facts and bills to a new place; the gateway may run meanwhile.")
public final class BackupVerb implements Callable<Integer> {
  private final Session session;

  @Mixin private ServerOption where = new ServerOption();

  @Parameters(
      paramLabel = "TARGET",
      description = "A new file that ends in .zip, or a folder that is new or empty.")
  private Path target = Path.of("");

  public BackupVerb(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try {
      session.longer(
          where,
          (api, progress) -> {
            Path place = session.terminal().path(target);
            print(place, Backup.make(api, place, progress::now));
          });
      return Exit.OK;
    } catch (RuntimeException failure) {
      throw StartFailure.of(failure).orElseThrow(() -> failure);
    }
  }

  private void print(Path place, Backup.Made made) {
    session
        .terminal()
        .out()
        .printf(
            "backup %s of %s: journal up to position %d in %d segments, facts up to version %d, %d bytes%n",
            place, made.at(), made.position(), made.segments(), made.facts(), made.bytes());
  }
}
