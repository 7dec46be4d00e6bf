package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {
  private static double of(Double... figures) {
    return Median.of(List.of(figures), figure -> figure);
  }

  @Test
  void isTheMiddleOfAnOddNumberWhateverTheirOrder() {
    assertThat(of(9.0, 1.0, 4.0)).isEqualTo(4);
  }

  @Test
  void isTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(of(9.0, 1.0, 4.0, 5.0)).isEqualTo(4.5);
  }

  @Test
  void ofNothingIsNotANumber() {
    assertThat(of()).isNaN();
  }
}
