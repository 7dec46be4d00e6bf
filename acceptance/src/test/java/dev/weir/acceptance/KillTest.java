package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// SIGKILL under load, at random moments, on one data directory that lives through all of them.
/// Afterwards every call that the provider saw is in the ledger: at the provider's own figure, or
/// charged its bound and listed as torn.
@Timeout(600)
final class KillTest {
  private static final int CALLERS = 24;
  private static final String USE_CASE = "killed";
  private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(30);
  private static final String BUDGET =
      """
      {"where": [{"tag": "use_case", "in": ["killed"]}], "window": "total", "limit_usd": "10000"}
      """;

  @Test
  void everyCallIsAccountedForAfterAKill() {
    new Story("process", 3, 1).tell();
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"process, 13, 3", "host, 2, 2", "host, 12, 4"})
  void everyCallIsAccountedForAfterManyKills(String mode, int moments, long seed) {
    new Story(mode, moments, seed).tell();
  }

  private static final class Story {
    private final String mode;
    private final int moments;
    private final Random random;
    private final String context;
    private final PriceSheet prices = PriceSheet.ofTests();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Set<String> tornBefore = new HashSet<>();

    Story(String mode, int moments, long seed) {
      this.mode = mode;
      this.moments = moments;
      this.random = new Random(seed);
      this.context = "mode %s, seed %d".formatted(mode, seed);
    }

    void tell() {
      try (SimulatorProcess simulator =
              SimulatorProcess.start("--ttft", "4ms", "--pace", "1ms", "--jitter", "0.5");
          GatewayProcess gateway =
              GatewayProcess.start(simulator, "journal: {mode: %s}".formatted(mode))) {
        String key = furnish(gateway);
        for (int moment = 1; moment <= moments; moment++) {
          loadAndKill(gateway, key);
          simulator.awaitQuiet();
          gateway.restart();
          audit("%s, kill %d".formatted(context, moment), simulator, gateway, key);
        }
        assertThat(tornBefore).as("%s: kills hit calls under way", context).isNotEmpty();
        rebuildsTheLedgerDatabase(gateway);
        System.out.println(
            "%s: %d kills, %,d calls answered, %,d torn"
                .formatted(context, moments, answered.size(), tornBefore.size()));
      }
    }

    private String furnish(GatewayProcess gateway) {
      try (ControlPlane control = gateway.controlPlane()) {
        control.prices(prices);
        control.budget(USE_CASE, BUDGET);
        return control.key();
      }
    }

    private void loadAndKill(GatewayProcess gateway, String key) {
      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
          Application application = new Application(gateway.uri(), key)) {
        List<Future<?>> running = new ArrayList<>();
        int enough = answered.size() + 50 + random.nextInt(400);
        for (int i = 0; i < CALLERS; i++) {
          Random own = new Random(random.nextLong());
          running.add(callers.submit(() -> callUntilItDies(application, own)));
        }
        Await.value(
            Duration.ofSeconds(60),
            context + ": calls were answered",
            answered::size,
            n -> n >= enough || running.stream().anyMatch(Future::isDone));
        gateway.kill();
        for (Future<?> each : running) {
          each.get();
        }
      } catch (Exception e) {
        throw new AssertionError(context, e);
      }
    }

    private void callUntilItDies(Application application, Random own) {
      while (true) {
        Application.Wire wire = Application.Wire.turn(own.nextInt(4));
        String directive =
            "[[sim in=%d out=%d]]".formatted(1 + own.nextInt(3_000), 1 + own.nextInt(60));
        String body =
            Application.body(wire, wire.model(), Application.PROMPT.repeat(80) + directive, 100);
        Web.Answer answer;
        try {
          answer = application.ask(wire, USE_CASE, body);
        } catch (UncheckedIOException killed) {
          return;
        }
        answered.add(answer.expect(200).header("x-weir-call-id"));
      }
    }

    private void audit(
        String when, SimulatorProcess simulator, GatewayProcess gateway, String key) {
      try (ControlPlane control = gateway.controlPlane();
          Application application = new Application(gateway.uri(), key)) {
        Map<String, BookRow> served = new HashMap<>();
        for (BookRow row : simulator.book()) {
          assertThat(served.put(row.callId(), row)).as("%s: two rows of a call", when).isNull();
        }
        Map<String, CallRow> ledger =
            Await.value(
                RECOVERED_WITHIN,
                when + ": every served call is in the ledger",
                control::calls,
                calls -> calls.keySet().containsAll(served.keySet()));
        Set<String> torn = control.torn();
        matches(when, served, ledger, torn);
        standsAtTheSum(when, application, ledger, Optional.empty());
        BigDecimal more = oneMoreCall(application, simulator);
        standsAtTheSum(when, application, ledger, Optional.of(more));
      }
    }

    private void matches(
        String when, Map<String, BookRow> served, Map<String, CallRow> ledger, Set<String> torn) {
      assertThat(ledger.keySet()).as("%s: what was answered", when).containsAll(answered);
      ledger.forEach((id, call) -> {
        assertThat(call.attempts()).as("%s: attempts of %s", when, id).isEqualTo(1);
        BookRow row = served.get(id);
        if (row == null) {
          assertThat(torn).as("%s: a call the provider never saw is torn", when).contains(id);
          return;
        }
        BigDecimal audited = prices.cost(row);
        if (torn.contains(id)) {
          assertThat(call.provenance()).as("%s: torn %s", when, id).isEqualTo("estimated");
          assertThat(call.cost()).as("%s: bound of %s", when, id).isGreaterThanOrEqualTo(audited);
        } else {
          assertThat(row.ended()).as("%s: %s", when, row).isEqualTo("complete");
          assertThat(call.provenance()).as("%s: %s", when, row).isEqualTo("reported");
          assertThat(call.output()).as("%s: %s", when, row).isEqualTo(row.output());
          assertThat(call.cost()).as("%s: %s", when, row).isEqualByComparingTo(audited);
        }
      });
      Set<String> tornNow = new HashSet<>(torn);
      tornNow.removeAll(tornBefore);
      tornBefore.addAll(torn);
      assertThat(tornNow).as("%s: torn calls", when).hasSizeLessThanOrEqualTo(CALLERS);
    }

    /// Settled money, as the next call is judged by, is the sum of the ledger's rows.
    private static void standsAtTheSum(
        String when,
        Application application,
        Map<String, CallRow> ledger,
        Optional<BigDecimal> more) {
      BigDecimal sum =
          ledger.values().stream()
              .map(CallRow::cost)
              .reduce(more.orElse(BigDecimal.ZERO), BigDecimal::add);
      Application.Standing standing =
          application.standing(USE_CASE, Map.of("x-weir-use-case", USE_CASE));
      assertThat(standing.used()).as("%s: balance", when).isEqualByComparingTo(sum);
      assertThat(standing.held()).as("%s: held", when).isZero();
    }

    private BigDecimal oneMoreCall(Application application, SimulatorProcess simulator) {
      Application.Wire wire = Application.Wire.OPENAI_JSON;
      String body = Application.body(wire, wire.model(), "[[sim in=77 out=7]]", 100);
      String id = application.ask(wire, USE_CASE, body).expect(200).header("x-weir-call-id");
      answered.add(id);
      return prices.cost(
          simulator.book().stream()
              .filter(row -> row.callId().equals(id))
              .findFirst()
              .orElseThrow());
    }

    private void rebuildsTheLedgerDatabase(GatewayProcess gateway) {
      JsonNode before = wholeReport(gateway);
      gateway.terminate();
      try (Stream<Path> files = Files.list(gateway.data())) {
        for (Path file :
            files.filter(f -> f.getFileName().toString().startsWith("ledger.")).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete the ledger database", e);
      }
      gateway.restart();

      assertThat(wholeReport(gateway))
          .as("%s: the rebuilt ledger reports the same", context)
          .isEqualTo(before);
    }

    /// The report over everything in the journal: the ledger database is given the time to catch
    /// up.
    private static JsonNode wholeReport(GatewayProcess gateway) {
      try (ControlPlane control = gateway.controlPlane()) {
        Await.value(
            RECOVERED_WITHIN,
            "the ledger database has caught up",
            () ->
                control
                    .send("GET", "status", "")
                    .expect(200)
                    .json()
                    .findPath("bytes_behind")
                    .asLong(-1),
            behind -> behind == 0);
        return control.report("use_case,model,provenance,ending").path("rows");
      }
    }
  }
}
