package dev.weir.value.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.value.hypothesis.Figures;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.Metric;
import dev.weir.value.hypothesis.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What readouts promise, counted over 10,000 pretended experiments whose units have costs and
/// outcomes: users with one to five tickets each, a cost that is skewed and goes with how many they
/// are. Tolerances are said in standard errors of such a count. Looks at all times are in
/// [PeekedReadoutTest].
@Tag("slow")
class ReadoutSimulationTest {
  private static final int EXPERIMENTS = 10_000;
  private static final double SURE = 3;
  private static final Instant LATER = Registration.START.plus(Duration.ofDays(60));
  private static final Metric COST = new Metric.CostPerUnit();
  private static final Metric COST_PER_OUTCOME = new Metric.CostPerOutcome();
  private static final Metric SUCCESS = new Metric.SuccessShare();

  private final long seed = RandomGenerator.getDefault().nextLong();
  private final SplittableRandom random = new SplittableRandom(seed);

  /// Of a hypothesis' end, whatever it says.
  private enum End {
    POSITIVE,
    SAVING_BOOKED,
    NEGATIVE,
    NOT_ENOUGH_EVIDENCE,
    TOO_EARLY,
    BLOCKED;

    private static End of(Readout readout) {
      return valueOf(readout.comparisons().getFirst().verdict().code().toUpperCase(Locale.ROOT));
    }
  }

  /// A user: what it cost, how many of its tickets were resolved.
  private record User(double cost, int tickets, int resolved) {}

  private User user(double costFactor, double success) {
    int tickets = 1 + random.nextInt(5);
    int resolved = 0;
    double cost = 0;
    for (int ticket = 0; ticket < tickets; ticket++) {
      cost += costFactor * random.nextExponential();
      resolved += random.nextDouble() < success ? 1 : 0;
    }
    return new User(cost, tickets, resolved);
  }

  /// One arm as it grows, of one metric and a guard of success.
  private final class Arm {
    private final String name;
    private final Metric metric;
    private final double costFactor;
    private final double success;
    private Sample sample = Sample.NONE;
    private Sample guard = Sample.NONE;
    private Figures sum = Figures.NONE;

    Arm(String name, Metric metric, double costFactor, double success) {
      this.name = name;
      this.metric = metric;
      this.costFactor = costFactor;
      this.success = success;
    }

    Arm grown(long to) {
      double cost = 0;
      double tickets = 0;
      double resolved = 0;
      while (sample.count() < to) {
        User user = user(costFactor, success);
        double denominator = metric.equals(COST) ? 1 : user.resolved();
        sample = sample.plus(user.cost(), denominator);
        guard = guard.plus(user.resolved(), user.tickets());
        cost += user.cost();
        tickets += user.tickets();
        resolved += user.resolved();
      }
      sum = sum.plus(new Figures(tickets, cost, tickets, resolved, 0, Map.of()));
      return this;
    }

    Observed observed() {
      return new Observed(name, sample.count(), sum, Map.of(metric, sample, SUCCESS, guard));
    }
  }

  private static Readout read(Hypothesis hypothesis, Arm control, Arm treated) {
    return RandomisedReading.of(
        hypothesis,
        new Trial(List.of(control.observed(), treated.observed()), 0, Set.of()),
        LATER,
        OptionalDouble.of(10_000));
  }

  /// Of a sum of one to five exponentials: mean 3, variance 3 + 2, that of them and of how many
  /// they are.
  private static final double DEVIATION = Math.sqrt(5);

  private static String saving(String stop, long units) {
    return """
    "metric":"cost_per_unit","direction":"decrease","minimum_effect":0.45,"deviation":%s,
    "units_per_arm":%d,"stop":"%s","guards":[{"metric":"success_share","margin":0.08}]
    """
        .formatted(DEVIATION, units, stop);
  }

  private static Hypothesis planned(String stop) {
    Hypothesis generous = Registration.with(saving(stop, 1_000_000));
    long units = Planned.of(generous.design(), generous.claim(), generous.plan()).size().perArm();
    return Registration.with(saving(stop, units));
  }

  private static double standardError(double share) {
    return Math.sqrt(share * (1 - share) / EXPERIMENTS);
  }

  private Map<End, Integer> ends(
      Hypothesis hypothesis, Metric metric, double factor, double success) {
    Map<End, Integer> ends = new EnumMap<>(End.class);
    long units = hypothesis.plan().unitsPerArm();
    for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
      Arm control = new Arm("large", metric, 1, 0.8).grown(units);
      Arm treated = new Arm("small", metric, factor, success).grown(units);
      ends.merge(End.of(read(hypothesis, control, treated)), 1, Integer::sum);
    }
    return ends;
  }

  private static double share(Map<End, Integer> ends, End... of) {
    int sum = 0;
    for (End end : of) {
      sum += ends.getOrDefault(end, 0);
    }
    return sum / (double) EXPERIMENTS;
  }

  @Test
  void oneLookAtThePlanFindsNothingWhereNothingIsMoreOftenThanSaid() {
    Map<End, Integer> ends = ends(planned("fixed"), COST, 1, 0.8);

    assertThat(share(ends, End.SAVING_BOOKED, End.NEGATIVE))
        .as("seed %d, %s", seed, ends)
        .isLessThanOrEqualTo(0.05 + SURE * standardError(0.05));
  }

  /// 15 % less of 3 dollars is the minimum effect; its spread is a little smaller, too.
  @Test
  void thePlannedUnitsFindTheMinimumEffectAndBookTheSaving() {
    Map<End, Integer> ends = ends(planned("fixed"), COST, 0.85, 0.8);

    assertThat(share(ends, End.SAVING_BOOKED))
        .as("seed %d, %s", seed, ends)
        .isGreaterThanOrEqualTo(0.8 - SURE * standardError(0.8));
    assertThat(share(ends, End.NEGATIVE)).as("seed %d, %s", seed, ends).isLessThan(0.001);
  }

  @Test
  void aSavingThatCostsQualityIsNegativeAndNeverBooked() {
    Map<End, Integer> ends = ends(planned("fixed"), COST, 0.6, 0.65);

    assertThat(share(ends, End.SAVING_BOOKED)).as("seed %d, %s", seed, ends).isLessThan(0.01);
    assertThat(share(ends, End.NEGATIVE)).as("seed %d, %s", seed, ends).isGreaterThan(0.8);
  }

  /// The guard's own promise: with quality at the margin, a saving is booked in 5 % at most.
  @Test
  void qualityAtTheMarginIsTakenForGoodInFivePerCentAtMost() {
    Map<End, Integer> ends = ends(planned("fixed"), COST, 0.6, 0.8 - 0.08);

    assertThat(share(ends, End.SAVING_BOOKED))
        .as("seed %d, %s", seed, ends)
        .isLessThanOrEqualTo(0.05 + SURE * standardError(0.05));
  }

  @Test
  void whatIsWorseIsSaidToBeNegative() {
    Map<End, Integer> ends = ends(planned("fixed"), COST, 1.2, 0.8);

    assertThat(share(ends, End.NEGATIVE)).as("seed %d, %s", seed, ends).isGreaterThan(0.8);
    assertThat(share(ends, End.SAVING_BOOKED)).as("seed %d, %s", seed, ends).isLessThan(0.001);
  }

  /// Cost per resolved ticket, by the delta method: its interval holds what is true as often as it
  /// says. True is 1/0.8 and 0.8/0.7.
  @Test
  void anIntervalOfCostPerOutcomeHoldsAsOftenAsItSays() {
    Hypothesis hypothesis =
        Registration.with(
            """
            "metric":"cost_per_outcome","direction":"decrease","minimum_effect":0.3,
            "deviation":1.4,"units_per_arm":342,
            "guards":[{"metric":"success_share","margin":0.2}]
            """);
    double truth = 0.8 / 0.7 - 1 / 0.8;
    int held = 0;
    for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
      Arm control = new Arm("large", COST_PER_OUTCOME, 1, 0.8).grown(342);
      Arm treated = new Arm("small", COST_PER_OUTCOME, 0.8, 0.7).grown(342);
      Readout readout = read(hypothesis, control, treated);
      held +=
          readout.comparisons().getFirst().change().orElseThrow().difference().contains(truth)
              ? 1
              : 0;
    }

    assertThat(held / (double) EXPERIMENTS).as("seed %d", seed).isCloseTo(0.95, within(0.01));
  }

  /// Every fifth user of one arm is lost: at some 393 of each arm χ² is far out.
  @Test
  void aWrongSplitIsAlwaysBlockedAndHasNoFigure() {
    Hypothesis hypothesis = Registration.with("\"units_per_arm\":1000,\"deviation\":1");
    for (int experiment = 0; experiment < 1_000; experiment++) {
      List<Exposed> exposures = new ArrayList<>();
      for (int user = 0; user < 4_000; user++) {
        boolean small = random.nextBoolean();
        if (small && random.nextInt(3) == 0) {
          continue;
        }
        exposures.add(
            new Exposed(
                "u" + user,
                small ? "small" : "large",
                Registration.START.plusSeconds(user),
                Optional.empty(),
                Figures.ofCalls(1, random.nextExponential())));
      }
      Readout readout =
          RandomisedReading.of(
              hypothesis, Trial.of(hypothesis, exposures, LATER), LATER, OptionalDouble.empty());

      assertThat(End.of(readout)).as("seed %d", seed).isEqualTo(End.BLOCKED);
      assertThat(readout.comparisons().getFirst().change()).isEmpty();
      assertThat(readout.groups()).allMatch(group -> group.metric().isEmpty());
    }
  }
}
