package dev.weir.base.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Moments;
import dev.weir.base.stats.Unanswered;
import dev.weir.base.trial.DifferenceInDifferences.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DifferenceInDifferencesTest {
  private static Unit unit(double before, double after) {
    return new Unit(Moments.of(before), Moments.of(after));
  }

  @Test
  void isTheGoldenOne() {
    Clustered effect =
        DifferenceInDifferences.of(
            List.of(unit(9, 18), unit(11, 22)), List.of(unit(10, 14), unit(12, 16)));

    assertThat(effect.point().value()).isEqualTo(6);
    // changes 9, 11 and 4, 4: 4/3 · (2 · (1/2)²)
    assertThat(effect.point().standardError()).isCloseTo(Math.sqrt(2 / 3.0), within(1e-12));
    assertThat(effect.point().degrees()).isEqualTo(3);
  }

  @Test
  void isTheInteractionOfTheTwoWayRegressionClusteredByUnit() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Regression.Row> rows = new ArrayList<>();
    List<Unit> treated = new ArrayList<>();
    List<Unit> control = new ArrayList<>();
    for (int g = 0; g < 40; g++) {
      int isTreated = g % 2;
      double own = random.nextGaussian();
      Moments[] sides = {Moments.NONE, Moments.NONE};
      for (int after = 0; after < 2; after++) {
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
          double y = own + 2 * after + 3 * isTreated * after + random.nextGaussian();
          sides[after] = sides[after].plus(y);
          rows.add(new Regression.Row(g, y, 1, isTreated, after, isTreated * after));
        }
      }
      if (sides[0].count() + sides[1].count() > 0) {
        (isTreated == 1 ? treated : control).add(new Unit(sides[0], sides[1]));
      }
    }
    Clustered effect = DifferenceInDifferences.of(treated, control);
    Regression judge = Regression.of(rows);

    assertThat(effect.point().value())
        .as("seed %d", seed)
        .isCloseTo(judge.coefficient(3), within(1e-9));
    assertThat(effect.point().standardError())
        .as("seed %d", seed)
        .isCloseTo(judge.standardError(3), within(1e-9));
  }

  @Test
  void refusesGroupsThatShowNothing() {
    Unit whole = unit(1, 2);
    Unit gone = new Unit(Moments.of(1), Moments.NONE);

    assertThatThrownBy(() -> DifferenceInDifferences.of(List.of(whole), List.of(whole, whole)))
        .isInstanceOf(Unanswered.class)
        .hasMessage("the treated group needs 2 units at least, was 1");
    assertThatThrownBy(() -> DifferenceInDifferences.of(List.of(whole, whole), List.of(gone, gone)))
        .isInstanceOf(Unanswered.class)
        .hasMessage("the control group needs observations before and after, was 2 and 0");
  }
}
