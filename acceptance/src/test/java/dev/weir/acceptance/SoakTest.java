package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.acceptance.Application.Wire;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Half an hour of everything at a modest rate: what a gateway holds does not grow, and its ledger
/// is the provider's book. `weir.soak.minutes` makes it shorter or longer.
@Tag("slow")
@Timeout(value = 12, unit = TimeUnit.HOURS)
final class SoakTest {
  private static final long MINUTES = Long.getLong("weir.soak.minutes", 30);
  private static final long SEED = 73;
  private static final int CALLERS = 12;
  private static final int SAMPLES = 30;
  private static final int WARM_UP_CALLS = 2_000;
  private static final String USE_CASE = "soaked";
  private static final String BUDGET =
      """
      {"where": [{"tag": "use_case", "in": ["soaked"]}], "window": "total", "limit_usd": "100000"}
      """;

  /// What a provider does wrong in the midst of it, and leaves a whole, usable or no answer.
  private static final List<String> FAULTS =
      List.of("429:1", "500", "529", "cut:3", "error:4", "malformed:2", "nousage", "split");

  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong left = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong faults = new AtomicLong();

  @Test
  void whatItHoldsDoesNotGrowAndItsLedgerIsTheProvidersBook() throws Exception {
    try (Stage stage = Stage.open();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      stage.control().budget(USE_CASE, BUDGET);
      warmUp(stage);
      List<Vitals> samples = new ArrayList<>();
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Random random = new Random(SEED + i);
        running.add(callers.submit(() -> callUntil(end, stage, random)));
      }
      callers.shutdown();
      long pauseMillis = TimeUnit.MINUTES.toMillis(MINUTES) / SAMPLES;
      while (!callers.awaitTermination(pauseMillis, TimeUnit.MILLISECONDS)) {
        samples.add(Vitals.of(stage.gateway(), calls.get()));
      }
      System.out.println(table(samples));
      for (Future<?> caller : running) {
        caller.get();
      }
      Vitals.assertFlat(samples);
      balanced(stage);
    }
  }

  private String table(List<Vitals> samples) {
    StringBuilder table = new StringBuilder(Vitals.TITLE);
    samples.forEach(sample -> table.append(sample.line()));
    return table
        + "%d minutes: %d calls, of them %d left early, %d refused, %d with a fault (seed %d)"
            .formatted(MINUTES, calls.get(), left.get(), refused.get(), faults.get(), SEED);
  }

  /// Code is compiled and pools are filled before anything is compared.
  private void warmUp(Stage stage) {
    Random random = new Random(SEED);
    for (int i = 0; i < WARM_UP_CALLS; i++) {
      whole(stage, random, "in=5 out=5");
    }
  }

  private void callUntil(long end, Stage stage, Random random) {
    while (System.nanoTime() - end < 0) {
      int kind = random.nextInt(10);
      switch (kind) {
        case 0 -> leave(stage, random);
        case 1 -> refused(stage, random);
        case 2 -> fault(stage, random);
        default -> whole(stage, random, paced(random));
      }
    }
  }

  /// An answer that takes its time, so that the rate stays modest.
  private static String paced(Random random) {
    return "in=%d out=%d ttft=150ms pace=3ms"
        .formatted(1 + random.nextInt(2_000), 1 + random.nextInt(60));
  }

  private static String body(Wire wire, Random random, String directive) {
    String text = "x".repeat(random.nextInt(4_000));
    return Application.body(wire, wire.model(), text + "[[sim " + directive + "]]", 500);
  }

  private void whole(Stage stage, Random random, String directive) {
    Wire wire = Wire.turn(random.nextInt(4));
    stage.application().ask(wire, USE_CASE, body(wire, random, directive)).expect(200);
    calls.incrementAndGet();
  }

  private void fault(Stage stage, Random random) {
    Wire wire = Wire.turn(random.nextInt(4));
    String fault = FAULTS.get(random.nextInt(FAULTS.size()));
    String body = body(wire, random, "in=50 out=40 ttft=150ms fault=" + fault);
    try (ByteStream answer =
        ByteStream.post(
            stage.gateway().uri(),
            wire.path(),
            stage.application().headers(wire, USE_CASE),
            body)) {
      answer.drain();
    }
    calls.incrementAndGet();
    faults.incrementAndGet();
  }

  private void leave(Stage stage, Random random) {
    Wire wire = random.nextBoolean() ? Wire.OPENAI_SSE : Wire.ANTHROPIC_SSE;
    String body = body(wire, random, "in=50 out=200 pace=2ms");
    try (ByteStream stream =
        ByteStream.post(
            stage.gateway().uri(),
            wire.path(),
            stage.application().headers(wire, USE_CASE),
            body)) {
      stream.readSome(1 + random.nextInt(1_500));
    }
    calls.incrementAndGet();
    left.incrementAndGet();
  }

  private void refused(Stage stage, Random random) {
    Wire wire = Wire.turn(random.nextInt(4));
    String body =
        switch (random.nextInt(3)) {
          case 0 -> "{\"model\":";
          case 1 -> Application.body(wire, "no-such-model", "hi", 10);
          default -> "{\"model\":\"gpt-4o\",\"max_tokens\":-1,\"messages\":[]}";
        };
    Web.Answer answer = stage.application().ask(wire, USE_CASE, body);
    assertThat(answer.status()).as("%s", answer).isBetween(400, 499);
    calls.incrementAndGet();
    refused.incrementAndGet();
  }

  /// Every served call is in the ledger, at the provider's figure where that was reported and at
  /// nothing where the provider refused or bills nothing; the budget stands at their sum.
  private static void balanced(Stage stage) {
    stage.simulator().awaitQuiet();
    Map<String, BookRow> served = new HashMap<>();
    for (BookRow row : stage.simulator().book()) {
      assertThat(served.put(row.callId(), row)).as("two rows of %s", row.callId()).isNull();
    }
    Map<String, CallRow> ledger =
        Await.value(
            Duration.ofMinutes(2),
            "every served call is in the ledger",
            stage.control()::calls,
            known -> known.keySet().containsAll(served.keySet()));
    BigDecimal sum = BigDecimal.ZERO;
    int reported = 0;
    for (CallRow call : ledger.values()) {
      BookRow row = served.get(call.id());
      if (row == null) {
        assertThat(call.refusedAs()).as("%s", call).isNotEmpty();
        continue;
      }
      if (row.status() >= 400 || stage.prices().cost(row).signum() == 0) {
        assertThat(call.cost()).as("%s", row).isZero();
      } else if (call.provenance().equals("reported")) {
        assertThat(call.output()).as("%s", row).isEqualTo(row.output());
        assertThat(call.cost()).as("%s", row).isEqualByComparingTo(stage.prices().cost(row));
        reported++;
      } else {
        assertThat(call.cost()).as("%s", row).isPositive();
      }
      sum = sum.add(call.cost());
    }
    assertThat(reported).isGreaterThan(served.size() * 8 / 10);
    assertThat(stage.control().torn()).isEmpty();
    Application.Standing standing = stage.standing(USE_CASE, USE_CASE);
    assertThat(standing.held()).isZero();
    assertThat(standing.used()).isEqualByComparingTo(sum);
    System.out.println(
        "ledger and book agree on %d calls, %d at the provider's figure, %s USD"
            .formatted(served.size(), reported, sum));
  }
}
