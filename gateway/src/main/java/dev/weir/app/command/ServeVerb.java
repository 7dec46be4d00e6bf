package dev.weir.app.command;

import dev.weir.app.Assembly;
import dev.weir.app.config.WeirConfig;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir serve`: the gateway, until the process is told to end.
@Command(name = "serve", description = "Run the gateway until SIGTERM or Ctrl-C.")
public final class ServeVerb implements Callable<Integer> {
  private final Terminal terminal;
  private final Ending ending;

  @Mixin private final ConfigOption config = new ConfigOption();

  /// Decides when a running gateway ends.
  @FunctionalInterface
  public interface Ending {
    /// Runs `close` when the process ends; returns when it has, or shall now be, run.
    void await(Runnable close) throws InterruptedException;

    /// Ends with the process: SIGTERM, SIGINT or exit.
    static Ending ofProcess() {
      return close -> {
        Runtime.getRuntime().addShutdownHook(new Thread(close, "weir-close"));
        new CountDownLatch(1).await();
      };
    }
  }

  public ServeVerb(Terminal terminal, Ending ending) {
    this.terminal = terminal;
    this.ending = ending;
  }

  @Override
  public Integer call() throws InterruptedException {
    WeirConfig effective = config.read(terminal);
    LineLog log = LineLog.install(terminal);
    Assembly assembly = start(effective, log);
    greet(effective);
    ending.await(() -> {
      log.log(System.Logger.Level.INFO, "closing");
      assembly.close();
      log.log(System.Logger.Level.INFO, "closed");
    });
    return Exit.OK;
  }

  private Assembly start(WeirConfig effective, LineLog log) {
    try {
      return Assembly.start(effective, terminal.environment(), log);
    } catch (CommandFailure known) {
      throw known;
    } catch (Exception failure) {
      throw StartFailure.of(failure, effective)
          .orElseThrow(() -> new IllegalStateException("the gateway could not start", failure));
    }
  }

  private void greet(WeirConfig effective) {
    if (config.file(terminal).isEmpty()) {
      terminal
          .out()
          .println(
              "No weir.yaml here: running on the defaults, without a provider. 'weir config show"
                  + " > weir.yaml' writes one to begin with.");
    }
    terminal.out().println("Applications   http://" + effective.listen().dataPlane() + "/v1");
    terminal
        .out()
        .println("Control plane  http://" + effective.listen().controlPlane() + "/api/v1");
    Path first = effective.data().resolve(FIRST_KEY);
    if (Files.isRegularFile(first)) {
      terminal.out().println("Operator key   in " + first.toAbsolutePath());
    }
    terminal.out().println("Data           " + effective.data().toAbsolutePath());
  }

  private static final String FIRST_KEY = "first-operator-key";
}
