package dev.weir.base.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Moments;
import dev.weir.base.stats.PairMoments;
import dev.weir.base.stats.Unanswered;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class CupedTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private record Unit(int arm, boolean isKnown, double before, double after) {}

  private List<Unit> units(int count, double shareUnknown) {
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double before = 10 + 2 * random.nextGaussian();
      double after = 0.8 * before + (i % 3 == 0 ? 0.5 : 0) + random.nextGaussian();
      boolean isKnown = random.nextDouble() >= shareUnknown;
      units.add(new Unit(i % 3 == 0 ? 1 : 0, isKnown, before, isKnown ? after : after - 4));
    }
    return units;
  }

  private static Cuped.Arm arm(List<Unit> units, int arm) {
    PairMoments known = PairMoments.NONE;
    Moments unknown = Moments.NONE;
    for (Unit unit : units) {
      if (unit.arm() == arm && unit.isKnown()) {
        known = known.plus(unit.before(), unit.after());
      } else if (unit.arm() == arm) {
        unknown = unknown.plus(unit.after());
      }
    }
    return new Cuped.Arm(known, unknown);
  }

  private static Cuped adjusted(List<Unit> units) {
    return Cuped.of(List.of(arm(units, 0), arm(units, 1)));
  }

  @Test
  void thetaIsTheRegressionsCoefficientWithinArms() {
    List<Unit> units = units(400, 0);
    List<Regression.Row> rows = new ArrayList<>();
    units.forEach(unit ->
        rows.add(new Regression.Row(rows.size(), unit.after(), 1, unit.arm(), unit.before())));
    Cuped cuped = adjusted(units);
    Regression judge = Regression.of(rows);

    assertThat(cuped.theta()).as("seed %d", seed).isCloseTo(judge.coefficient(2), within(1e-8));
    assertThat(cuped.arms().get(1).mean() - cuped.arms().get(0).mean())
        .as("seed %d", seed)
        .isCloseTo(judge.coefficient(1), within(1e-8));
  }

  @Test
  void unitsWithoutAHistoryHaveTheMeanOfAllThatHaveOneAndAnIndicator() {
    List<Unit> units = units(600, 0.3);
    double stand =
        units.stream().filter(Unit::isKnown).mapToDouble(Unit::before).average().orElseThrow();
    List<Regression.Row> rows = new ArrayList<>();
    units.forEach(unit ->
        rows.add(
            new Regression.Row(
                rows.size(),
                unit.after(),
                1,
                unit.arm(),
                unit.isKnown() ? unit.before() : stand,
                unit.isKnown() ? 0 : 1)));
    Cuped cuped = adjusted(units);
    Regression judge = Regression.of(rows);

    assertThat(cuped.theta()).as("seed %d", seed).isCloseTo(judge.coefficient(2), within(1e-8));
    assertThat(cuped.thetaUnknown())
        .as("seed %d", seed)
        .isCloseTo(judge.coefficient(3), within(1e-8));
    assertThat(cuped.arms().get(1).mean() - cuped.arms().get(0).mean())
        .as("seed %d", seed)
        .isCloseTo(judge.coefficient(1), within(1e-8));
  }

  @Test
  void anArmIsThatOfItsUnitsAdjustedOneByOne() {
    List<Unit> units = units(90, 0);
    Cuped cuped = adjusted(units);
    double mean = units.stream().mapToDouble(Unit::before).average().orElseThrow();
    Moments oneByOne =
        Moments.of(
            units.stream()
                .filter(unit -> unit.arm() == 1)
                .mapToDouble(unit -> unit.after() - cuped.theta() * (unit.before() - mean))
                .toArray());

    assertThat(cuped.arms().get(1).count()).isEqualTo(30);
    assertThat(cuped.arms().get(1).mean()).isCloseTo(oneByOne.mean(), within(1e-10));
    assertThat(cuped.arms().get(1).squares())
        .as("seed %d", seed)
        .isCloseTo(oneByOne.squares(), Percentage.withPercentage(1e-7));
  }

  @Test
  void leavesOneMinusRhoSquaredOfASingleArm() {
    Cuped.Arm arm = arm(units(300, 0), 0);
    double rho = arm.known().correlation();

    assertThat(Cuped.of(List.of(arm)).kept()).isCloseTo(1 - rho * rho, within(1e-10));
  }

  @Test
  void aHistoryThatDoesNotVaryTakesNothingOut() {
    PairMoments constant = PairMoments.of(new double[] {4, 4, 4}, new double[] {1, 2, 6});
    Cuped cuped = Cuped.of(List.of(new Cuped.Arm(constant, Moments.NONE)));

    assertThat(cuped.theta()).isZero();
    assertThat(cuped.kept()).isEqualTo(1);
    assertThat(cuped.arms()).containsExactly(constant.y());
  }

  @Test
  void whereNobodyHasAHistoryNothingIsTakenOut() {
    Moments some = Moments.of(1, 2, 6);
    Moments others = Moments.of(3, 9);
    Cuped cuped =
        Cuped.of(
            List.of(
                new Cuped.Arm(PairMoments.NONE, some), new Cuped.Arm(PairMoments.NONE, others)));

    assertThat(cuped.arms()).containsExactly(some, others);
    assertThat(cuped.theta()).isZero();
    assertThat(cuped.thetaUnknown()).isZero();
  }

  @Test
  void refusesNobody() {
    assertThatThrownBy(() -> Cuped.of(List.of(new Cuped.Arm(PairMoments.NONE, Moments.NONE))))
        .isInstanceOf(Unanswered.class)
        .hasMessage("an adjustment needs 1 unit at least, was 0");
  }
}
