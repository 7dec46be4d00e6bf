package dev.weir.flow.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.route.Target;
import dev.weir.flow.rule.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A target that does badly is not asked for a while, and asked again soon after it does well.
class CircuitsTest {
  private static final Target TARGET = new Target("p", "m");
  private static final Result WELL = new Result.Well(Duration.ofMillis(80));
  private static final Result BADLY = new Result.Badly();
  private static final Result UNSAID = new Result.Unsaid();

  private final List<Turn> turns = new ArrayList<>();
  private final Circuits circuits = new Circuits(turns::add);
  private Instant now = Instant.ofEpochSecond(-500);

  CircuitsTest() {
    circuits.watch(Set.of(TARGET), CircuitRules.USUAL);
  }

  private Pass call(Result result) {
    Pass pass = circuits.pass(TARGET, now);
    if (pass != Pass.NO) {
      circuits.told(TARGET, pass, result, now);
    }
    return pass;
  }

  private void calls(int count, Result result) {
    for (int i = 0; i < count; i++) {
      call(result);
    }
  }

  private void later(long millis) {
    now = now.plusMillis(millis);
  }

  private Standing standing() {
    return Objects.requireNonNull(circuits.standings().get("p/m"));
  }

  @Test
  void tenFailuresInARowOpenItHoweverManyWentWellBefore() {
    calls(5_000, WELL);
    calls(9, BADLY);
    assertThat(standing()).isEqualTo(Standing.CLOSED);
    calls(1, BADLY);

    assertThat(standing()).isEqualTo(Standing.OPEN);
    assertThat(turns).containsExactly(new Turn(TARGET, Standing.CLOSED, Standing.OPEN));
    assertThat(call(WELL)).isEqualTo(Pass.NO);
  }

  @Test
  void halfOfTheCallsInTheWindowOpenItAndNotFewerThanTen() {
    for (int i = 0; i < 4; i++) {
      call(BADLY);
      call(WELL);
    }
    call(BADLY);
    assertThat(standing()).isEqualTo(Standing.CLOSED);
    call(BADLY);

    assertThat(standing()).isEqualTo(Standing.OPEN);
  }

  @Test
  void whatWasBeforeTheWindowIsForgotten() {
    for (int i = 0; i < 9; i++) {
      call(i % 2 == 0 ? BADLY : WELL);
    }
    later(20_000);
    call(WELL);
    call(BADLY);

    assertThat(standing()).isEqualTo(Standing.CLOSED);
  }

  @Test
  void whatSaysNothingOfTheTargetChangesNothing() {
    calls(100, UNSAID);
    calls(9, BADLY);
    calls(5, UNSAID);
    calls(1, BADLY);

    assertThat(standing()).isEqualTo(Standing.OPEN);
  }

  @Test
  void slowCallsOpenItWhereSlowIsDefined() {
    CircuitRules slow =
        new CircuitRules(
            Duration.ofSeconds(10),
            10,
            new Share(500),
            Duration.ofSeconds(2),
            new Share(800),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            2);
    circuits.watch(Set.of(TARGET), slow);
    calls(2, WELL);
    calls(7, new Result.Well(Duration.ofSeconds(3)));
    assertThat(standing()).isEqualTo(Standing.CLOSED);
    calls(1, new Result.Well(Duration.ofSeconds(3)));

    assertThat(standing()).isEqualTo(Standing.OPEN);
    later(1_000);
    assertThat(call(new Result.Well(Duration.ofSeconds(3)))).isEqualTo(Pass.PROBE);
    assertThat(standing()).as("a slow probe").isEqualTo(Standing.OPEN);
  }

  @Test
  void twoGoodProbesCloseIt() {
    calls(10, BADLY);
    later(999);
    assertThat(call(WELL)).isEqualTo(Pass.NO);
    later(1);
    assertThat(call(WELL)).isEqualTo(Pass.PROBE);
    assertThat(standing()).isEqualTo(Standing.HALF_OPEN);
    assertThat(call(WELL)).isEqualTo(Pass.PROBE);

    assertThat(standing()).isEqualTo(Standing.CLOSED);
    assertThat(turns)
        .extracting(Turn::now)
        .containsExactly(Standing.OPEN, Standing.HALF_OPEN, Standing.CLOSED);
  }

  @Test
  void onlyAsManyProbesGoAsCloseIt() {
    calls(10, BADLY);
    later(1_000);

    assertThat(List.of(pass(), pass(), pass())).containsExactly(Pass.PROBE, Pass.PROBE, Pass.NO);
  }

  private Pass pass() {
    return circuits.pass(TARGET, now);
  }

  @Test
  void aFailedProbeOpensItForTwiceAsLongUpToItsLongest() {
    calls(10, BADLY);
    later(1_000);
    call(BADLY);
    later(1_999);
    assertThat(call(BADLY)).isEqualTo(Pass.NO);
    later(1);
    assertThat(call(BADLY)).isEqualTo(Pass.PROBE);
    later(1_999);
    assertThat(call(BADLY)).isEqualTo(Pass.NO);
    later(1);

    assertThat(call(BADLY)).isEqualTo(Pass.PROBE);
  }

  @Test
  void aProbeThatSaysNothingOrIsNeverHeardOfLeavesRoomForAnother() {
    calls(10, BADLY);
    later(1_000);
    assertThat(call(UNSAID)).isEqualTo(Pass.PROBE);
    assertThat(pass()).isEqualTo(Pass.PROBE);
    assertThat(pass()).isEqualTo(Pass.PROBE);
    assertThat(pass()).isEqualTo(Pass.NO);
    later(2_000);

    assertThat(pass()).isEqualTo(Pass.PROBE);
  }

  @Test
  void whatWasLetGoBeforeItOpenedSaysNothingAfterwards() {
    Pass early = pass();
    calls(10, BADLY);
    circuits.told(TARGET, early, WELL, now);
    assertThat(standing()).isEqualTo(Standing.OPEN);
    later(1_000);
    assertThat(pass()).isEqualTo(Pass.PROBE);
    circuits.told(TARGET, early, BADLY, now);

    assertThat(standing()).isEqualTo(Standing.HALF_OPEN);
  }

  @Test
  void askingWhetherACallMightGoChangesNothing() {
    calls(10, BADLY);
    later(1_000);

    assertThat(circuits.mayPass(TARGET, now)).isTrue();
    assertThat(standing()).isEqualTo(Standing.OPEN);
  }

  @Test
  void aTargetOfNoRouteIsFree() {
    Target other = new Target("p", "other");
    for (int i = 0; i < 100; i++) {
      circuits.told(other, Pass.FREE, BADLY, now);
    }

    assertThat(circuits.pass(other, now)).isEqualTo(Pass.FREE);
    assertThat(circuits.standings()).containsOnlyKeys("p/m");
  }

  @Test
  void aTargetKeepsHowItStandsWhenOthersAreWatchedAsWell() {
    calls(10, BADLY);
    circuits.watch(Set.of(TARGET, new Target("p", "n")), CircuitRules.USUAL);

    assertThat(standing()).isEqualTo(Standing.OPEN);
    assertThat(circuits.standings()).containsEntry("p/n", Standing.CLOSED);
  }

  /// Whatever came before: once a target does well, it is asked as before within five seconds; and
  /// while it does badly, no more than the failures that open it and some probes get through.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aTargetIsBackWithinFiveSecondsOfItsReturn(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      int during = 0;
      Instant back = now.plusMillis(1_000 + random.nextInt(60_000));
      while (now.isBefore(back)) {
        Pass pass = call(random.nextInt(20) == 0 ? UNSAID : BADLY);
        during += pass == Pass.NO ? 0 : 1;
        later(1 + random.nextInt(9));
      }
      long seconds = 61;
      assertThat(during)
          .as("calls while it did badly, seed %d", seed)
          .isLessThan((int) (40 + 4 * seconds));
      while (standing() != Standing.CLOSED) {
        call(WELL);
        later(1 + random.nextInt(9));
      }
      assertThat(Duration.between(back, now)).as("seed %d", seed).isLessThan(Duration.ofSeconds(5));
      calls(50, WELL);
    }
  }
}
