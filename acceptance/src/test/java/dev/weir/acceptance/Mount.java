package dev.weir.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// A small file system of its own, in memory; only root may make one.
final class Mount implements AutoCloseable {
  private static final Duration DONE_WITHIN = Duration.ofSeconds(10);

  private final Path directory;

  private Mount(Path directory) {
    this.directory = directory;
  }

  /// Skips the test where it cannot be mounted.
  static Mount of(String options) {
    Mount mount = new Mount(GatewayProcess.temporaryDirectory());
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", options, "tmpfs", mount.directory.toString());
    if (!mounted) {
      GatewayProcess.deleteTree(mount.directory);
    }
    Assumptions.assumeTrue(mounted, "a tmpfs cannot be mounted here; this needs root");
    return mount;
  }

  private static boolean run(String... command) {
    ChildProcess process = ChildProcess.start(command[0], List.of(command), Map.of());
    return process.awaitExit(DONE_WITHIN) == 0;
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() {
    if (!run("umount", "-l", directory.toString())) {
      throw new IllegalStateException("cannot unmount " + directory);
    }
    GatewayProcess.deleteTree(directory);
  }
}
