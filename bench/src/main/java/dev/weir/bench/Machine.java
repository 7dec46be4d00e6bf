package dev.weir.bench;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a benchmark needs of the machine it runs on.
final class Machine {
  private static final String OWN_CORE = "0";
  private static final Map<String, String> PROGRAMS =
      Map.of(
          "nginx", "Debian package nginx",
          "taskset", "Debian package util-linux",
          "node", "Node.js 20 or later, Debian package nodejs",
          "npm", "Debian package npm");

  private Machine() {}

  /// Which of these programs are not in a search path, with what brings them; empty = none.
  static List<String> missing(List<String> programs, String searchPath) {
    List<String> missing = new ArrayList<>();
    for (String program : programs) {
      boolean found = false;
      for (String directory : searchPath.split(File.pathSeparator, -1)) {
        found |= Files.isExecutable(Path.of(directory, program));
      }
      if (!found) {
        missing.add(program + " (" + PROGRAMS.getOrDefault(program, "not packaged") + ")");
      }
    }
    return missing;
  }

  /// Refuses to begin without them.
  static void require(List<String> programs) {
    List<String> missing = missing(programs, System.getenv().getOrDefault("PATH", ""));
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "this benchmark needs programs that are not in PATH: " + String.join(", ", missing));
    }
    if (Runtime.getRuntime().availableProcessors() < 2) {
      throw new IllegalStateException("a benchmark needs two cores; there is one");
    }
  }

  /// The launcher of the installation that is measured: `./weir bench` makes it anew when a source
  /// is newer.
  static Path launcher() {
    String installed = System.getProperty("weir.installed", "");
    Path launcher = Path.of(installed, "bin", "weir");
    if (installed.isEmpty() || !Files.isExecutable(launcher)) {
      throw new IllegalStateException(
          "the system property weir.installed must be an unpacked archive, was '"
              + installed
              + "'");
    }
    return launcher;
  }

  /// How many processes have wanted a processor in the last minute, on average.
  static String load() {
    return String.format(
        Locale.ROOT, "%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /// Moves this process to its own core. Threads made later inherit it, so this comes before any
  /// event loop.
  static void pinSelf() throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    Process taskset =
        new ProcessBuilder("taskset", "-a", "-c", "-p", OWN_CORE, self)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (taskset.waitFor() != 0) {
      throw new IllegalStateException("taskset could not pin this process to core " + OWN_CORE);
    }
  }
}
