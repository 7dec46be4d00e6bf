package dev.weir.view.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedValuesTest {
  private final BoundedValues values = new BoundedValues(2);

  @Test
  void valuesPastTheBoundAreOneOther() {
    assertThat(values.of("a")).isEqualTo("a");
    assertThat(values.of("b")).isEqualTo("b");

    assertThat(values.of("c")).isEqualTo(BoundedValues.OTHER);
    assertThat(values.of("d")).isEqualTo(BoundedValues.OTHER);
    assertThat(values.folded()).isEqualTo(2);
  }

  @Test
  void aKnownValueStaysWhatItIs() {
    values.of("a");
    values.of("b");
    values.of("c");

    assertThat(values.of("a")).isEqualTo("a");
    assertThat(values.folded()).isOne();
  }

  @Test
  void noValueIsNoneOfThem() {
    assertThat(values.of("")).isEmpty();
    values.of("a");

    assertThat(values.of("b")).isEqualTo("b");
  }
}
