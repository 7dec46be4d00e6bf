package dev.weir.flow.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GapsTest {
  @Test
  void quantilesAreNeverBelowTheExactOnesAndWithinSevenPercentOfThem() {
    long seed = 17;
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      long[] sorted =
          LongStream.range(0, 1 + random.nextInt(500))
              .map(i -> (long) Math.exp(random.nextDouble() * 20))
              .sorted()
              .toArray();
      var gaps = new Gaps();
      LongStream.of(sorted).forEach(gaps::add);
      for (double share : new double[] {0.01, 0.5, 0.99, 1.0}) {
        long exact = sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
        assertThat(gaps.quantile(share))
            .as("seed %d round %d share %s", seed, round, share)
            .isBetween(exact, exact + exact / 14);
      }
    }
  }

  @Test
  void gapsBeyondTheRangeCountAsItsEnds() {
    var gaps = new Gaps();
    gaps.add(Long.MAX_VALUE);
    gaps.add(-5);
    assertThat(gaps.quantile(0.5)).isZero();
    assertThat(gaps.quantile(1)).isEqualTo((1L << 30) - 1);
  }
}
