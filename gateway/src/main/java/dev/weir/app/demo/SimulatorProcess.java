package dev.weir.app.demo;

import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The pretended provider, as a child process that ends when this process does.
final class SimulatorProcess implements AutoCloseable {
  /// Class path of the simulator, set by the launcher.
  static final String CLASS_PATH = "weir.simulator";

  private static final String LISTENING = "listening on ";
  private static final int END_SECONDS = 5;

  private final Process process;
  private final URI url;

  private SimulatorProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /// Starts it on a free port; answers take their time as a provider's do.
  ///
  /// @param errors file for what it complains about
  static SimulatorProcess start(String classPath, long seed, Path errors) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "dev.weir.simulator.Main"));
    command.addAll(List.of("--port", "0", "--seed", Long.toString(seed)));
    command.addAll(List.of("--ttft", "300ms", "--pace", "15ms", "--jitter", "0.25"));
    command.addAll(List.of("--until-stdin-closes", "yes"));
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      return new SimulatorProcess(process, address(process, errors));
    } catch (IOException e) {
      throw new CommandFailure(Exit.BROKEN, "the simulator cannot be started: " + e.getMessage());
    }
  }

  private static URI address(Process process, Path errors) throws IOException {
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      int at = line.indexOf(LISTENING);
      if (at >= 0) {
        return URI.create(line.substring(at + LISTENING.length()).strip());
      }
    }
    process.destroy();
    throw new CommandFailure(Exit.BROKEN, "the simulator did not start; see " + errors);
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException leaving) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
