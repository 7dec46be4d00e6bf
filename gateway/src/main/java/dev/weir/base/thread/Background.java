package dev.weir.base.thread;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Work that can wait: where processors are short, the scheduler gives them to calls first.
///
/// Java's own thread priorities do nothing on Linux without a flag that also raises others. There
/// `setpriority` of a thread's id lowers that one thread and needs no permission; elsewhere it
/// would mean the whole process, and nothing is done.
public final class Background {
  /// About a tenth of what a usual thread gets beside it, so that it never starves.
  private static final int NICE = 10;

  /// About a third: until it has done its work, calls take longer.
  private static final int NICE_COMPILER = 5;

  private static final Path THREADS = Path.of("/proc/self/task");

  private Background() {}

  /// The same task, to be run by a platform thread of its own.
  public static Runnable of(Runnable task) {
    return () -> {
      if (isLinux()) {
        Scheduler.lower(Scheduler.OWN_THREAD, NICE);
      }
      task.run();
    };
  }

  /// The JVM's optimising compiler, which is busiest right after a start.
  public static void compiler() {
    if (!isLinux()) {
      return;
    }
    try (Stream<Path> threads = Files.list(THREADS)) {
      threads
          .filter(thread -> nameOf(thread).startsWith("C2 "))
          .map(thread -> Integer.parseInt(thread.getFileName().toString()))
          .forEach(thread -> Scheduler.lower(thread, NICE_COMPILER));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the process's own threads", e);
    }
  }

  private static String nameOf(Path thread) {
    try {
      return Files.readString(thread.resolve("comm"), UTF_8);
    } catch (NoSuchFileException ended) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the name of a thread", e);
    }
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").equals("Linux");
  }
}
