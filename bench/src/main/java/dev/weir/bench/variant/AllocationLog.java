package dev.weir.bench.variant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How fast a JVM allocates, from its log of collections (`-Xlog:gc`).
///
/// Between two collections the heap grows by what was allocated: the heap before one, less the heap
/// after the one before it. Nothing is switched on in the JVM for it, so it costs nothing.
public final class AllocationLog {
  private static final Pattern PAUSE =
      Pattern.compile("^\\[([0-9.]+)s].* Pause .* (\\d+)M->(\\d+)M\\(\\d+M\\)");
  private static final double MB = 1_048_576;

  private final Path file;
  private int linesBefore;

  AllocationLog(Path file) {
    this.file = file;
  }

  /// Everything logged so far does not count.
  public void mark() throws IOException {
    linesBefore = Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  /// Bytes a second since the mark; empty with fewer than two collections.
  public OptionalDouble bytesPerSecond() throws IOException {
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    return bytesPerSecond(lines.subList(Math.min(linesBefore, lines.size()), lines.size()));
  }

  static OptionalDouble bytesPerSecond(List<String> lines) {
    double first = Double.NaN;
    double last = Double.NaN;
    long after = 0;
    long allocatedMb = 0;
    for (String line : lines) {
      Matcher pause = PAUSE.matcher(line);
      if (pause.find()) {
        last = Double.parseDouble(pause.group(1));
        if (Double.isNaN(first)) {
          first = last;
        } else {
          allocatedMb += Long.parseLong(pause.group(2)) - after;
        }
        after = Long.parseLong(pause.group(3));
      }
    }
    return last > first
        ? OptionalDouble.of(allocatedMb * MB / (last - first))
        : OptionalDouble.empty();
  }
}
