package dev.weir;

import dev.weir.app.command.ConfigVerb;
import dev.weir.app.command.ServeVerb;
import dev.weir.view.cli.CommandTree;
import dev.weir.view.cli.Terminal;
import java.util.List;
import picocli.CommandLine;

/// The program: arguments → verb → exit code ([dev.weir.view.cli.Exit]).
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(CommandTree.run(commandLine(Terminal.ofProcess()), arguments));
  }

  /// Every verb there is, in the order of the help.
  public static CommandLine commandLine(Terminal terminal) {
    return CommandTree.of(
        terminal,
        List.of(
            new ServeVerb(terminal, ServeVerb.Ending.ofProcess()), //
            new ConfigVerb(terminal)));
  }
}
