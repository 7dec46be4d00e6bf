package dev.weir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.Assembly;
import dev.weir.app.command.CommandLineRun.Result;
import dev.weir.app.config.ConfigFile;
import dev.weir.app.config.WeirConfig;
import dev.weir.view.cli.Exit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// A whole gateway, and a shell of its first operator.
final class ShellGateway implements AutoCloseable {
  final String config;
  final Assembly gateway;
  final CommandLineRun shell;

  ShellGateway(Path folder) throws IOException {
    config =
        """
        listen:
          data_plane: 127.0.0.1:0
          control_plane: 127.0.0.1:0
        data: %s
        journal:
          segment: 8 MiB
        start:
          warm_up: 0s
        shutdown:
          lead: 0s
        """
            .formatted(folder.resolve("data"));
    WeirConfig parsed = ConfigFile.parse("test", config, Map.of());
    gateway = Assembly.start(parsed, Map.of(), System.getLogger("test"));
    shell =
        new CommandLineRun(folder)
            .with("WEIR_SERVER", "http://127.0.0.1:" + gateway.controlPort())
            .with("WEIR_DATA", folder.resolve("data").toString());
    assertThat(folder.resolve("data/first-operator-key")).exists();
  }

  Result ok(String... arguments) {
    Result result = shell.run(arguments);
    assertThat(result.code()).as(result.err()).isEqualTo(Exit.OK);
    return result;
  }

  @Override
  public void close() {
    gateway.close();
  }
}
