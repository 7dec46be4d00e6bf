package dev.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Processor time of a process, user and system, as Linux counts it.
///
/// Source: proc(5), `/proc/[pid]/stat`, fields 14 and 15 in ticks of 10 ms. A pid of 0 is nobody.
record CpuTime(long pid) {
  private static final double TICKS_PER_SECOND = 100;

  double seconds() {
    if (pid == 0) {
      return 0;
    }
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The second field is the command in brackets and may hold spaces.
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
      return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException("no processor time for process " + pid, e);
    }
  }
}
