package dev.weir.app.command;

import dev.weir.view.cli.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `--config FILE`.
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file; else $WEIR_CONFIG, weir.yaml, or the defaults.")
  private Optional<Path> named = Optional.empty();

  /// The configuration that a verb's option names, or the usual one.
  ConfigSource source(Terminal terminal) {
    return ConfigSource.of(named, terminal);
  }
}
