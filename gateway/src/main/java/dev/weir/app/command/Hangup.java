package dev.weir.app.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// SIGHUP: the configuration is to be read again.
///
/// The JVM's one door to signals is `sun.misc.Signal`: exported by the module `jdk.unsupported`,
/// but the compiler warns of it in a way that cannot be suppressed. So it is looked up by name.
final class Hangup {
  private Hangup() {}

  /// Runs the task, on a thread of its own, each time the signal arrives; false where the operating
  /// system has no such signal or the JVM leaves signals alone (`-Xrs`).
  static boolean runs(Runnable task) {
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
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), each);
      return true;
    } catch (InvocationTargetException without) {
      return false;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java runtime has no door to signals", e);
    }
  }
}
