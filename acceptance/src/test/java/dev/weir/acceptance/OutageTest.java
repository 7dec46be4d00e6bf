package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A provider is down under load, and a route has another: callers hear nothing of it, the provider
/// that is down is hardly asked, and is asked as before soon after it is back.
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class OutageTest {
  private static final int CALLS_PER_SECOND = 200;
  private static final Duration DOWN = Duration.ofMinutes(1);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(5);
  private static final Duration BEFORE_AND_AFTER = Duration.ofSeconds(20);
  private static final double ERRORS_MAX = 0.001;
  private static final double ATTEMPTS_PER_CALL_MAX = 1.1;
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(30);
  private static final String CIRCUIT = "weir_circuit_open{target=\"near/gpt-4o-mini\"} ";

  /// How a provider is down. How soon one is noticed that takes requests and says nothing is a
  /// matter of the patience with it: the gateway's simulation of an outage has that.
  enum Manner {
    /// Its connections are gone, and new ones refused.
    GONE,
    /// It answers 503.
    FAILING
  }

  @ParameterizedTest
  @EnumSource
  void noCallerHearsOfItAndTheProviderIsHardlyAskedAndSoonBack(Manner manner) throws Exception {
    try (SimulatorProcess near = SimulatorProcess.start();
        SimulatorProcess far = SimulatorProcess.start();
        GatewayProcess gateway = gateway(near, far);
        ControlPlane control = gateway.controlPlane()) {
      control.prices(PriceSheet.ofTests());
      Course course = under(manner, gateway, control.key(), near);
      Map<String, CallRow> calls =
          Await.value(
              SEEN_WITHIN,
              "the ledger has all calls",
              control::calls,
              known -> known.size() >= course.heard().size());
      check(manner, course, calls);
    }
  }

  private static GatewayProcess gateway(SimulatorProcess near, SimulatorProcess far) {
    String settings =
        """
        providers:
          near: {family: openai, url: '%s', key: 'env:OPENAI_API_KEY', prices: openai}
          far: {family: openai, url: '%s', key: 'env:OPENAI_API_KEY', prices: openai}
        routing:
          routes:
            steady: {fallback: [{target: near/gpt-4o-mini}, {target: far/gpt-4o}]}
        """
            .formatted(near.url(), far.url());
    return GatewayProcess.startWith(
        GatewayProcess.temporaryDirectory(),
        settings,
        Map.of("OPENAI_API_KEY", GatewayProcess.OPENAI_KEY));
  }

  /// What came when, by the nano clock.
  ///
  /// @param down when the provider went down
  /// @param open when its circuit was seen open
  /// @param back when the provider was back
  /// @param closed when its circuit was seen closed
  private record Course(
      List<SteadyLoad.Heard> heard, long down, long open, long back, long closed) {

    /// Those asked for from the one time to the other.
    List<SteadyLoad.Heard> between(long from, long to) {
      return heard.stream()
          .filter(each -> each.begun() - from > 0 && each.begun() - to < 0)
          .toList();
    }

    List<SteadyLoad.Heard> since(long from) {
      return heard.stream().filter(each -> each.begun() - from > 0).toList();
    }
  }

  private static Course under(
      Manner manner, GatewayProcess gateway, String key, SimulatorProcess near) throws Exception {
    try (SteadyLoad load = SteadyLoad.start(gateway.uri(), key, "steady", CALLS_PER_SECOND)) {
      load.pass(BEFORE_AND_AFTER);
      awaitCircuit(gateway, SEEN_WITHIN, "0");
      long down = System.nanoTime();
      switch (manner) {
        case GONE -> near.hangUp(DOWN);
        case FAILING -> near.faultsOfAll("503");
      }
      awaitCircuit(gateway, SEEN_WITHIN, "1");
      long open = System.nanoTime();
      if (manner == Manner.GONE) {
        Await.until(DOWN.plus(SEEN_WITHIN), "the provider is back", () -> listens(near));
      } else {
        load.pass(DOWN.minusNanos(open - down));
        near.faultless();
      }
      long back = System.nanoTime();
      awaitCircuit(gateway, BACK_WITHIN, "0");
      long closed = System.nanoTime();
      load.pass(BEFORE_AND_AFTER);
      return new Course(load.end(), down, open, back, closed);
    }
  }

  private static void check(Manner manner, Course course, Map<String, CallRow> calls) {
    List<SteadyLoad.Heard> during = course.between(course.down(), course.back());
    List<SteadyLoad.Heard> sinceOpen = course.since(course.open());
    int attempts = during.stream().mapToInt(each -> attempts(calls, each)).sum();
    Map<Integer, Long> early = bad(course.between(course.down(), course.open()));
    long errors = sinceOpen.stream().filter(each -> !each.good()).count();
    System.out.printf(
        "%s for %d s: %d calls meanwhile with %d attempts; open after %d ms, errors until then %s,"
            + " since then %d in %d calls; closed %d ms after the return%n",
        manner,
        DOWN.toSeconds(),
        during.size(),
        attempts,
        (course.open() - course.down()) / 1_000_000,
        early,
        errors,
        sinceOpen.size(),
        (course.closed() - course.back()) / 1_000_000);

    assertThat(during.size())
        .as("the load was kept up")
        .isGreaterThan((int) (DOWN.toSeconds() * CALLS_PER_SECOND * 9 / 10));
    assertThat((double) errors / sinceOpen.size()).as("errors").isLessThan(ERRORS_MAX);
    assertThat((double) attempts / during.size())
        .as("attempts a call")
        .isLessThanOrEqualTo(ATTEMPTS_PER_CALL_MAX);
    assertThat(course.since(course.closed()))
        .as("calls since the circuit has closed")
        .isNotEmpty()
        .allMatch(each -> each.provider().equals("near"));
  }

  /// Errors by status.
  private static Map<Integer, Long> bad(List<SteadyLoad.Heard> heard) {
    return heard.stream()
        .filter(each -> !each.good())
        .collect(Collectors.groupingBy(SteadyLoad.Heard::status, Collectors.counting()));
  }

  private static int attempts(Map<String, CallRow> calls, SteadyLoad.Heard heard) {
    CallRow call = calls.get(heard.call());
    if (call == null) {
      throw new AssertionError("the ledger does not know a call: " + heard);
    }
    return call.attempts();
  }

  private static void awaitCircuit(GatewayProcess gateway, Duration deadline, String standing) {
    try (Web web = new Web()) {
      var _ =
          Await.value(
              deadline,
              "the circuit stands at " + standing,
              () -> circuit(web, gateway),
              standing::equals);
    }
  }

  private static String circuit(Web web, GatewayProcess gateway) {
    return web.get(gateway.controlPlaneUri().resolve("/metrics"), Map.of())
        .text()
        .lines()
        .filter(line -> line.startsWith(CIRCUIT))
        .findFirst()
        .map(line -> line.substring(CIRCUIT.length()))
        .orElse("not told");
  }

  private static boolean listens(SimulatorProcess simulator) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.uri().getPort())) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }
}
