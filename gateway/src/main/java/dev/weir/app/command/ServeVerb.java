package dev.weir.app.command;

import dev.weir.app.Assembly;
import dev.weir.app.Damage;
import dev.weir.app.config.HostPort;
import dev.weir.app.config.Listen;
import dev.weir.app.config.PlaneTls;
import dev.weir.app.config.WeirConfig;
import dev.weir.base.log.EventLog;
import dev.weir.base.thread.Background;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.Terminal;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir serve`: the gateway, until the process is told to end.
@Command(name = "serve", description = "Run the gateway until SIGTERM or Ctrl-C.")
public final class ServeVerb implements Callable<Integer> {
  private final Terminal terminal;
  private final Ending ending;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(
      names = "--accept-damage",
      description =
          "Start over a journal that is damaged in its middle: the damaged bytes are kept in"
              + " gap-*.bin, their calls are lost. For one start, after the refusal was read.")
  private boolean acceptsDamage;

  /// Decides when a running gateway ends.
  @FunctionalInterface
  public interface Ending {
    /// Runs `start`, and `close` once when the process ends, be it in the middle of the start;
    /// returns when it has, or shall now be, run.
    void after(Runnable start, Runnable close) throws InterruptedException;

    /// As [#after], for what has been started already.
    default void await(Runnable close) throws InterruptedException {
      after(() -> {}, close);
    }

    /// Ends with the process: SIGTERM, SIGINT or exit. A second signal does not wait.
    static Ending ofProcess(Terminal terminal) {
      return (start, close) -> {
        Runtime.getRuntime().addShutdownHook(new Thread(close, "weir-close"));
        ProcessSignals.endInOrderThenAtOnce(() -> {
          terminal.err().println("a second signal: ended at once, the next start recovers");
          terminal.err().flush();
        });
        start.run();
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
    Background.compiler();
    ConfigSource source = config.source(terminal);
    WeirConfig effective = source.read();
    DataDirectory data = DataDirectory.of(effective, terminal);
    data.requireOwn();
    requireFree(data);
    EventLog log = ProcessLog.install(terminal, effective.logs());
    Serving serving = new Serving();
    if (!ProcessSignals.onHangup(
        () -> serving.whenStarted(assembly -> assembly.reload("SIGHUP")))) {
      log.log(System.Logger.Level.WARNING, "no SIGHUP here: 'weir config reload' does the same");
    }
    ending.after(
        () -> {
          Assembly assembly = serving.start(() -> start(source, effective, log));
          OutOfMemory.warnUnlessItEndsTheProcess(log);
          ClearText.warn(effective, log);
          greet(source, effective, assembly);
        },
        () -> serving.whenStarted(assembly -> close(assembly, log)));
    return Exit.OK;
  }

  private static void close(Assembly assembly, EventLog log) {
    log.log(System.Logger.Level.INFO, "closing");
    assembly.close();
    log.log(System.Logger.Level.INFO, "closed");
    log.close();
  }

  private Assembly start(ConfigSource source, WeirConfig effective, EventLog log) {
    try {
      Assembly assembly =
          Assembly.start(
              effective,
              terminal.environment(),
              log,
              log::dropped,
              acceptsDamage ? Damage.ACCEPTED : Damage.REFUSED);
      assembly.reloadFrom(source::reread, next -> log.use(ProcessLog.settings(next.logs())));
      return assembly;
    } catch (RuntimeException failure) {
      throw StartFailure.of(failure).orElseThrow(() -> failure);
    }
  }

  private void greet(ConfigSource source, WeirConfig effective, Assembly assembly) {
    if (source.file().isEmpty()) {
      terminal
          .out()
          .println(
              "No weir.yaml here: running on the defaults, without a provider. 'weir config show"
                  + " > weir.yaml' writes one to begin with.");
    }
    Listen listen = effective.listen();
    String data = address(effective.tls().dataPlane(), listen.dataPlane(), assembly.dataPort());
    String control =
        address(effective.tls().controlPlane(), listen.controlPlane(), assembly.controlPort());
    terminal.out().println("Applications   " + data + "/v1");
    terminal.out().println("Control plane  " + control + "/api/v1");
    terminal.out().println("Console        " + control + "/");
    greet(DataDirectory.of(effective, terminal));
    terminal.out().flush();
  }

  private void greet(DataDirectory data) {
    if (Files.isRegularFile(data.firstOperatorKey())) {
      terminal.out().println("Operator key   in " + data.firstOperatorKey());
    }
    if (Files.isRegularFile(data.firstRunToken())) {
      terminal.out().println("First login    by the token in " + data.firstRunToken());
    }
    terminal.out().println("Data           " + data.path());
  }

  private static String address(PlaneTls tls, HostPort listener, int port) {
    return (tls.isOn() ? "https://" : "http://") + new HostPort(listener.host(), port);
  }

  private static void requireFree(DataDirectory data) {
    data.user()
        .ifPresent(user -> {
          throw new CommandFailure(
              Exit.NOT_NOW,
              "the data directory %s is in use by process %s; stop it, or set another (data:)"
                  .formatted(data.path(), user));
        });
  }
}
