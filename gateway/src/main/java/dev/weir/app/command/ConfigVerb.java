package dev.weir.app.command;

import dev.weir.app.config.ConfigReference;
import dev.weir.app.config.EffectiveConfig;
import dev.weir.app.config.WeirConfig;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir config`: looks at the configuration without starting anything.
@Command(name = "config", description = "Show, check or document the configuration.")
public final class ConfigVerb {
  private final Terminal terminal;

  public ConfigVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Command(description = "Print every value in effect; secrets as references.")
  int show(@Mixin ConfigOption config) {
    ConfigSource source = config.source(terminal);
    WeirConfig effective = source.read();
    terminal.out().println("# from " + source);
    terminal.out().print(EffectiveConfig.print(effective));
    terminal.out().flush();
    return Exit.OK;
  }

  @Command(description = "Read the configuration and its secrets; change nothing.")
  int check(@Mixin ConfigOption config) {
    ConfigSource source = config.source(terminal);
    WeirConfig effective = source.read();
    boolean allThere = true;
    for (SecretCheck check : SecretCheck.all(effective, terminal.environment())) {
      if (!check.found()) {
        terminal.err().println("weir: " + check.line());
        allThere = false;
      }
    }
    if (allThere) {
      terminal.out().println("good: " + source);
    }
    return allThere ? Exit.OK : Exit.BROKEN;
  }

  @Command(description = "Print the configuration reference as Markdown.")
  int reference() {
    terminal.out().print(ConfigReference.markdown());
    terminal.out().flush();
    return Exit.OK;
  }
}
