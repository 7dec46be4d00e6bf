package dev.weir.flow.meter;

/// Counts time gaps in buckets whose width is a sixteenth of their octave, from 1 µs to 17 minutes.
/// 1.7 KB, made at the first gap. One thread.
final class Gaps {
  private static final int SUB_BITS = 4;
  private static final int SUBS = 1 << SUB_BITS;
  private static final long MICROS_MAX = (1L << 30) - 1;

  private int[] buckets = {};
  private int count;

  void add(long micros) {
    if (buckets.length == 0) {
      buckets = new int[bucket(MICROS_MAX) + 1];
    }
    buckets[bucket(Math.clamp(micros, 0, MICROS_MAX))]++;
    count++;
  }

  /// The gap below which at least `share` of all gaps lie, as its bucket's upper end; −1 without
  /// gaps.
  long quantile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * count));
    long below = 0;
    for (int i = 0; i < buckets.length; i++) {
      below += buckets[i];
      if (below >= wanted) {
        return upperEnd(i);
      }
    }
    return -1;
  }

  private static int bucket(long micros) {
    if (micros < SUBS) {
      return (int) micros;
    }
    int shift = 63 - Long.numberOfLeadingZeros(micros) - SUB_BITS;
    return ((shift + 1) << SUB_BITS) + (int) (micros >>> shift) - SUBS;
  }

  private static long upperEnd(int bucket) {
    if (bucket < SUBS) {
      return bucket;
    }
    int shift = (bucket >>> SUB_BITS) - 1;
    long sub = (bucket & (SUBS - 1)) + (long) SUBS;
    return ((sub + 1) << shift) - 1;
  }
}
