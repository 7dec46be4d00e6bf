package dev.weir.app.command;

import dev.weir.app.config.ConfigException;
import dev.weir.app.config.ConfigFile;
import dev.weir.app.config.WeirConfig;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which configuration a verb is about: `--config FILE`, else the variable `WEIR_CONFIG`, else
/// `weir.yaml` in the working directory, else the defaults.
final class ConfigOption {
  private static final String USUAL_FILE = "weir.yaml";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file; else $WEIR_CONFIG, weir.yaml, or the defaults.")
  private Optional<Path> named = Optional.empty();

  /// The file that is read, if there is one.
  Optional<Path> file(Terminal terminal) {
    Optional<Path> asked =
        named.or(() -> terminal.variable("WEIR_CONFIG").map(Path::of)).map(terminal::path);
    Path usual = terminal.path(Path.of(USUAL_FILE));
    return asked.isEmpty() && Files.isRegularFile(usual) ? Optional.of(usual) : asked;
  }

  /// The configuration in effect, its data directory resolved against the terminal's folder.
  WeirConfig read(Terminal terminal) {
    Optional<Path> file = file(terminal);
    try {
      return file.isPresent()
          ? ConfigFile.read(file.get(), terminal.environment())
          : ConfigFile.parse("(defaults)", "", terminal.environment());
    } catch (ConfigException wrong) {
      throw new CommandFailure(Exit.BROKEN, String.valueOf(wrong.getMessage()));
    }
  }

  /// For a message: where the configuration comes from.
  String source(Terminal terminal) {
    return file(terminal).map(Path::toString).orElse("the defaults, as there is no weir.yaml here");
  }
}
