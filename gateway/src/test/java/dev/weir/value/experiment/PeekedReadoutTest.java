package dev.weir.value.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.stats.Estimate;
import dev.weir.value.hypothesis.Figures;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.Metric;
import dev.weir.value.hypothesis.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the sequential rule promises of readouts that are looked at all the time, of each kind of
/// figure: counted over 400 pretended experiments, looked at after every 20 users of each arm, and
/// in the slow tests over 10,000, looked at after every user.
class PeekedReadoutTest {
  private static final long SEED = 20_261_123;
  private static final int EXPERIMENTS = 10_000;
  private static final int FEW = 400;
  private static final int FIRST_LOOK = 50;
  private static final Instant LATER = Registration.START.plus(Duration.ofDays(60));
  private static final Metric SUCCESS = new Metric.SuccessShare();

  /// What a user did.
  private record User(double y, double x, OptionalDouble history, int tickets, int resolved) {}

  /// Kinds of figures, with what a change does to one and what is then true.
  enum Kind {
    /// One to five tickets of an exponential cost each: mean 3, variance 5.
    SKEWED_COST("cost_per_unit", 0.85, 3, 2.236, ""),
    /// The same over tickets resolved, four of five: 1 ÷ 0.8, and by the delta method √3.75 ÷ 2.4.
    COST_PER_OUTCOME("cost_per_outcome", 0.85, 1.25, 0.807, ""),
    /// Users of very unequal size, mean 5; one in five is new. What their history leaves of a
    /// variance of 10 is 1.9, and all of it of the new.
    ADJUSTED_COST("cost_per_unit", 0.92, 5, 1.876, ",\"covariate_days\":28");

    private static final double NEW = 0.2;
    private final String metric;
    private final double factor;
    private final double mean;
    private final double deviation;
    private final String more;

    Kind(String metric, double factor, double mean, double deviation, String more) {
      this.metric = metric;
      this.factor = factor;
      this.mean = mean;
      this.deviation = deviation;
      this.more = more;
    }

    private double effect() {
      return mean * (factor - 1);
    }

    private User user(RandomGenerator random, double costFactor) {
      int tickets = 1 + random.nextInt(5);
      int resolved = 0;
      double cost = 0;
      for (int ticket = 0; ticket < tickets; ticket++) {
        cost += costFactor * random.nextExponential();
        resolved += random.nextDouble() < 0.8 ? 1 : 0;
      }
      return switch (this) {
        case SKEWED_COST -> new User(cost, 1, OptionalDouble.empty(), tickets, resolved);
        case COST_PER_OUTCOME ->
            new User(cost, resolved, OptionalDouble.empty(), tickets, resolved);
        case ADJUSTED_COST -> {
          double size = 1 + 3 * random.nextExponential();
          double history = size + random.nextExponential();
          yield new User(
              costFactor * (size + random.nextExponential()),
              1,
              random.nextDouble() < NEW ? OptionalDouble.empty() : OptionalDouble.of(history),
              tickets,
              resolved);
        }
      };
    }

    private Hypothesis registered(String stop, long units) {
      return Registration.with(
          """
          "metric":"%s","direction":"decrease","minimum_effect":%s,"deviation":%s,
          "units_per_arm":%d,"stop":"%s","guards":[{"metric":"success_share","margin":0.1}]%s
          """
              .formatted(metric, -effect(), deviation, units, stop, more));
    }

    private long planned() {
      Hypothesis generous = registered("sequential", 1_000_000);
      return Planned.of(generous.design(), generous.claim(), generous.plan()).size().perArm();
    }
  }

  /// One arm as it grows.
  private static final class Arm {
    private final String name;
    private final Kind kind;
    private final double factor;
    private final RandomGenerator random;
    private Sample sample = Sample.NONE;
    private Sample guard = Sample.NONE;
    private Figures sum = Figures.NONE;

    Arm(String name, Kind kind, double factor, RandomGenerator random) {
      this.name = name;
      this.kind = kind;
      this.factor = factor;
      this.random = random;
    }

    Observed grown(long to) {
      while (sample.count() < to) {
        User user = kind.user(random, factor);
        sample =
            user.history().isPresent()
                ? sample.plus(user.y(), user.x(), user.history().getAsDouble())
                : sample.plus(user.y(), user.x());
        guard = guard.plus(user.resolved(), user.tickets());
        sum =
            sum.plus(
                new Figures(
                    user.tickets(), user.y(), user.tickets(), user.resolved(), 0, Map.of()));
      }
      Metric metric = Metric.read(kind.metric);
      return new Observed(name, sample.count(), sum, Map.of(metric, sample, SUCCESS, guard));
    }
  }

  /// @param held whether the truth was in the interval at every look
  /// @param foundEver whether 0 was out of it at one look
  /// @param foundLast whether it was at the last
  /// @param besideFixed the last interval's width ÷ that of a fixed one on the same users
  private record Looked(boolean held, boolean foundEver, boolean foundLast, double besideFixed) {}

  /// Nothing while the delta method has too few users to tell a ratio.
  private static Optional<Estimate> look(
      Hypothesis hypothesis, Observed control, Observed treated) {
    return RandomisedReading.of(
            hypothesis,
            new Trial(List.of(control, treated), 0, Set.of()),
            LATER,
            OptionalDouble.empty())
        .comparisons()
        .getFirst()
        .change()
        .map(Readout.Change::difference);
  }

  /// @param last users of each arm at the last look
  private static Looked looked(Kind kind, double factor, int experiment, int step, double last) {
    long planned = kind.planned();
    Hypothesis sequential = kind.registered("sequential", planned);
    SplittableRandom random = new SplittableRandom(SEED * EXPERIMENTS + experiment);
    Arm control = new Arm("large", kind, 1, random.split());
    Arm treated = new Arm("small", kind, factor, random.split());
    double truth = kind.mean * (factor - 1);
    boolean held = true;
    boolean found = false;
    long end = Math.round(last * planned);
    for (long units = FIRST_LOOK; units < end; units += step) {
      Optional<Estimate> seen = look(sequential, control.grown(units), treated.grown(units));
      held &= seen.filter(interval -> !interval.contains(truth)).isEmpty();
      found |= seen.filter(interval -> !interval.contains(0)).isPresent();
    }
    Estimate seen = look(sequential, control.grown(end), treated.grown(end)).orElseThrow();
    Hypothesis once = kind.registered("fixed", planned);
    Estimate fixed = look(once, control.grown(end), treated.grown(end)).orElseThrow();
    return new Looked(
        held && seen.contains(truth),
        found || !seen.contains(0),
        !seen.contains(0),
        seen.width() / fixed.width());
  }

  private static List<Looked> all(
      Kind kind, double factor, int experiments, int step, double last) {
    return IntStream.range(0, experiments)
        .parallel()
        .mapToObj(experiment -> looked(kind, factor, experiment, step, last))
        .toList();
  }

  private static double share(List<Looked> all, Predicate<Looked> of) {
    return all.stream().filter(of).count() / (double) all.size();
  }

  private static void requireQuietWhereNothingIs(Kind kind, int experiments, int step) {
    List<Looked> all = all(kind, 1, experiments, step, 2);

    double found = share(all, Looked::foundEver);
    System.out.printf(
        "%s, seed %d, %d experiments, nothing there: found %.4f%n", kind, SEED, experiments, found);
    assertThat(found)
        .as("%s, seed %d", kind, SEED)
        .isLessThanOrEqualTo(0.05 + 3 * Math.sqrt(0.05 * 0.95 / experiments));
  }

  private static void requireHeldNarrowAndFound(Kind kind, int experiments, int step) {
    List<Looked> all = all(kind, kind.factor, experiments, step, 1);

    double held = share(all, Looked::held);
    double found = share(all, Looked::foundEver);
    double foundLast = share(all, Looked::foundLast);
    double wide = all.stream().mapToDouble(Looked::besideFixed).average().orElseThrow();
    System.out.printf(
        "%s, seed %d, %d experiments, effect there: held %.4f, found %.4f (at the last look %.4f), %.3f times as wide%n",
        kind, SEED, experiments, held, found, foundLast, wide);
    assertThat(held).as("%s holds, seed %d", kind, SEED).isGreaterThanOrEqualTo(0.95);
    assertThat(wide).as("%s beside fixed, seed %d", kind, SEED).isLessThanOrEqualTo(1.6);
    assertThat(found).as("%s finds, seed %d", kind, SEED).isGreaterThanOrEqualTo(0.8);
    assertThat(foundLast)
        .as("%s finds at the last look, seed %d", kind, SEED)
        .isGreaterThanOrEqualTo(0.8);
  }

  /// To twice the plan.
  @ParameterizedTest
  @EnumSource
  void peekingFindsNothingWhereNothingIs(Kind kind) {
    requireQuietWhereNothingIs(kind, FEW, 20);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("slow")
  void peekingAfterEveryUserFindsNothingWhereNothingIs(Kind kind) {
    requireQuietWhereNothingIs(kind, EXPERIMENTS, 1);
  }

  @ParameterizedTest
  @EnumSource
  void whilePeekedAtItHoldsIsNarrowEnoughAndFindsTheEffect(Kind kind) {
    requireHeldNarrowAndFound(kind, FEW, 20);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("slow")
  void peekedAtAfterEveryUserItHoldsIsNarrowEnoughAndFindsTheEffect(Kind kind) {
    requireHeldNarrowAndFound(kind, EXPERIMENTS, 1);
  }
}
