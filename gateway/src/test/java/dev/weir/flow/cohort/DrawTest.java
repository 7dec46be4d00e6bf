package dev.weir.flow.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The hash that puts users into shares and units into arms.
class DrawTest {
  private static final int VALUES = 4_000;
  private static final int SALTS = 300;

  /// The 99.9 % quantile of chi-square with 9 degrees of freedom.
  private static final double NINE_DEGREES = 27.88;

  /// Computed in Python from the words of docs/rollouts.md.
  @ParameterizedTest
  @CsvSource({
    "rollout/support, ada, b619c3414b761796, 711",
    "rollout/support, grace, fa979947f3f9d566, 978",
    "arm/shorter, ticket-4711, fa12041e9b49fbcc, 976",
    "rollout/réponses, Žofie, 7694cda7b45fc612, 463",
    "'', '', b9034ad37056f5fb, 722"
  })
  void standsWhereOthersComputeIt(String salt, String value, String place, long thousandth) {
    long drawn = Draw.of(salt, value);

    assertThat(Long.toHexString(drawn)).isEqualTo(place);
    assertThat(Draw.part(drawn, 1_000)).isEqualTo(thousandth);
  }

  /// Over many salts the chi-squares add up to what chance makes of them, and hardly one is beyond
  /// its 99.9 % quantile: users are neither bunched nor spread too evenly.
  @Test
  void spreadsUsersAsChanceWould() {
    double sum = 0;
    int beyond = 0;
    for (int salt = 0; salt < SALTS; salt++) {
      long[] counts = new long[10];
      for (int user = 0; user < VALUES; user++) {
        counts[(int) Draw.part(Draw.of("rollout/case-" + salt, "user-" + user), 10)]++;
      }
      double chiSquare = chiSquare(counts, VALUES / 10.0);
      sum += chiSquare;
      beyond += chiSquare > NINE_DEGREES ? 1 : 0;
    }

    assertThat(sum).isBetween(chance(9, -3.5), chance(9, 3.5));
    assertThat(beyond).isLessThanOrEqualTo(3);
  }

  /// Which arm a user has in one experiment says nothing of its arm in another, also where names
  /// differ in one letter.
  @Test
  void drawsIndependentlyUnderEverySalt() {
    Random random = new Random(11);
    double sum = 0;
    for (int i = 0; i < SALTS; i++) {
      String one = "arm/trial-" + i;
      String other = i % 2 == 0 ? "arm/trial-" + (i + 1) : "arm/" + random.nextLong();
      long[] pairs = new long[16];
      for (int user = 0; user < VALUES; user++) {
        long first = Draw.part(Draw.of(one, "u" + user), 4);
        long second = Draw.part(Draw.of(other, "u" + user), 4);
        pairs[(int) (first * 4 + second)]++;
      }
      sum += chiSquare(pairs, VALUES / 16.0);
    }

    assertThat(sum).isBetween(chance(15, -3.5), chance(15, 3.5));
  }

  @Test
  void weighsAsItIsTold() {
    List<Integer> weights = List.of(1, 0, 3);
    int[] counts = new int[3];
    for (int i = 0; i < 40_000; i++) {
      counts[Draw.index(Draw.of("arm/w", "t" + i), weights)]++;
    }

    assertThat(counts[1]).isZero();
    assertThat(counts[0]).isBetween(9_700, 10_300);
  }

  private static double chiSquare(long[] counts, double expected) {
    double sum = 0;
    for (long count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  /// The sum of as many chi-squares as there are salts: mean `n × degrees`, variance twice that.
  private static double chance(int degrees, double standardErrors) {
    double mean = (double) SALTS * degrees;
    return mean + standardErrors * Math.sqrt(2 * mean);
  }
}
