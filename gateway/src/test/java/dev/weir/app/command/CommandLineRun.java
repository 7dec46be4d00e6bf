package dev.weir.app.command;

import dev.weir.Main;
import dev.weir.view.cli.CommandTree;
import dev.weir.view.cli.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Runs command lines in a folder, as a shell would, in this process.
final class CommandLineRun {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private InstantSource clock = InstantSource.system();

  CommandLineRun(Path folder) {
    this.folder = folder;
  }

  record Result(int code, String out, String err) {
    String all() {
      return out + err;
    }
  }

  /// Sets a variable for every run that follows.
  CommandLineRun with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// Stops the terminal's clock for every run that follows.
  CommandLineRun at(Instant now) {
    clock = InstantSource.fixed(now);
    return this;
  }

  Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Map.copyOf(environment),
            folder,
            clock,
            false);

    int code = CommandTree.run(Main.commandLine(terminal), arguments);
    return new Result(code, out.toString(), err.toString());
  }
}
