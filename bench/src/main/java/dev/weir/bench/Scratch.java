package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A directory for one run, below `bench/target`: on the same device as the checkout, because a
/// temporary directory may be in memory, where syncing costs nothing.
record Scratch(Path path) {
  static Scratch below(Path root) throws IOException {
    Path target = Files.createDirectories(root.resolve("bench/target"));
    return new Scratch(Files.createTempDirectory(target, "run"));
  }

  /// For a run that went well; what is left of another one tells why.
  void delete() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
