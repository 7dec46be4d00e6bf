package dev.weir.flow.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Total;
import dev.weir.flow.policy.Scene.Call;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Match;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.rule.Share;
import dev.weir.flow.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Guards D1, D3 and promise 2, by seeded random traffic.
@Timeout(120)
final class JudgePropertyTest {

  private static Reservation reservation(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allow allow -> allow.reservation();
      case Verdict.Reshape reshape -> reshape.reservation();
      case Verdict.Substitute substitute -> substitute.reservation();
      case Verdict.Refuse refuse -> throw new AssertionError(refuse.refusal().message());
    };
  }

  private static Call randomCall(Random random) {
    Call call =
        Call.of(random.nextLong(500), random.nextLong(2_000))
            .choices(1 + random.nextInt(3))
            .tagged(Map.of("user", "u" + random.nextInt(4), "use_case", "c" + random.nextInt(3)));
    return random.nextInt(4) == 0 ? call.uncuttable("tools") : call;
  }

  private static Scene overlapping(Random random) {
    Budget.Terms terms =
        new Budget.Terms(
            List.of(),
            new Share(900 + random.nextInt(300)),
            List.of(
                new Budget.Rung.Shorten(Share.of("0.7"), 400),
                new Budget.Rung.Substitute(Share.of("0.8"), "small")),
            Optional.empty());
    Scene scene =
        new Scene()
            .with(
                Scene.budget("all", 200_000 + random.nextInt(100_000)).with(terms),
                Budget.of("user", Scope.EVERY_CALL.per("user"), Scene.MONTH, Total.of(90_000)),
                Budget.of(
                    "rolling",
                    Scope.where(Condition.in("use_case", "c0", "c1")),
                    Window.parse("rolling 10m"),
                    Total.of(50_000)),
                Scene.budget("shadow", 1_000).with(Rule.Mode.SHADOW))
            .with(
                Scene.limit("at-once", Measure.CONCURRENT, "total", 6),
                Scene.limit("calls", Measure.REQUESTS, "rolling 1m", 40),
                Scene.limit("tokens", Measure.TOKENS, "hour UTC", 60_000));
    Collections.shuffle(scene.budgets, random);
    return scene.fix();
  }

  @Test
  void neverPassesAStopInAnyTraffic() {
    int admitted = 0;
    int refused = 0;
    for (long seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      Scene scene = overlapping(random);
      List<Reservation> open = new ArrayList<>();
      for (int step = 0; step < 300; step++) {
        scene.now = scene.now.plusMillis(random.nextInt(8_000));
        if (!open.isEmpty() && random.nextInt(2) == 0) {
          end(scene, open.remove(random.nextInt(open.size())), random);
        }
        Verdict verdict = scene.judge(randomCall(random));
        if (verdict instanceof Verdict.Refuse) {
          refused++;
        } else {
          admitted++;
          Reservation reservation = reservation(verdict);
          scene.standings.hold(reservation);
          open.add(reservation);
        }
        assertWithinCaps(scene, "step %d, seed %d".formatted(step, seed));
      }
    }
    assertThat(admitted).as("admitted, or nothing was tested").isGreaterThan(1_000);
    assertThat(refused).as("refused, or nothing was tested").isGreaterThan(1_000);
  }

  /// Settles anywhere between nothing and the bound, or releases.
  private static void end(Scene scene, Reservation reservation, Random random) {
    if (random.nextInt(8) == 0) {
      scene.standings.release(reservation);
      return;
    }
    double part = random.nextInt(3) == 0 ? 1 : random.nextDouble();
    scene.standings.settle(
        reservation,
        (long) (reservation.amount().picos() * part),
        (long) (reservation.tokens() * part));
  }

  private static void assertWithinCaps(Scene scene, String where) {
    RuleBook book = scene.book();
    for (Rule rule : book.rules()) {
      List<String> values =
          rule.scope().per().isEmpty() ? List.of("") : List.of("u0", "u1", "u2", "u3");
      for (String value : values) {
        Match match = new Match(rule, value);
        Total used =
            scene
                .standings
                .settled(match, scene.now)
                .plus(scene.standings.reserved(match, scene.now));
        if (rule.enforced()) {
          assertThat(used)
              .as("%s %s, %s", rule.id(), value, where)
              .isLessThanOrEqualTo(book.capOf(match, scene.now));
        }
      }
    }
  }

  @Test
  void admitsExactlyAsManyAsThereIsRoomFor() {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      int room = 1 + random.nextInt(199);
      Call call = Call.of(100, 300).uncuttable("tools");
      Scene scene =
          new Scene()
              .with(
                  Scene.budget("exact", 3_100L * room + random.nextInt(3_100)),
                  Scene.budget("wide", 3_100L * 200),
                  Scene.budget("wider", 3_100L * 300));
      Collections.shuffle(scene.budgets, random);
      scene.fix();
      List<Reservation> first = burst(scene, call);
      assertThat(first).as("seed %d", seed).hasSize(room);
      first.forEach(scene.standings::release);
      assertThat(burst(scene, call)).as("after release, seed %d", seed).hasSize(room);
    }
  }

  private static List<Reservation> burst(Scene scene, Call call) {
    List<Reservation> admitted = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Verdict verdict = scene.judge(call);
      if (verdict instanceof Verdict.Refuse refuse) {
        assertThat(refuse.refusal().kind()).isEqualTo(Refusal.Kind.BUDGET_BUSY);
      } else {
        admitted.add(reservation(verdict));
        scene.standings.hold(admitted.getLast());
      }
    }
    return admitted;
  }

  /// A caller that states no max_tokens is bounded by the model's own maximum, two hundred times
  /// what it uses: the budget must nevertheless be spendable.
  @Test
  void spendsABudgetBeforeItRefuses() {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Budget budget = Scene.budget("b", 1_000_000);
      Scene scene = new Scene().with(budget).fix();
      Verdict verdict = scene.judge(Call.of(100, 16_384));
      while (!(verdict instanceof Verdict.Refuse)) {
        Reservation reservation = reservation(verdict);
        scene.standings.hold(reservation);
        long output = Math.min(20 + random.nextInt(120), reservation.tokens() - 100);
        scene.standings.settle(reservation, 100 + 10 * output, 100 + output);
        verdict = scene.judge(Call.of(100, 16_384));
      }
      assertThat(((Verdict.Refuse) verdict).refusal().kind()).isEqualTo(Refusal.Kind.BUDGET_SPENT);
      assertThat(scene.standings.settled(new Match(budget, ""), scene.now))
          .as("seed %d", seed)
          .isBetween(Total.of(980_000), Total.of(1_000_000));
    }
  }

  @Test
  void shortensByNotOneTokenMoreThanNeeded() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      long room = random.nextLong(30_000);
      Call call = Call.of(random.nextLong(300), 1 + random.nextLong(3_000));
      Verdict verdict = new Scene().with(Scene.budget("b", room)).judge(call);
      String where = "room %d for %s, seed %d".formatted(room, call, seed);
      long fits = Math.floorDiv(room - call.input(), 10);
      if (fits >= call.output()) {
        assertThat(verdict).as(where).isInstanceOf(Verdict.Allow.class);
      } else if (fits >= Math.min(256, call.output())) {
        assertThat(verdict)
            .as(where)
            .isInstanceOfSatisfying(
                Verdict.Reshape.class, reshape -> assertThat(reshape.maxTokens()).isEqualTo(fits));
      } else {
        assertThat(verdict).as(where).isInstanceOf(Verdict.Refuse.class);
      }
    }
  }

  @Test
  void namesTheSecondAtWhichTheCallPasses() {
    int waits = 0;
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Scene scene = overlapping(random);
      Verdict verdict = scene.judge(randomCall(random));
      while (!(verdict instanceof Verdict.Refuse)) {
        scene.standings.hold(reservation(verdict));
        end(scene, reservation(verdict), random);
        scene.now = scene.now.plusMillis(random.nextInt(2_000));
        verdict = scene.judge(randomCall(random));
      }
      Call call = Call.of(10, 10).tagged(Map.of("user", "u0", "use_case", "c0"));
      if (scene.judge(call) instanceof Verdict.Refuse refuse) {
        waits++;
        String where = "%s, seed %d".formatted(refuse.refusal(), seed);
        Duration wait = refuse.refusal().retryAfter();
        assertThat(wait).as(where).isGreaterThan(Duration.ofSeconds(1));
        scene.now = scene.now.plus(wait).minusSeconds(1).minusMillis(1);
        assertThat(scene.judge(call)).as(where).isInstanceOf(Verdict.Refuse.class);
        scene.now = scene.now.plusSeconds(1).plusMillis(1);
        assertThat(scene.judge(call)).as(where).isNotInstanceOf(Verdict.Refuse.class);
      }
    }
    assertThat(waits).as("refused, or nothing was tested").isGreaterThan(50);
  }
}
