package dev.weir.flow.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flow.cohort.Arm.Treatment;
import dev.weir.flow.cohort.Experiment.State;
import dev.weir.flow.window.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which arm a unit gets, and what may become of an experiment.
class ExperimentTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Arm CONTROL = new Arm("control", 1, new Treatment.AsAsked());
  private static final Arm SMALL = new Arm("small", 1, new Treatment.AskFor("gpt-4o-mini"));
  private static final Arm MANUAL = new Arm("manual", 2, new Treatment.WithoutAi());

  private static Experiment named(String name, String share, State state, String... asked) {
    return within(Period.ALWAYS, name, share, state, asked);
  }

  private static Experiment within(
      Period period, String name, String share, State state, String... asked) {
    return new Experiment(
        name,
        "support",
        "user",
        name,
        Portion.of(new BigDecimal(share)),
        new TreeSet<>(Set.of(asked)),
        List.of(CONTROL, SMALL, MANUAL),
        period,
        state);
  }

  private static Experiment running(String name) {
    return named(name, "1", State.RUNNING);
  }

  private static Cohorts of(Experiment... experiments) {
    return new Cohorts(List.of(), List.of(experiments), Map.of());
  }

  @Test
  void everyUnitHasOneArmByWeight() {
    Experiment experiment = running("shorter");
    long manual =
        IntStream.range(0, 20_000)
            .filter(i -> experiment.armOf("u" + i).orElseThrow().equals(MANUAL))
            .count();

    assertThat(manual).isBetween(9_700L, 10_300L);
  }

  /// Whoever takes part at a share has the arm it would have at all.
  @Test
  void theShareSaysWhoTakesPartAndNotWhichArm() {
    Experiment all = running("shorter");
    Experiment tenth = named("shorter", "0.1", State.RUNNING);
    List<String> in =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "u" + i)
            .filter(unit -> tenth.armOf(unit).isPresent())
            .toList();

    assertThat(in.size()).isBetween(1_870, 2_130);
    assertThat(in).allSatisfy(unit -> assertThat(tenth.armOf(unit)).isEqualTo(all.armOf(unit)));
    assertThat(in.stream().filter(unit -> tenth.armOf(unit).orElseThrow().equals(MANUAL)).count())
        .isBetween(900L, 1_100L);
  }

  @Test
  void aRolloutOfTheSameNameSaysNothingOfTheArm() {
    Rollout rollout =
        new Rollout(
            "support",
            Portion.of(new BigDecimal("0.25")),
            new TreeSet<>(),
            Rollout.Eligible.EVERYBODY,
            Optional.empty(),
            false,
            "support",
            true,
            Period.ALWAYS);
    Experiment experiment = running("support");
    List<String> in =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "u" + i)
            .filter(user -> Door.of(rollout).outside(user, NOW, "v").isEmpty())
            .toList();
    long control =
        in.stream().filter(user -> experiment.armOf(user).orElseThrow().equals(CONTROL)).count();

    assertThat(control).isBetween(in.size() / 4 - 110L, in.size() / 4 + 110L);
  }

  @Test
  void runsWhileItIsRunningWithinItsPeriod() {
    assertThat(running("a").runs(NOW)).isTrue();
    assertThat(named("a", "1", State.DRAFT).runs(NOW)).isFalse();
    assertThat(named("a", "1", State.STOPPED).runs(NOW)).isFalse();
    assertThat(of(named("a", "1", State.RUNNING, "gpt-4o")).experiment("support", "gpt-4o", NOW))
        .isPresent();
    assertThat(of(named("a", "1", State.RUNNING, "gpt-4o")).experiment("support", "o3", NOW))
        .isEmpty();
    assertThat(of(running("a")).experiment("sales", "gpt-4o", NOW)).isEmpty();
  }

  @Test
  void whatIsScheduledWillRunAndWhatIsOverWillNot() {
    Period later = Period.between(NOW.plusSeconds(1), NOW.plusSeconds(2));
    Experiment scheduled = within(later, "a", "1", State.RUNNING);

    assertThat(scheduled.runs(NOW)).isFalse();
    assertThat(scheduled.runsOrWill(NOW)).isTrue();
    assertThat(scheduled.runsOrWill(NOW.plusSeconds(1))).isTrue();
    assertThat(scheduled.runsOrWill(NOW.plusSeconds(2))).isFalse();
    assertThat(within(later, "a", "1", State.DRAFT).runsOrWill(NOW)).isFalse();
    assertThat(within(later, "a", "1", State.STOPPED).runsOrWill(NOW)).isFalse();
  }

  @Test
  void noTwoCanWantTheSameCall() {
    assertThatThrownBy(() -> of(running("a"), running("b")))
        .hasMessageContaining("experiment 'a' and experiment 'b'")
        .hasMessageContaining("'support'");
    assertThatThrownBy(() -> of(running("a"), named("b", "1", State.RUNNING, "gpt-4o")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(
            of(named("a", "1", State.RUNNING, "o3"), named("b", "1", State.RUNNING, "gpt-4o"))
                .running("support", NOW))
        .hasSize(2);
    assertThat(of(running("a"), named("b", "1", State.DRAFT)).experiments()).hasSize(2);
  }

  @Test
  void whatHasBegunOnlyStops() {
    Cohorts before = of(running("a"));

    assertThat(before.broken(of(named("a", "1", State.STOPPED)), NOW)).isEmpty();
    assertThat(before.broken(of(named("a", "0.5", State.RUNNING)), NOW))
        .contains(
            "experiment 'a' has begun and changes no more, but that it stops: field 'share' is 100 %, was to be 50 %");
    assertThat(before.broken(of(named("a", "0.5", State.STOPPED)), NOW).orElseThrow())
        .contains("field 'share'");
    assertThat(before.broken(of(named("a", "1", State.DRAFT)), NOW).orElseThrow())
        .contains("field 'state' is RUNNING, was to be DRAFT");
    assertThat(before.broken(Cohorts.NONE, NOW).orElseThrow()).contains("stopped before");
  }

  @Test
  void whatHasNotBegunMayChangeAndWhatIsStoppedMayNot() {
    assertThat(of(named("a", "1", State.DRAFT)).broken(of(named("a", "0.5", State.RUNNING)), NOW))
        .isEmpty();
    assertThat(of(named("a", "1", State.STOPPED)).broken(of(running("a")), NOW).orElseThrow())
        .contains("field 'state'");
    assertThat(of(named("a", "1", State.STOPPED)).broken(Cohorts.NONE, NOW)).isEmpty();
    Experiment future =
        new Experiment(
            "a",
            "support",
            "user",
            "a",
            Portion.ALL,
            new TreeSet<>(),
            List.of(CONTROL, SMALL),
            new Period(Optional.of(NOW.plusSeconds(1)), Optional.empty()),
            State.RUNNING);
    assertThat(of(future).broken(Cohorts.NONE, NOW)).isEmpty();
    assertThat(of(future).broken(Cohorts.NONE, NOW.plusSeconds(1))).isPresent();
  }
}
