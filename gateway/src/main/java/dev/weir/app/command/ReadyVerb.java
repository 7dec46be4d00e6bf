package dev.weir.app.command;

import dev.weir.view.cli.Exit;
import dev.weir.view.cli.ServerOption;
import dev.weir.view.cli.Terminal;
import dev.weir.view.cli.Transport;
import dev.weir.view.cli.Transport.Reply;
import dev.weir.view.cli.Transport.Request;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir ready`: what a supervisor asks again and again. It needs no key and never opens the data
/// directory.
@Command(
    name = "ready",
    description = "Ask a running gateway whether it can serve calls; exit code 1 if it cannot.")
public final class ReadyVerb implements Callable<Integer> {
  private static final int READY = 200;

  private final Terminal terminal;

  @Mixin private ServerOption where = new ServerOption();

  public ReadyVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Transport transport = new Reach(terminal).keyless(where)) {
      Reply reply = transport.send(new Request("GET", "/readyz", "", ""));
      terminal.out().println(reply.body().strip());
      return reply.status() == READY ? Exit.OK : Exit.REFUSED;
    }
  }
}
