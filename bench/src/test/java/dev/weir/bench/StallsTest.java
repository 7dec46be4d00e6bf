package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StallsTest {
  private static Stalls of(long... micros) {
    Iterator<Long> clock = LongStream.of(micros).map(each -> each * 1_000).iterator();
    return Stalls.spin(Duration.ofMillis(10), clock::next);
  }

  @Test
  void whatIsLongerThanHalfAMillisecondIsAStall() {
    Stalls stalls = of(0, 400, 900, 2_900, 3_000, 6_000, 6_300, 6_800, 7_100, 7_600, 8_000, 10_000);

    assertThat(stalls.perSecond()).isEqualTo(300);
    assertThat(stalls.share()).isEqualTo(0.7);
    assertThat(stalls.longestMillis()).isEqualTo(3);
  }

  @Test
  void aClockThatAdvancesEvenlyHasNone() {
    assertThat(of(LongStream.rangeClosed(0, 30).map(step -> step * 400).toArray()))
        .isEqualTo(new Stalls(0, 0, 0));
  }
}
