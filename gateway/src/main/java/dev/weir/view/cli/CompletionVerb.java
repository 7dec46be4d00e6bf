package dev.weir.view.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `weir completion`: a script for bash and zsh.
@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh: source <(weir completion).")
public final class CompletionVerb implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private @Nullable CommandSpec spec;

  public CompletionVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("the command line gives every verb its specification");
    }
    terminal.out().print(AutoComplete.bash("weir", spec.root().commandLine()));
    terminal.out().flush();
    return Exit.OK;
  }
}
