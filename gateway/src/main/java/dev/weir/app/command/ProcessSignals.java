package dev.weir.app.command;

import dev.weir.view.cli.Exit;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/// The signals of the process. Of those that end it, the first one lets it close in order, the
/// second one ends it at once, with its own exit code: what is left open, recovery finds.
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
    boolean both =
        on("TERM", () -> end(ending, OF_SIGNAL + 15, saysSo))
            && on("INT", () -> end(ending, OF_SIGNAL + 2, saysSo));
    if (!both) {
      throw new IllegalStateException("this JVM leaves signals alone: start it without -Xrs");
    }
  }

  /// Runs the task each time SIGHUP arrives; false where the operating system has no such signal or
  /// the JVM leaves signals alone (`-Xrs`).
  static boolean onHangup(Runnable task) {
    return on("HUP", task);
  }

  private static void end(AtomicBoolean ending, int code, Runnable saysSo) {
    if (ending.compareAndSet(false, true)) {
      System.exit(code);
      return;
    }
    saysSo.run();
    Runtime.getRuntime().halt(Exit.CUT_SHORT);
  }

  /// Runs the task, on a thread of its own, each time the signal arrives; false if it cannot be
  /// had.
  private static boolean on(String name, Runnable task) {
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
      return true;
    } catch (InvocationTargetException without) {
      return false;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java runtime has no door to signal " + name, e);
    }
  }
}
