package dev.weir.app.command;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/// Whether the process ends when the JVM runs out of memory, as it must: what still works then,
/// nobody knows.
final class OutOfMemory {
  private static final String OPTION = "ExitOnOutOfMemoryError";

  private OutOfMemory() {}

  static void warnUnlessItEndsTheProcess(System.Logger log) {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (!Boolean.parseBoolean(machine.getVMOption(OPTION).getValue())) {
      log.log(
          System.Logger.Level.WARNING,
          "this process goes on after it has run out of memory: start it with -XX:+" + OPTION);
    }
  }
}
