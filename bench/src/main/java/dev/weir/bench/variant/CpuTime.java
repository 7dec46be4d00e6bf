package dev.weir.bench.variant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Processor time of a whole process, user and system, its children included, as Linux counts it.
///
/// Source: proc(5), `/proc/[pid]/stat`, fields 14 to 17 in ticks of 10 ms: the process, and those
/// of its children that have ended; living descendants are added. A pid of 0 is nobody.
public record CpuTime(long pid) {
  private static final double TICKS_PER_SECOND = 100;
  private static final int OWN = 2;
  private static final int WITH_ENDED_CHILDREN = 4;

  public double seconds() {
    if (pid == 0) {
      return 0;
    }
    double living =
        ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::descendants)
            .mapToDouble(each -> ofLiving(each.pid()))
            .sum();
    return read(Path.of("/proc/" + pid + "/stat"), WITH_ENDED_CHILDREN).seconds + living;
  }

  private static double ofLiving(long descendant) {
    try {
      return parse(Files.readString(Path.of("/proc/" + descendant + "/stat")), WITH_ENDED_CHILDREN)
          .seconds;
    } catch (IOException ended) {
      return 0; // between listing and reading; its parent has its time now
    }
  }

  /// Processor seconds by thread name, without the number at its end; threads that ended are not
  /// there.
  public Map<String, Double> secondsByThread() {
    Map<String, Double> seconds = new HashMap<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks.toList()) {
        Line line = readThread(task.resolve("stat"));
        seconds.merge(line.name.replaceAll("[#-]?\\d+$", ""), line.seconds, Double::sum);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no threads of process " + pid, e);
    }
    return seconds;
  }

  private static Line readThread(Path stat) throws IOException {
    try {
      return parse(Files.readString(stat), OWN);
    } catch (NoSuchFileException ended) {
      return new Line("ended", 0);
    }
  }

  private static Line read(Path stat, int fields) {
    try {
      return parse(Files.readString(stat), fields);
    } catch (IOException e) {
      throw new UncheckedIOException("no processor time in " + stat, e);
    }
  }

  /// A line of `stat`. The second field is the command in brackets and may hold spaces.
  ///
  /// @param fields how many of user, system, ended children's user, ended children's system
  static Line parse(String stat, int fields) {
    List<String> rest = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    double ticks = 0;
    for (int i = 0; i < fields; i++) {
      ticks += Long.parseLong(rest.get(11 + i));
    }
    String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    return new Line(name, ticks / TICKS_PER_SECOND);
  }

  record Line(String name, double seconds) {}
}
