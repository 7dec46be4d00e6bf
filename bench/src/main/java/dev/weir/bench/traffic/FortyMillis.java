package dev.weir.bench.traffic;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Finds the mark of delayed acknowledgements meeting Nagle's algorithm: a bump around 40 ms.
public final class FortyMillis {
  private static final double SHARE_MIN = 0.001;
  private static final double TIMES_NEIGHBOURS = 3;

  private FortyMillis() {}

  /// Whether 35-45 ms holds at least one in a thousand values and clearly more than the ten
  /// milliseconds on either side: a broad, slow tail alone is no mode.
  public static boolean isIn(Histogram nanos) {
    long here = between(nanos, 35, 45);
    double beside = (between(nanos, 25, 35) + between(nanos, 45, 55)) / 2.0;
    return here >= SHARE_MIN * nanos.getTotalCount() && here > TIMES_NEIGHBOURS * beside;
  }

  private static long between(Histogram nanos, int fromMillis, int toMillis) {
    return nanos.getTotalCount() == 0
        ? 0
        : nanos.getCountBetweenValues(
            TimeUnit.MILLISECONDS.toNanos(fromMillis), TimeUnit.MILLISECONDS.toNanos(toMillis) - 1);
  }
}
