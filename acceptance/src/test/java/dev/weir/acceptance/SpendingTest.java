package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A stop is not reached by over-refusing: callers who state no `max_tokens` and retry what is
/// worth retrying, as SDKs do, can spend a budget almost wholly.
@Timeout(180)
final class SpendingTest {

  /// What is left when the first call is refused for good is less than that call's bound: its bytes
  /// as tokens, up to 0.06 USD for the longest prompts, whatever the budget. So the share left
  /// shrinks as the trace grows: half of these calls cost 11 USD.
  private static final int CALLS = 4_000;

  private static final int CALLERS = 16;
  private static final BigDecimal LEAST_SHARE = new BigDecimal("0.98");
  private static final String USE_CASE = "spending";
  private static final String MODEL = "gpt-4o";
  private static final String[] WORDS = {
    " north", " stone", " clear", " near", " free", " world", " local", " common", " value"
  };

  /// A call's lengths in tokens.
  private record Lengths(int input, int output) {}

  @Test
  void atLeast98PercentOfAStopIsSpentBeforeTheFirstFinalRefusal() throws Exception {
    List<Lengths> trace = trace();
    try (Stage stage = Stage.open(SimulatorProcess.start("--mode", "tokenizer"))) {
      BigDecimal half =
          trace.stream()
              .map(call -> stage.prices().cost(MODEL, call.input(), call.output()))
              .reduce(BigDecimal.ZERO, BigDecimal::add)
              .divide(BigDecimal.TWO);
      stage
          .control()
          .budget(
              USE_CASE,
              """
              {"where": [{"tag": "use_case", "in": ["spending"]}], "window": "total",
               "limit_usd": "%s", "stop_at": 1}
              """
                  .formatted(half.setScale(12, RoundingMode.DOWN).toPlainString()));

      BigDecimal settled = spend(stage, trace);

      Application.Standing after = stage.standing(USE_CASE, USE_CASE);
      System.out.println(
          "%s of %s USD was settled at the first final refusal".formatted(settled, after.stop()));
      assertThat(settled.divide(after.stop(), 4, RoundingMode.DOWN))
          .as("%s of %s was settled at the first refusal", settled, after.stop())
          .isGreaterThanOrEqualTo(LEAST_SHARE);
      assertThat(after.used()).isLessThanOrEqualTo(after.stop());
    }
  }

  /// What was settled when the first caller was refused for good.
  private static BigDecimal spend(Stage stage, List<Lengths> trace) throws Exception {
    AtomicInteger next = new AtomicInteger();
    CompletableFuture<BigDecimal> atFirstRefusal = new CompletableFuture<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        running.add(
            callers.submit(() -> {
              int call = next.getAndIncrement();
              while (call < trace.size() && !atFirstRefusal.isDone()) {
                if (!carriedOut(stage, trace.get(call), call)) {
                  atFirstRefusal.complete(stage.standing(USE_CASE, USE_CASE).used());
                }
                call = next.getAndIncrement();
              }
              return null;
            }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
    if (!atFirstRefusal.isDone()) {
      throw new AssertionError("half of the trace's cost paid for all of it");
    }
    return atFirstRefusal.get();
  }

  /// Sends a call until it is answered or refused for good.
  private static boolean carriedOut(Stage stage, Lengths lengths, int seed)
      throws InterruptedException {
    Application.Wire wire =
        seed % 2 == 0 ? Application.Wire.OPENAI_JSON : Application.Wire.OPENAI_SSE;
    String body = Application.body(wire, MODEL, prompt(lengths, seed), 0);
    while (true) {
      Web.Answer answer = stage.application().ask(wire, USE_CASE, body);
      switch (answer.status()) {
        case 200 -> {
          return true;
        }
        case 402 -> {
          return false;
        }
        case 429 -> {
          assertThat(answer.header("x-should-retry")).as(answer.text()).isEqualTo("true");
          long seconds = Long.parseLong(answer.header("retry-after"));
          assertThat(new CountDownLatch(1).await(seconds, TimeUnit.SECONDS)).isFalse();
        }
        default -> throw new AssertionError("unexpected answer " + answer);
      }
    }
  }

  /// A text of about the traced length, in a directive's company that counts as text, too.
  private static String prompt(Lengths lengths, int seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lengths.input(); i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.append(" [[sim out=%d]]".formatted(lengths.output())).toString();
  }

  private static List<Lengths> trace() {
    Path file = Checkout.data("traces/azure2023_conv.csv");
    if (!Files.exists(file)) {
      Random random = new Random(7);
      return Stream.generate(
              () -> new Lengths(200 + random.nextInt(2_000), 20 + random.nextInt(400)))
          .limit(CALLS)
          .toList();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .skip(1)
          .limit(CALLS)
          .map(line -> line.split(",", -1))
          .map(cells -> new Lengths(Integer.parseInt(cells[1]), Integer.parseInt(cells[2])))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
