package dev.weir.flow.cohort;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Where a value stands among all there could be: 64 bits, unsigned, all equally likely. Pure: the
/// same on every gateway and for ever; docs/rollouts.md says how others compute it.
public final class Draw {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Draw() {}

  /// FNV-1a over the UTF-8 bytes of salt, a zero byte and value, its bits then spread. Values stand
  /// under one salt independently of where they stand under another.
  public static long of(String salt, String value) {
    long hash = FNV_OFFSET;
    for (byte each : (salt + '\0' + value).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * FNV_PRIME;
    }
    return spread(hash);
  }

  /// The finalizer of MurmurHash3.
  public static long spread(long bits) {
    long x = bits;
    x = (x ^ (x >>> 33)) * 0xff51afd7ed558ccdL;
    x = (x ^ (x >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return x ^ (x >>> 33);
  }

  /// In which of `parts` equal parts a place lies, from 0.
  public static long part(long place, long parts) {
    return Math.unsignedMultiplyHigh(place, parts);
  }

  /// The index of one of the weights.
  ///
  /// @param weights 0 or above, one of them above 0
  public static int index(long place, List<Integer> weights) {
    long left = part(place, weights.stream().mapToLong(Integer::longValue).sum());
    for (int i = 0; i < weights.size(); i++) {
      left -= weights.get(i);
      if (left < 0) {
        return i;
      }
    }
    throw new IllegalStateException("draw: %d is beyond the weights".formatted(left));
  }
}
