package dev.weir.app.command;

import dev.weir.app.config.ConfigException;
import dev.weir.app.config.ConfigFile;
import dev.weir.app.config.WeirConfig;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where a verb's configuration comes from: the file it names, else the variable `WEIR_CONFIG`,
/// else `weir.yaml` in the working directory, else the defaults. Variables override each.
///
/// @param file empty for the defaults
public record ConfigSource(Optional<Path> file, Map<String, String> environment) {
  private static final String USUAL_FILE = "weir.yaml";

  public static ConfigSource of(Optional<Path> named, Terminal terminal) {
    Optional<Path> asked =
        named.or(() -> terminal.variable("WEIR_CONFIG").map(Path::of)).map(terminal::path);
    Path usual = terminal.path(Path.of(USUAL_FILE));
    return new ConfigSource(
        asked.isEmpty() && Files.isRegularFile(usual) ? Optional.of(usual) : asked,
        terminal.environment());
  }

  /// The configuration in effect.
  ///
  /// @throws CommandFailure with [Exit#BROKEN] when it cannot be used
  public WeirConfig read() {
    try {
      return reread();
    } catch (ConfigException wrong) {
      throw new CommandFailure(Exit.BROKEN, String.valueOf(wrong.getMessage()));
    }
  }

  /// As [#read], for a gateway that runs.
  ///
  /// @throws ConfigException when it cannot be used
  public WeirConfig reread() {
    return file.isPresent()
        ? ConfigFile.read(file.get(), environment)
        : ConfigFile.parse("(defaults)", "", environment);
  }

  @Override
  public String toString() {
    return file.map(Path::toString).orElse("the defaults, as there is no weir.yaml here");
  }
}
