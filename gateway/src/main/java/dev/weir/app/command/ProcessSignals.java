package dev.weir.app.command;

import dev.weir.view.cli.Exit;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/// The signals that end the process: the first one lets it close in order, the second one ends it
/// at once, with its own exit code. What a process that ended at once left open, recovery finds.
///
/// The JVM's one door to signals is `sun.misc.Signal`: exported by the module `jdk.unsupported`,
/// but the compiler warns of it in a way that cannot be suppressed. So it is looked up by name.
final class ProcessSignals {
  private static final int OF_SIGNAL = 128;

  private ProcessSignals() {}

  /// Handles SIGTERM and SIGINT from now on. The first runs the shutdown hooks; the exit code is
  /// then 128 plus its number, as everywhere.
  static void endInOrderThenAtOnce(Runnable saysSo) {
    AtomicBoolean ending = new AtomicBoolean();
    on("TERM", () -> end(ending, OF_SIGNAL + 15, saysSo));
    on("INT", () -> end(ending, OF_SIGNAL + 2, saysSo));
  }

  private static void end(AtomicBoolean ending, int code, Runnable saysSo) {
    if (ending.compareAndSet(false, true)) {
      System.exit(code);
      return;
    }
    saysSo.run();
    Runtime.getRuntime().halt(Exit.CUT_SHORT);
  }

  /// Runs the task, on a thread of its own, each time the signal arrives.
  private static void on(String name, Runnable task) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object each =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (_, _, _) -> {
                task.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), each);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java runtime has no door to signal " + name, e);
    }
  }
}
