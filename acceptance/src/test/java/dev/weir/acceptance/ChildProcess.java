package dev.weir.acceptance;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A process that was started here, with the last lines it wrote.
final class ChildProcess implements AutoCloseable {
  private static final int LINES_MAX = 400;
  private static final String LEAK = "LEAK:";
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(20);

  private final String name;
  private final Process process;
  private final Consumer<String> told;
  private final Thread reader;

  /// Guarded by itself.
  private final Deque<String> lines = new ArrayDeque<>();

  /// What it said of buffers it has lost; guarded by `lines`.
  private final List<String> leaks = new ArrayList<>();

  private ChildProcess(String name, Process process, Consumer<String> told) {
    this.name = name;
    this.process = process;
    this.told = told;
    // A read of a pipe keeps a virtual thread's carrier, of which there are as many as processors.
    reader = Thread.ofPlatform().daemon().start(this::read);
  }

  static ChildProcess start(String name, List<String> command, Map<String, String> environment) {
    return start(name, command, environment, _ -> {});
  }

  /// @param told of every line it writes, on a thread of this process
  static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, Consumer<String> told) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      return new ChildProcess(name, builder.start(), told);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        told.accept(line);
        synchronized (lines) {
          lines.add(line);
          if (line.contains(LEAK) && leaks.size() < LINES_MAX) {
            leaks.add(line);
          }
          if (lines.size() > LINES_MAX) {
            lines.removeFirst();
          }
        }
      }
    } catch (IOException e) {
      synchronized (lines) {
        lines.add("(output ends: " + e.getMessage() + ")");
      }
    }
  }

  /// The last lines of standard output and standard error together.
  String output() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  /// The lines in which Netty's leak detector says that a buffer was lost.
  List<String> leaks() {
    synchronized (lines) {
      return List.copyOf(leaks);
    }
  }

  boolean running() {
    return process.isAlive();
  }

  long id() {
    return process.pid();
  }

  /// Every process it has started that still runs, and theirs.
  List<ProcessHandle> descendants() {
    return process.toHandle().descendants().toList();
  }

  /// The failure of an expectation, with what the process said.
  AssertionError failure(String what) {
    return new AssertionError("%s: %s; its last lines:%n%s".formatted(name, what, output()));
  }

  /// Writes a line to its standard input.
  void tell(String line) {
    try {
      BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8);
      input.write(line);
      input.newLine();
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + name, e);
    }
  }

  /// SIGKILL, and wait until it is gone.
  void kill() {
    process.destroyForcibly();
    awaitExit(STOPPED_WITHIN);
  }

  /// SIGTERM, without waiting; what it says while it ends is still read, which [Process#destroy]
  /// would not do.
  void askToEnd() {
    process.toHandle().destroy();
  }

  /// SIGTERM, and wait until it is gone.
  int terminate() {
    askToEnd();
    return awaitExit(STOPPED_WITHIN);
  }

  /// The exit code; a process that does not end in time is killed and is a failure.
  int awaitExit(Duration deadline) {
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw failure("did not end within " + deadline);
      }
      reader.join(deadline);
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " ended", e);
    }
  }

  @Override
  public void close() {
    if (running()) {
      kill();
    }
  }
}
