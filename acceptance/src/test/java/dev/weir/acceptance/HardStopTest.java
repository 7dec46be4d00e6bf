package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two hundred parallel calls at the edge of three budgets that overlap. The simulator holds every
/// answer until all verdicts are in, so that nothing is given back meanwhile: what is admitted must
/// be exactly what there is room for.
///
/// What one call reserves is measured, not computed: the first call of each seed is held alone, and
/// the caller is told what it holds.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HardStopTest {
  private static final int CALLS = 200;
  private static final Duration DECIDED_WITHIN = Duration.ofSeconds(40);
  private static final List<String> WINDOWS =
      List.of(
          "rolling 24h",
          "total",
          "month Europe/Berlin",
          "year UTC",
          "quarter Asia/Kolkata",
          "rolling 7d");

  private final Stage stage = Stage.open();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  static LongStream moreSeeds() {
    return LongStream.rangeClosed(21, 50);
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void exactlyAsManyCallsAsThereIsRoomFor(long seed) {
    new Round(seed).play();
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("moreSeeds")
  void exactlyAsManyCallsAsThereIsRoomForOnMoreSeeds(long seed) {
    new Round(seed).play();
  }

  /// One of the three budgets: a stop, and who counts against it.
  ///
  /// @param teams of which calls it counts
  private record Fence(String id, List<String> teams, String window, BigDecimal stop) {
    String body(String useCase) {
      String in = String.join("\",\"", teams);
      return """
      {"where": [{"tag": "use_case", "in": ["%s"]}, {"tag": "team", "in": ["%s"]}],
       "window": "%s", "limit_usd": "%s", "stop_at": 1}
      """
          .formatted(useCase, in, window, stop.toPlainString());
    }
  }

  /// A call's verdict.
  private record Verdict(String team, int status, String code) {}

  /// All of one seed.
  private final class Round {
    private final long seed;
    private final Random random;
    private final String useCase;
    private final Application.Wire wire;
    private final boolean nested;
    private final String body;
    private final List<Fence> fences = new ArrayList<>();
    private final BigDecimal[] used = {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO};
    private long bookFrom;

    Round(long seed) {
      this.seed = seed;
      random = new Random(seed);
      useCase = "edge-" + seed;
      wire = Application.Wire.turn(seed);
      nested = random.nextBoolean();
      int filler = random.nextInt(2_000);
      body =
          Application.body(
              wire,
              wire.model(),
              "x".repeat(filler)
                  + " [[sim in=%d out=%d hold=%s]]"
                      .formatted(1 + filler / 8, 1 + random.nextInt(90), useCase),
              100 + random.nextInt(100));
    }

    void play() {
      BigDecimal reservation = reservationOfOneCall();
      for (int i = 0; i < 3; i++) {
        int room = i == 0 ? 20 + random.nextInt(60) : 5 + random.nextInt(60);
        BigDecimal part = BigDecimal.valueOf(random.nextInt(1_000), 3);
        BigDecimal stop = used[i].add(reservation.multiply(BigDecimal.valueOf(room).add(part)));
        fences.add(
            new Fence(
                useCase + "-" + i,
                nested || i == 0 ? List.of("a", "b") : List.of(i == 1 ? "a" : "b"),
                WINDOWS.get(random.nextInt(WINDOWS.size())),
                stop));
      }
      fences.forEach(fence -> stage.control().budget(fence.id(), fence.body(useCase)));
      wave(reservation, "first");
      wave(reservation, "after release");
    }

    /// Holds one call of team a below a budget that is large, and asks what it holds.
    private BigDecimal reservationOfOneCall() {
      String probe = useCase + "-probe";
      stage
          .control()
          .budget(
              probe,
              """
              {"where": [{"tag": "use_case", "in": ["%s"]}], "window": "total",
               "limit_usd": "1000"}
              """
                  .formatted(useCase));
      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        bookFrom = nextRow();
        Future<Web.Answer> answer = callers.submit(() -> call("a"));
        stage.simulator().awaitWaiting(1);
        BigDecimal held = stage.standing(probe, useCase).held();
        stage.simulator().release(useCase);
        answer.get().expect(200);
        charge(List.of(new Verdict("a", 200, "")));
        return held;
      } catch (Exception e) {
        throw new AssertionError("seed " + seed, e);
      }
    }

    private void wave(BigDecimal reservation, String name) {
      ConcurrentLinkedQueue<Verdict> refused = new ConcurrentLinkedQueue<>();
      List<Verdict> admitted = new ArrayList<>();
      int expected = expected(reservation);
      bookFrom = nextRow();
      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Verdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
          String team = i % 2 == 0 ? "a" : "b";
          verdicts.add(callers.submit(() -> verdict(team, refused)));
        }
        Await.value(
            DECIDED_WITHIN,
            "seed %d: all verdicts are in".formatted(seed),
            () -> refused.size() + stage.simulator().waiting(),
            decided -> decided == CALLS);
        stage.simulator().release(useCase);
        for (Future<Verdict> verdict : verdicts) {
          if (verdict.get().status() == 200) {
            admitted.add(verdict.get());
          }
        }
      } catch (Exception e) {
        throw new AssertionError("seed " + seed + ", " + name, e);
      }
      assertThat(admitted).as("seed %d, %s: %s", seed, name, fences).hasSize(expected);
      assertThat(refused)
          .as("seed %d, %s", seed, name)
          .allSatisfy(verdict -> assertThat(verdict.code()).startsWith("budget_"));
      charge(admitted);
      standsAsAudited(name);
    }

    private Verdict verdict(String team, ConcurrentLinkedQueue<Verdict> refused) {
      Web.Answer answer = call(team);
      if (answer.status() == 200) {
        return new Verdict(team, 200, "");
      }
      String code = answer.json().path("error").path("code").asText();
      String kind = code.isEmpty() ? answer.text().replaceAll("(?s).*(budget_\\w+).*", "$1") : code;
      Verdict verdict = new Verdict(team, answer.status(), kind);
      refused.add(verdict);
      return verdict;
    }

    private Web.Answer call(String team) {
      return stage
          .application()
          .ask(wire, Map.of("x-weir-use-case", useCase, "x-weir-team", team), body);
    }

    /// All calls are equal, so a call is only refused where some fence has no room for one more.
    private int expected(BigDecimal reservation) {
      int all = room(0, reservation);
      int second = room(1, reservation);
      int third = room(2, reservation);
      return nested
          ? Math.min(all, Math.min(second, third))
          : Math.min(all, Math.min(second, CALLS / 2) + Math.min(third, CALLS / 2));
    }

    private int room(int fence, BigDecimal reservation) {
      return fences
          .get(fence)
          .stop()
          .subtract(used[fence])
          .divide(reservation, 0, RoundingMode.FLOOR)
          .intValueExact();
    }

    private long nextRow() {
      List<BookRow> rows = stage.simulator().book(bookFrom);
      return rows.isEmpty() ? bookFrom : rows.getLast().id() + 1;
    }

    /// Adds what the simulator billed; every call of a seed costs the same.
    private void charge(List<Verdict> admitted) {
      List<BookRow> rows = stage.simulator().book(bookFrom);
      assertThat(rows).as("seed %d: the provider's rows", seed).hasSize(admitted.size());
      assertThat(rows).allSatisfy(row -> assertThat(row.ended()).isEqualTo("complete"));
      BigDecimal each = rows.isEmpty() ? BigDecimal.ZERO : stage.prices().cost(rows.getFirst());
      assertThat(rows)
          .allSatisfy(row -> assertThat(stage.prices().cost(row)).isEqualByComparingTo(each));
      for (Verdict verdict : admitted) {
        for (int i = 0; i < 3; i++) {
          boolean counts = nested || i == 0 || (i == 1 ? "a" : "b").equals(verdict.team());
          used[i] = counts ? used[i].add(each) : used[i];
        }
      }
    }

    private void standsAsAudited(String name) {
      for (int i = 0; i < 3; i++) {
        Fence fence = fences.get(i);
        BigDecimal audited = used[i];
        Map<String, String> tags =
            Map.of("x-weir-use-case", useCase, "x-weir-team", fence.teams().getLast());
        Await.value(
            DECIDED_WITHIN,
            "seed %d, %s: %s stands at %s".formatted(seed, name, fence, audited),
            () -> stage.application().standing(fence.id(), tags),
            standing -> standing.used().compareTo(audited) == 0 && standing.held().signum() == 0);
      }
    }
  }
}
