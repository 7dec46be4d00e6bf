package dev.weir.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FortyMillisTest {
  private final Histogram nanos = new Histogram(30_000_000_000L, 3);

  private void record(int millis, int times) {
    nanos.recordValueWithCount(millis * 1_000_000L, times);
  }

  @Test
  void seesABumpAtFortyMilliseconds() {
    record(1, 10_000);
    record(40, 50);
    assertThat(FortyMillis.isIn(nanos)).isTrue();
  }

  @Test
  void doesNotMistakeABroadTailForOne() {
    record(1, 10_000);
    for (int millis = 20; millis < 60; millis++) {
      record(millis, 10);
    }
    assertThat(FortyMillis.isIn(nanos)).isFalse();
  }

  @Test
  void ignoresAFewStragglersAndAnEmptyHistogram() {
    assertThat(FortyMillis.isIn(nanos)).isFalse();
    record(1, 10_000);
    record(40, 3);
    assertThat(FortyMillis.isIn(nanos)).isFalse();
  }
}
