package dev.weir.acceptance;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// Netty's leak detector in the gateways that the tests start, switched on by `weir.leaks=paranoid`
/// (profile `all`): it follows every buffer and says in the log which one was collected without
/// having been given back. A gateway that said so fails its test when it is closed or started
/// again.
final class LeakCheck {
  private static final boolean ON = System.getProperty("weir.leaks", "off").equals("paranoid");
  private static final int REQUESTS = 20;

  private LeakCheck() {}

  /// What the JVM of a gateway is started with.
  static List<String> options() {
    return ON
        ? List.of(
            "-Dio.netty.leakDetection.level=paranoid", "-Dio.netty.leakDetection.targetRecords=12")
        : List.of();
  }

  /// Has a running gateway find what it has lost: the detector speaks when a buffer is made after a
  /// lost one was collected.
  static void provoke(GatewayProcess gateway) {
    if (!ON || !gateway.process().running()) {
      return;
    }
    gateway.jcmd("GC.run");
    try (Web web = new Web()) {
      for (int i = 0; i < REQUESTS; i++) {
        web.get(gateway.controlPlaneUri().resolve("/healthz"), Map.of());
      }
    } catch (UncheckedIOException ending) {
      // A gateway that is ending takes no more requests; what it lost before was collected.
      return;
    }
  }

  /// Fails if a gateway has ever said that it lost a buffer.
  static void expectNone(ChildProcess gateway) {
    if (!gateway.leaks().isEmpty()) {
      throw gateway.failure("lost buffers: " + gateway.leaks());
    }
  }
}
