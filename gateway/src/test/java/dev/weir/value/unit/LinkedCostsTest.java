package dev.weir.value.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What outcomes cost by what they name.
class LinkedCostsTest {
  private static UnitCost cost(String unit, String usd) {
    return new UnitCost(unit, new BigDecimal(usd));
  }

  private static LinkedOutcomes had(String unit, long count, String shares) {
    return new LinkedOutcomes(unit, count, new BigDecimal(shares));
  }

  private static double value(Figure figure) {
    return figure.value().orElseThrow();
  }

  @Test
  void outcomesOfOneSessionShareItsCostAndWhatNamesNothingKnownIsCounted() {
    LinkedCosts costs = new LinkedCosts();
    costs.add(
        List.of(cost("", "100"), cost("a", "6"), cost("b", "9"), cost("d", "7")).iterator(),
        List.of(had("", 5, "5"), had("a", 3, "3"), had("c", 2, "2"), had("d", 1, "0.5"))
            .iterator());
    costs.add(List.of(cost("K", "4")).iterator(), List.of(had("K", 1, "1")).iterator());

    LinkedCosts.Costs found = costs.done();

    assertThat(found.linked()).isEqualTo(5);
    assertThat(found.lost()).isEqualTo(2);
    assertThat(found.usd()).isEqualByComparingTo("17");
    assertThat(found.distribution().kind()).isEqualTo(UnitKind.OUTCOME);
    assertThat(found.distribution().units()).isEqualTo(5);
    assertThat(value(found.distribution().mean()))
        .as("17 dollars for 4.5 outcomes")
        .isCloseTo(17 / 4.5, within(1e-12));
    assertThat(value(found.distribution().median())).as("of 2 2 2 4 14").isEqualTo(2);
  }

  @Test
  void theMeansIntervalIsThatOfSessionsAndNotOfOutcomesThatCostAlike() {
    LinkedCosts alone = new LinkedCosts();
    LinkedCosts together = new LinkedCosts();
    List<UnitCost> costs = new ArrayList<>();
    List<LinkedOutcomes> one = new ArrayList<>();
    List<LinkedOutcomes> many = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String unit = "s%02d".formatted(i);
      costs.add(cost(unit, Integer.toString(1 + i % 5)));
      one.add(had(unit, 1, "1"));
      many.add(had(unit, 100, "100"));
    }
    alone.add(costs.iterator(), one.iterator());
    together.add(costs.iterator(), many.iterator());

    Figure ofOne = alone.done().distribution().mean();
    Figure ofMany = together.done().distribution().mean();

    double halfWidth = ofOne.estimate().orElseThrow().high() - value(ofOne);
    assertThat(value(ofOne)).isCloseTo(3, within(1e-12));
    assertThat(halfWidth).isBetween(0.4, 0.5);
    assertThat(ofMany.estimate().orElseThrow().high() - value(ofMany))
        .as("a hundred outcomes a session tell no more than one")
        .isCloseTo(halfWidth / 100, within(1e-9));
  }

  @Test
  void withoutALinkThereIsNoDistributionAndItSaysWhy() {
    LinkedCosts.Costs none = new LinkedCosts().done();

    assertThat(none.distribution().units()).isZero();
    assertThat(none.distribution().mean().unanswered())
        .contains("a mean needs an outcome that names what it cost, was none");
  }

  @Test
  void loadedFiguresAreTheSameTimesAsMuch() {
    LinkedCosts costs = new LinkedCosts();
    for (int i = 10; i < 99; i++) {
      String unit = Integer.toString(i);
      costs.add(List.of(cost(unit, unit)).iterator(), List.of(had(unit, 1, "1")).iterator());
    }

    Distribution unloaded = costs.done().distribution();
    Distribution loaded = unloaded.times(2.5);

    assertThat(value(loaded.mean())).isCloseTo(2.5 * value(unloaded.mean()), within(1e-9));
    assertThat(value(loaded.p95())).isCloseTo(2.5 * value(unloaded.p95()), within(1e-9));
    assertThat(loaded.p95().estimate().orElseThrow().low())
        .isCloseTo(2.5 * unloaded.p95().estimate().orElseThrow().low(), within(1e-9));
    assertThat(loaded.gini()).isEqualTo(unloaded.gini());
  }
}
