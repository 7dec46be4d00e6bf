package dev.weir.value.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.PairMoments;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OutcomePairsTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private static UnitCost cost(String unit, String usd) {
    return new UnitCost(unit, new BigDecimal(usd));
  }

  private static UnitOutcomes had(String unit, long successes) {
    return new UnitOutcomes(unit, OutcomeSum.of(successes + 1, successes));
  }

  private static OutcomePairs pairs(List<UnitCost> costs, List<UnitOutcomes> outcomes) {
    return OutcomePairs.of(UnitKind.SESSION, costs.iterator(), outcomes.iterator());
  }

  @Test
  void aUnitOfOneStreamAloneHasNothingOfTheOther() {
    OutcomePairs pairs =
        pairs(
            List.of(cost("", "1"), cost("a", "2"), cost("c", "4")),
            List.of(had("", 1), had("b", 3), had("c", 5)));

    assertThat(pairs.pairs())
        .isEqualTo(PairMoments.of(new double[] {0, 3, 5}, new double[] {2, 0, 4}));
    assertThat(pairs.costWith()).isEqualByComparingTo("6");
    assertThat(pairs.costWithout()).isEqualByComparingTo("1");
    assertThat(pairs.outcomesWith()).isEqualByComparingTo("8");
    assertThat(pairs.outcomesWithout()).isEqualByComparingTo("1");
    assertThat(pairs.isCovering()).isFalse();
  }

  /// Units beyond the first plane sort otherwise in UTF-16.
  @Test
  void streamsInTheOrderOfADatabaseJoinAsTablesDo() {
    for (int round = 0; round < 200; round++) {
      SortedMap<String, BigDecimal> costs = new TreeMap<>(OutcomePairsTest::asBytes);
      SortedMap<String, Long> outcomes = new TreeMap<>(OutcomePairsTest::asBytes);
      for (int i = 0; i < 40; i++) {
        costs.put(unit(), BigDecimal.valueOf(random.nextInt(1_000), 3));
        outcomes.put(unit(), (long) random.nextInt(5));
      }
      List<UnitCost> left = new ArrayList<>();
      costs.forEach((unit, usd) -> left.add(new UnitCost(unit, usd)));
      List<UnitOutcomes> right = new ArrayList<>();
      outcomes.forEach((unit, count) -> right.add(had(unit, count)));
      Set<String> units = new TreeSet<>(costs.keySet());
      units.addAll(outcomes.keySet());

      PairMoments joined = pairs(left, right).pairs();

      assertThat(joined.count()).as("seed %d round %d", seed, round).isEqualTo(units.size());
      assertThat(joined.y().sum())
          .as("seed %d round %d", seed, round)
          .isCloseTo(
              costs.values().stream().mapToDouble(BigDecimal::doubleValue).sum(), within(1e-9));
      assertThat(joined.x().sum())
          .as("seed %d round %d", seed, round)
          .isCloseTo(outcomes.values().stream().mapToDouble(Long::doubleValue).sum(), within(1e-9));
    }
  }

  private static int asBytes(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private String unit() {
    int[] points = {'a', 'b', 0xE9, 0xFFFD, 0x1F600, 0x1F601};
    StringBuilder unit = new StringBuilder("x");
    for (int i = 0; i < 1 + random.nextInt(2); i++) {
      unit.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return unit.toString();
  }

  @Test
  void aStreamOutOfItsOrderIsRefused() {
    assertThatThrownBy(() -> pairs(List.of(cost("b", "1"), cost("a", "1")), List.of()))
        .hasMessage("units come in their order and once, was 'a' after 'b'");
    assertThatThrownBy(() -> pairs(List.of(), List.of(had("a", 1), had("a", 1))))
        .hasMessage("units come in their order and once, was 'a' after 'a'");
  }

  @Test
  void theRatioIsCostPerOutcomeAndItsLoadedTwinGrowsWithThePools() {
    List<UnitCost> costs = new ArrayList<>();
    List<UnitOutcomes> outcomes = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String unit = "s%04d".formatted(i);
      long successes = 4L + i % 3;
      outcomes.add(had(unit, successes));
      costs.add(new UnitCost(unit, BigDecimal.valueOf(2 * successes + (i % 5 - 2))));
    }
    OutcomePairs pairs = pairs(costs, outcomes);
    BigDecimal ledger = pairs.costWith();

    OutcomeRatio ratio = OutcomeRatio.of(pairs, ledger, ledger.multiply(BigDecimal.TWO));

    assertThat(pairs.isCovering()).isTrue();
    assertThat(ratio.unloaded().estimate().orElseThrow().contains(2)).isTrue();
    assertThat(ratio.loaded().value().orElseThrow())
        .isCloseTo(2 * ratio.unloaded().value().orElseThrow(), within(1e-12));
    double upper = ratio.loadedAtMost().estimate().orElseThrow().high();
    assertThat(upper)
        .isGreaterThan(ratio.loaded().value().orElseThrow())
        .isLessThan(ratio.loaded().estimate().orElseThrow().high());
  }

  @Test
  void unitsWithoutOutcomesHaveNoRatioAndSayWhy() {
    OutcomePairs none = pairs(List.of(cost("a", "1"), cost("b", "2")), List.of());

    OutcomeRatio ratio = OutcomeRatio.of(none, BigDecimal.TWO, BigDecimal.TEN);

    assertThat(ratio.unloaded().estimate()).isEmpty();
    assertThat(ratio.unloaded().unanswered().orElseThrow()).contains("denominator");
  }
}
