package dev.weir.value.opportunity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriangularTest {
  private static final int STEPS = 200_000;

  @ParameterizedTest
  @CsvSource({
    "0, 2, 10, 3",
    "0, 2, 10, 1",
    "0, 2, 10, -1",
    "0, 2, 10, 12",
    "0, 0, 10, 4",
    "0, 10, 10, 4",
    "5, 5, 5, 4",
    "5, 5, 5, 6",
    "0, 2, 10, 2"
  })
  void whatLiesAboveAValueIsTheMeanOverItsQuantiles(
      double low, double mode, double high, double k) {
    Triangular triangular = new Triangular(low, mode, high);
    double above = 0;
    double all = 0;
    for (int i = 0; i < STEPS; i++) {
      double x = triangular.at((i + 0.5) / STEPS);
      above += Math.max(0, x - k) / STEPS;
      all += x / STEPS;
    }

    assertThat(triangular.meanAbove(k)).isCloseTo(above, within(1e-5));
    assertThat(triangular.mean()).isCloseTo(all, within(1e-5));
    assertThat(triangular.at(0)).isEqualTo(low);
    assertThat(triangular.at(1)).isEqualTo(high);
  }
}
