package dev.weir.bench.variant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Resident memory of a process.
///
/// Source: proc(5), `/proc/[pid]/status`, `VmRSS` in kB of 1,024 bytes.
public record Memory(long pid) {
  private static final double KB_PER_MB = 1_024;

  /// In MB of 1,048,576 bytes; 0 for a pid of 0.
  public double residentMb() {
    if (pid == 0) {
      return 0;
    }
    Path status = Path.of("/proc/" + pid + "/status");
    try {
      return parse(Files.readString(status));
    } catch (IOException e) {
      throw new UncheckedIOException("no memory figure in " + status, e);
    }
  }

  static double parse(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KB_PER_MB)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no VmRSS in a process's status"));
  }
}
