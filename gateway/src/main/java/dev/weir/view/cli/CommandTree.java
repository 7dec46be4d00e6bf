package dev.weir.view.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line as a whole: verbs below one root, and what becomes of a failure.
public final class CommandTree {
  public static final String VERSION = "0.1.0";

  private CommandTree() {}

  /// The root alone: without a verb it prints what verbs there are.
  @Command(
      name = "weir",
      description = "A GenAI gateway, and the ledger behind it.",
      mixinStandardHelpOptions = true,
      version = "weir " + CommandTree.VERSION,
      footer = {
        "",
        "Exit codes: 0 done, 1 refused or needs attention, 2 wrong usage, 3 no server reachable,",
        "4 configuration or data unusable, 5 ended by a second signal, 6 port, data directory or disk",
        "not to be had now, 70 a defect of Weir."
      })
  static final class Root {}

  /// Puts verbs together. A verb is an object annotated with `@Command`; the order is the order in
  /// the help.
  public static CommandLine of(Terminal terminal, List<?> verbs) {
    CommandLine root = new CommandLine(new Root());
    verbs.forEach(root::addSubcommand);
    root.addSubcommand(new HelpCommand());
    root.getSubcommands().values().forEach(CommandTree::letHelp);
    root.setOut(terminal.out());
    root.setErr(terminal.err());
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setUsageHelpAutoWidth(true);
    root.setParameterExceptionHandler((wrong, _) -> usage(wrong, terminal));
    root.setExecutionExceptionHandler((failure, _, _) -> failed(failure, terminal));
    return root;
  }

  /// Every verb explains itself, whatever else is on its command line.
  private static void letHelp(CommandLine verb) {
    if (verb.getCommandSpec().findOption("--help") == null) {
      verb.getCommandSpec()
          .addOption(
              OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .description("Show what this verb does and takes.")
                  .build());
    }
    verb.getSubcommands().values().forEach(CommandTree::letHelp);
  }

  /// Runs one command line.
  ///
  /// @return one of [Exit]
  public static int run(CommandLine root, String... arguments) {
    if (arguments.length == 0) {
      root.usage(root.getOut());
      return Exit.USAGE;
    }
    return root.execute(arguments);
  }

  private static int usage(ParameterException wrong, Terminal terminal) {
    terminal.err().println("weir: " + wrong.getMessage());
    CommandLine command = wrong.getCommandLine();
    UnmatchedArgumentException.printSuggestions(wrong, terminal.err());
    terminal.err().println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    return Exit.USAGE;
  }

  private static int failed(Exception failure, Terminal terminal) {
    if (failure instanceof CommandFailure known) {
      terminal.err().println("weir: " + known.getMessage());
      return known.exitCode();
    }
    terminal.err().println("weir: a defect of Weir; please report it with what follows");
    failure.printStackTrace(terminal.err());
    return Exit.BUG;
  }
}
