package dev.weir.base.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WinsorisedTest {
  /// Wikipedia's example of winsorising at 90 %: mean 101.5, winsorised 55.65.
  private static final double[] PUBLISHED = {
    92, 19, 101, 58, 1053, 91, 26, 78, 10, 13, -40, 101, 86, 85, 15, 89, 89, 28, -5, 41
  };

  @Test
  void reproducesAPublishedExampleBesideTheRawMean() {
    Winsorised winsorised = Winsorised.of(PUBLISHED, 0.05);

    assertThat(winsorised.raw().mean()).isCloseTo(101.5, within(1e-12));
    assertThat(winsorised.winsorised().mean()).isCloseTo(55.65, within(1e-12));
    assertThat(winsorised.low()).isEqualTo(-5);
    assertThat(winsorised.high()).isEqualTo(101);
    assertThat(winsorised.each()).isEqualTo(1);
  }

  /// s 39.314220 over √20, times 19/17.
  @Test
  void countsWhatWasSetInItsStandardError() {
    Point point = Winsorised.of(PUBLISHED, 0.05).point();

    assertThat(point.standardError()).isCloseTo(9.8251535, within(5e-8));
    assertThat(point.degrees()).isEqualTo(17);
  }

  @Test
  void settingNoneIsTheMean() {
    assertThat(Winsorised.of(PUBLISHED, 0).point().within(Confidence.P95).width())
        .isCloseTo(Moments.of(PUBLISHED).point().within(Confidence.P95).width(), within(1e-9));
  }

  @Test
  void refusesToSetAll() {
    assertThatThrownBy(() -> Winsorised.of(PUBLISHED, 0.5))
        .hasMessage("a share set at each end is 0 to below 0.5, was 0.5");
    assertThatThrownBy(() -> Winsorised.of(new double[] {1, 2, 3}, 0.4))
        .isInstanceOf(Unanswered.class)
        .hasMessageContaining("was 3 less 1 at each end");
  }

  @Test
  void holdsTheMeanOfASymmetricDistributionAsOftenAsItSays() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int rounds = 4_000;
    int held = 0;
    for (int round = 0; round < rounds; round++) {
      double[] values = new double[40];
      for (int i = 0; i < values.length; i++) {
        values[i] = 5 + random.nextGaussian() * (random.nextInt(10) == 0 ? 10 : 1);
      }
      held += Winsorised.of(values, 0.15).point().within(Confidence.P95).contains(5) ? 1 : 0;
    }

    assertThat(held / (double) rounds).as("seed %d", seed).isCloseTo(0.95, within(0.02));
  }
}
