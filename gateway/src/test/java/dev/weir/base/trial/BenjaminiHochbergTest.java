package dev.weir.base.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {
  /// Benjamini & Hochberg (1995), section 4: thrombolysis, 15 comparisons.
  private static Map<Integer, Double> published() {
    double[] p = {
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1.000
    };
    Map<Integer, Double> named = new LinkedHashMap<>();
    for (int i = p.length - 1; i >= 0; i--) {
      named.put(i + 1, p[i]);
    }
    return named;
  }

  @Test
  void rejectsFourOfThePublishedExampleWhereBonferroniRejectsThree() {
    assertThat(BenjaminiHochberg.rejected(published(), 0.05)).containsExactlyInAnyOrder(1, 2, 3, 4);
    assertThat(published().values().stream().filter(p -> p <= 0.05 / 15)).hasSize(3);
  }

  @Test
  void alsoRejectsThoseThatFailAloneBelowOneThatHolds() {
    assertThat(BenjaminiHochberg.rejected(Map.of("a", 0.04, "b", 0.045), 0.05))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void rejectsNoneOfNone() {
    assertThat(BenjaminiHochberg.rejected(Map.of(), 0.05)).isEmpty();
    assertThat(BenjaminiHochberg.rejected(Map.of("a", 0.2), 0.05)).isEmpty();
  }

  /// Of 20 hypotheses 15 are true: the share of them among those rejected is 0.05 · 15/20.
  @Test
  void keepsTheShareOfFalseDiscoveries() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int rounds = 20_000;
    double sum = 0;
    for (int round = 0; round < rounds; round++) {
      Map<Integer, Double> p = new LinkedHashMap<>();
      for (int i = 0; i < 20; i++) {
        p.put(i, i < 15 ? random.nextDouble() : random.nextDouble() * 0.002);
      }
      var rejected = BenjaminiHochberg.rejected(p, 0.05);
      double wrong = rejected.stream().filter(i -> i < 15).count();
      sum += wrong / Math.max(1, rejected.size());
    }

    assertThat(sum / rounds).as("seed %d", seed).isBetween(0.0345, 0.0405);
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatThrownBy(() -> BenjaminiHochberg.rejected(Map.of("latency", Double.NaN), 0.05))
        .hasMessage("a p-value is 0 to 1, was NaN of latency");
    assertThatThrownBy(() -> BenjaminiHochberg.rejected(Map.of(), 0))
        .hasMessage("a false discovery rate is above 0 and below 1, was 0.0");
  }
}
