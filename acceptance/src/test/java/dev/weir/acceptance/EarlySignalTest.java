package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Signals that come while the gateway starts: both planes listen, but it is not ready yet.
@Timeout(120)
final class EarlySignalTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int SIGTERM = 143;

  private static GatewayProcess warmingUp(SimulatorProcess simulator) {
    Path home = GatewayProcess.temporaryDirectory();
    GatewayProcess gateway =
        GatewayProcess.start(
            home,
            home.resolve("data"),
            simulator.url(),
            "start: {warm_up: 6s}",
            "shutdown: {lead: 0s}");
    Await.until(SOON, "it warms up", () -> says(gateway).contains("warming up"));
    return gateway;
  }

  private static String says(GatewayProcess gateway) {
    try (Web web = new Web()) {
      return web.get(gateway.controlPlaneUri().resolve("/readyz"), Map.of()).text();
    } catch (UncheckedIOException e) {
      return "";
    }
  }

  /// Not as Java ends a process: that closes its output, too.
  private static void send(String signal, GatewayProcess gateway) {
    String process = Long.toString(gateway.process().id());
    Said.by(List.of("kill", signal, process), Map.of(), gateway.data(), SOON).expect(0);
  }

  @Test
  void aReloadIsCarriedOutWhenTheStartHasEnded() {
    try (SimulatorProcess simulator = SimulatorProcess.start();
        GatewayProcess gateway = warmingUp(simulator)) {
      send("-HUP", gateway);

      gateway.ready();
      Await.until(
          SOON,
          "it reads its configuration",
          () -> gateway.process().output().contains("configuration reloaded"));
      assertThat(gateway.process().running()).isTrue();
    }
  }

  @Test
  void anEndIsInOrder() {
    try (SimulatorProcess simulator = SimulatorProcess.start();
        GatewayProcess gateway = warmingUp(simulator)) {
      send("-TERM", gateway);

      assertThat(gateway.process().awaitExit(SOON)).isEqualTo(SIGTERM);
      assertThat(gateway.process().output())
          .contains("new calls are refused", "no call is under way", "message=closed");
    }
  }
}
