package dev.weir.value.ramp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CusumTest {
  private static final double SIGMA = 0.2;

  @Test
  void addsUpWhatIsAboveTheSlackAndForgetsWhatIsBelow() {
    Cusum.Reading reading = new Cusum(0.1, 1.0).read(1.5, 0.5, 1.6, 1.5, 1.4);

    // 0.4; 0; 0.5; 0.9; 1.2
    assertThat(reading.sum()).isCloseTo(1.2, offset(1e-12));
    assertThat(reading.alarmed()).hasValue(4);
  }

  @Test
  void nothingIsReadOfNoFigures() {
    assertThat(Cusum.USUAL.read().alarmed()).isEmpty();
    assertThat(Cusum.USUAL.read().sum()).isZero();
  }

  /// One-sided, k = ½ σ and h = 5 σ: Siegmund's approximation says 938, tables 930 figures between
  /// false alarms, and 10.4 until a shift of 1 σ is seen.
  @Test
  void alarmsAsRarelyAndAsSoonAsIsPublished() {
    Random random = new Random(20261101);
    double quiet =
        IntStream.range(0, 2_000).mapToLong(_ -> run(random, 1.0)).average().orElseThrow();
    double shifted =
        IntStream.range(0, 2_000).mapToLong(_ -> run(random, 1.0 + SIGMA)).average().orElseThrow();

    // A run's standard deviation is about its mean: 2,000 of them have a standard error of 21.
    assertThat(quiet).isCloseTo(930, offset(63.0));
    assertThat(shifted).isCloseTo(10.4, offset(0.4));
  }

  private static long run(Random random, double mean) {
    Cusum cusum = new Cusum(SIGMA / 2, 5 * SIGMA);
    double[] figures = new double[200];
    double carried = 0;
    for (long before = 0; ; before += figures.length) {
      for (int i = 0; i < figures.length; i++) {
        figures[i] = mean + SIGMA * random.nextGaussian();
      }
      // What was carried over stands before the first figure.
      figures[0] += carried;
      Cusum.Reading reading = cusum.read(figures);
      if (reading.alarmed().isPresent()) {
        return before + reading.alarmed().getAsInt() + 1;
      }
      carried = reading.sum();
    }
  }

  @Test
  void refusesASlackThatIsNone() {
    assertThatThrownBy(() -> new Cusum(0, 1))
        .hasMessage("field 'slack' is above 0 and at most 100, was 0.0");
  }
}
