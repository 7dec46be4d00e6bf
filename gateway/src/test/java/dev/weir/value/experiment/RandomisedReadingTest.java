package dev.weir.value.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Estimate;
import dev.weir.value.hypothesis.Figures;
import dev.weir.value.hypothesis.Hypothesis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// Readouts of exposures whose figures are known, each against a figure worked out by hand or a
/// number of formulas.md §8.
class RandomisedReadingTest {
  private static final Instant NOW = Registration.START.plus(Duration.ofDays(28));
  private static final String SMALL_PLAN = "\"units_per_arm\":40,\"minimum_effect\":0.63";

  private static Exposed exposed(String unit, String arm, Instant first, Figures within) {
    return new Exposed(unit, arm, first, Optional.empty(), within);
  }

  /// Units of an arm, one after the other, an hour apart.
  private static List<Exposed> units(String arm, int count, IntFunction<Figures> figures) {
    List<Exposed> units = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant first = Registration.START.plus(Duration.ofHours(i));
      units.add(exposed(arm + i, arm, first, figures.apply(i)));
    }
    return units;
  }

  private static List<Exposed> both(
      int count, IntFunction<Figures> large, IntFunction<Figures> small) {
    List<Exposed> all = new ArrayList<>(units("large", count, large));
    all.addAll(units("small", count, small));
    return all;
  }

  private static Figures value(double usd) {
    return new Figures(2, 1, 1, 1, usd, Map.of());
  }

  private static Readout read(Hypothesis hypothesis, List<Exposed> exposures) {
    return RandomisedReading.of(
        hypothesis, Trial.of(hypothesis, exposures, NOW), NOW, OptionalDouble.of(800));
  }

  private static Readout.Comparison only(Readout readout) {
    assertThat(readout.comparisons()).hasSize(1);
    return readout.comparisons().getFirst();
  }

  /// 0 and 2 in turn against 2 and 4: means 1 and 3; variance 40/39; SE √(2·(40/39)/40); t of 78
  /// degrees at 97.5 % is 1.99085.
  @Test
  void theDifferenceIsThatOfTheMeansWithWelchsInterval() {
    Readout readout =
        read(
            Registration.with(SMALL_PLAN),
            both(40, i -> value(i % 2 * 2), i -> value(2 + i % 2 * 2)));

    Readout.Change change = only(readout).change().orElseThrow();
    double half = 1.990847 * Math.sqrt(2.0 / 39);
    assertThat(only(readout).verdict()).isInstanceOf(Verdict.Positive.class);
    assertThat(change.difference().value()).isCloseTo(2, within(1e-12));
    assertThat(change.difference().low()).isCloseTo(2 - half, within(1e-5));
    assertThat(change.difference().high()).isCloseTo(2 + half, within(1e-5));
    assertThat(readout.groups())
        .extracting(group -> group.metric().orElseThrow().value())
        .containsExactly(1.0, 3.0);
  }

  /// 80 calls of 40 control units, 800 in a month: 400 units' worth of 2 dollars each.
  @Test
  void whatItIsWorthIsSaidPerOutcomeAndPerMonth() {
    Worth worth =
        only(read(
                Registration.with(SMALL_PLAN),
                both(40, i -> value(i % 2 * 2), i -> value(2 + i % 2 * 2))))
            .change()
            .orElseThrow()
            .worth();

    assertThat(worth.usdPerOutcome().orElseThrow().value()).isEqualByComparingTo("2");
    assertThat(worth.usdPerMonth().orElseThrow().value()).isEqualByComparingTo("800");
  }

  @Test
  void beforeThePlannedUnitsThereIsNoFigureAndNoPValue() {
    Readout readout =
        read(Registration.with(SMALL_PLAN), both(39, i -> value(i), i -> value(i + 9)));

    assertThat(only(readout).verdict())
        .isEqualTo(
            new Verdict.TooEarly(
                "the registered rule looks from 40 units of each arm on, the smallest has 39",
                new Verdict.Needed(1, OptionalDouble.of(0.2))));
    assertThat(only(readout).change()).isEmpty();
    assertThat(readout.groups()).allMatch(group -> group.metric().isEmpty());
  }

  @Test
  void whatIsStoppedBeforeItsTimeIsNotEnoughEvidence() {
    Readout readout =
        read(
            Registration.with(SMALL_PLAN + ",\"stopped_at\":\"2026-09-20T00:00:00Z\""),
            both(20, i -> value(i), i -> value(i + 9)));

    assertThat(only(readout).verdict()).isInstanceOf(Verdict.NotEnoughEvidence.class);
    assertThat(only(readout).verdict().why()).startsWith("over before its time");
  }

  @Test
  void nothingCountsAfterTheLastDay() {
    Hypothesis hypothesis = Registration.with(SMALL_PLAN + ",\"until\":\"2026-09-20\"");
    List<Exposed> exposures = both(39, i -> value(i), i -> value(i + 9));
    Instant within = Instant.parse("2026-09-13T23:59:59Z");
    exposures.add(exposed("last", "large", within, value(1)));
    exposures.add(exposed("late", "small", within.plusSeconds(2), value(1)));

    Readout readout = read(hypothesis, exposures);

    assertThat(readout.groups()).extracting(Readout.Group::counted).containsExactly(40L, 39L);
    assertThat(only(readout).verdict()).isInstanceOf(Verdict.NotEnoughEvidence.class);
  }

  /// The 40 first of each arm are the look; what comes later does not change it.
  @Test
  void aLaterLookAtAFixedPlanIsTheSameLook() {
    Hypothesis hypothesis = Registration.with(SMALL_PLAN);
    List<Exposed> first = both(40, i -> value(i % 2 * 2), i -> value(2 + i % 2 * 2));
    List<Exposed> more = new ArrayList<>(first);
    for (int i = 40; i < 80; i++) {
      Instant at = Registration.START.plus(Duration.ofHours(100 + i));
      more.add(exposed("late" + i, i % 2 == 0 ? "large" : "small", at, value(1_000 - i)));
    }

    assertThat(only(read(hypothesis, more)).change().map(Readout.Change::difference))
        .isEqualTo(only(read(hypothesis, first)).change().map(Readout.Change::difference));
  }

  @Test
  void unitsWhoseDaysAreNotOverDoNotCountYet() {
    List<Exposed> exposures = both(40, i -> value(i), i -> value(i));
    exposures.add(exposed("new", "small", NOW.minus(Duration.ofDays(6)), value(99)));

    Trial trial =
        Trial.of(
            Registration.with("\"stop\":\"sequential\",\"units_per_arm\":100,\"minimum_effect\":1"),
            exposures,
            NOW);

    assertThat(trial.arm("small").exposed()).isEqualTo(41);
    assertThat(trial.arm("small").counted()).isEqualTo(40);
  }

  @Test
  void unitsOfTwoArmsAreReportedAndInNone() {
    List<Exposed> exposures = both(41, i -> value(i % 2 * 2), i -> value(2 + i % 2 * 2));
    exposures.add(exposed("large40", "small", NOW.minus(Duration.ofDays(20)), value(500)));
    exposures.removeIf(each -> each.unit().equals("small40"));

    Readout readout = read(Registration.with(SMALL_PLAN), exposures);

    assertThat(readout.contaminated()).isEqualTo(1);
    assertThat(readout.groups()).extracting(Readout.Group::exposed).containsExactly(40L, 40L);
    assertThat(readout.notes()).anyMatch(note -> note.startsWith("1 units were in more than one"));
  }

  @Test
  void armsThatAreNotRegisteredBlockTheReadout() {
    List<Exposed> exposures = both(40, i -> value(i), i -> value(i));
    exposures.add(exposed("x", "tiny", NOW.minus(Duration.ofDays(20)), value(5)));

    assertThat(only(read(Registration.with(SMALL_PLAN), exposures)).verdict())
        .isEqualTo(new Verdict.Blocked("units were put into arms that are not registered: [tiny]"));
  }

  /// formulas.md §8: 50,000 and 50,900 at 1:1 is p 0.0046, which does not block; 400 more do.
  @Test
  void aSplitIsBlockedBelowOneInAThousand() {
    Hypothesis hypothesis = Registration.with("");
    assertThat(split(hypothesis, 50_000, 50_900).split().orElseThrow().p())
        .isCloseTo(0.0046066, within(1e-7));
    assertThat(only(split(hypothesis, 50_000, 50_900)).verdict())
        .isNotInstanceOf(Verdict.Blocked.class);
    assertThat(only(split(hypothesis, 50_000, 51_300)).verdict())
        .isInstanceOf(Verdict.Blocked.class);
  }

  private static Readout split(Hypothesis hypothesis, long large, long small) {
    return RandomisedReading.of(
        hypothesis,
        new Trial(
            List.of(
                new Observed("large", large, Figures.NONE, Map.of()),
                new Observed("small", small, Figures.NONE, Map.of())),
            0,
            Set.of()),
        NOW,
        OptionalDouble.empty());
  }

  /// What a unit did before explains 0.8² of what it does.
  @Test
  void aCovariateTakesAwayTheVarianceItExplainsAndKeepsTheEffect() {
    SplittableRandom random = new SplittableRandom(7);
    List<Exposed> exposures = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double before = 10 + random.nextGaussian();
      String arm = i % 2 == 0 ? "large" : "small";
      double gain = i % 2 == 0 ? 0 : 0.1;
      double after = 10 + gain + 0.8 * (before - 10) + 0.6 * random.nextGaussian();
      exposures.add(
          new Exposed(
              "u" + i,
              arm,
              Registration.START.plusSeconds(i),
              Optional.of(value(before)),
              value(after)));
    }

    Readout.Comparison plain = only(read(Registration.with("\"units_per_arm\":10000"), exposures));
    Readout.Comparison adjusted =
        only(read(Registration.with("\"units_per_arm\":10000,\"covariate_days\":14"), exposures));

    Readout.Change change = adjusted.change().orElseThrow();
    Estimate without = plain.change().orElseThrow().difference();
    assertThat(change.reduction().orElseThrow()).isCloseTo(0.64, within(0.02));
    assertThat(change.difference().width() / without.width()).isCloseTo(0.6, within(0.02));
    assertThat(change.difference().contains(0.1)).isTrue();
    assertThat(plain.change().orElseThrow().reduction()).isEmpty();
  }

  /// formulas.md §8: at the planned number a sequence is 1.549 times as wide as a fixed interval.
  @Test
  void aSequentialReadoutIsWiderByWhatLookingAtAnyTimeCosts() {
    IntFunction<Figures> large = i -> value(i % 2 * 2);
    IntFunction<Figures> small = i -> value(2 + i % 2 * 2);
    double fixed = width(Registration.with("\"units_per_arm\":2500"), both(2_500, large, small));
    double sequential =
        width(
            Registration.with("\"units_per_arm\":2500,\"stop\":\"sequential\""),
            both(2_500, large, small));

    assertThat(sequential / fixed).isCloseTo(1.549, within(0.001));
  }

  private static double width(Hypothesis hypothesis, List<Exposed> exposures) {
    Instant late = Registration.START.plus(Duration.ofDays(365));
    Readout readout =
        RandomisedReading.of(
            hypothesis, Trial.of(hypothesis, exposures, late), late, OptionalDouble.empty());
    return only(readout).change().orElseThrow().difference().width();
  }

  @Test
  void aGainThatIsRuledOutIsSaidToBe() {
    Readout readout =
        read(
            Registration.with("\"units_per_arm\":400,\"minimum_effect\":1"),
            both(400, i -> value(i % 2 * 2), i -> value(i % 2 * 2)));

    assertThat(only(readout).verdict())
        .isInstanceOfSatisfying(
            Verdict.NotEnoughEvidence.class,
            verdict -> {
              assertThat(verdict.why()).contains("a gain of 1.000 or more is ruled out");
              assertThat(verdict.needed()).isEqualTo(Verdict.Needed.NOTHING);
            });
  }

  /// A spread ten times what was planned with: n = 2·(1.959964 + 0.841621)²·σ²/δ².
  @Test
  void whatMayBeNothingSaysHowManyUnitsAndWeeksAreMissing() {
    Readout readout =
        read(
            Registration.with(SMALL_PLAN),
            both(40, i -> value(i % 2 * 20), i -> value(1 + i % 2 * 20)));

    assertThat(only(readout).verdict())
        .isInstanceOfSatisfying(
            Verdict.NotEnoughEvidence.class,
            verdict -> {
              double variance = 100 * 40 / 39.0;
              double all = 2 * Math.pow(1.959964 + 0.841621, 2) * variance / (0.63 * 0.63);
              assertThat(verdict.needed().unitsPerArm()).isEqualTo((long) Math.ceil(all) - 40);
              // 40 units of each arm in 4 weeks
              assertThat(verdict.needed().weeks().orElseThrow())
                  .isCloseTo((Math.ceil(all) - 40) / 10, within(0.1));
            });
  }

  @Test
  void otherMetricsAreFoundOnlyAtAFalseDiscoveryRateOfFivePerCent() {
    IntFunction<Figures> large = i -> new Figures(1 + i % 3, 1 + i % 2, 1, 1, i % 2 * 2, Map.of());
    IntFunction<Figures> small =
        i -> new Figures(1 + i % 3, 3 + i % 2, 1, 1, 2 + i % 2 * 2, Map.of());

    Readout readout =
        read(
            Registration.with(SMALL_PLAN + ",\"also\":[\"calls_per_unit\",\"cost_per_unit\"]"),
            both(40, large, small));

    assertThat(only(readout).also())
        .extracting(beside -> beside.metric().code(), Readout.Beside::found)
        .containsExactly(tuple("calls_per_unit", false), tuple("cost_per_unit", true));
  }

  @Test
  void eachEndLeadsToTheDecisionThatWasRegistered() {
    Hypothesis hypothesis = Registration.with(SMALL_PLAN);
    Verdict worse =
        only(read(hypothesis, both(40, i -> value(2 + i % 2), i -> value(i % 2)))).verdict();

    assertThat(worse).isInstanceOf(Verdict.Negative.class);
    assertThat(worse.by(hypothesis.decision())).contains(Hypothesis.Act.PULL_BACK);
    assertThat(new Verdict.Blocked("x").by(hypothesis.decision())).isEmpty();
  }
}
