package dev.weir.base.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GiniTest {
  @Test
  void isTheGoldenOne() {
    assertThat(Gini.of(6, 1, 2, 1)).isCloseTo(0.4, within(1e-15));
  }

  @Test
  void isNothingWhereAllUseTheSameAndMostWhereOneUsesAll() {
    assertThat(Gini.of(3, 3, 3, 3)).isEqualTo(0);
    assertThat(Gini.of(0, 0, 0, 8)).isCloseTo(0.75, within(1e-15));
  }

  @Test
  void refusesNoUseAndNegativeUse() {
    assertThatThrownBy(() -> Gini.of(0, 0))
        .isInstanceOf(Unanswered.class)
        .hasMessage("a Gini coefficient needs one use above 0, was none of 2");
    assertThatThrownBy(Gini::of).isInstanceOf(Unanswered.class);
    assertThatThrownBy(() -> Gini.of(1, -2)).hasMessageContaining("was from -2.0 to 1.0");
    assertThatThrownBy(() -> Gini.of(1, Double.NaN)).hasMessageContaining("NaN");
  }
}
