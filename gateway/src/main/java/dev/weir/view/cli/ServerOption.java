package dev.weir.view.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which gateway a verb talks to, and as whom.
public final class ServerOption {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Control plane; else $$WEIR_SERVER, else the configured one on this machine.")
  private Optional<URI> server = Optional.empty();

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "File with the operator's key; else $$WEIR_API_KEY, else the first operator's.")
  private Optional<Path> keyFile = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration that says where control plane and data are.")
  private Optional<Path> config = Optional.empty();

  public Optional<URI> server() {
    return server;
  }

  public Optional<Path> keyFile() {
    return keyFile;
  }

  public Optional<Path> config() {
    return config;
  }
}
