package dev.weir.flow.route;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Draws one of several by weight. Pure: the same draw gives the same one, on every gateway.
public final class Lot {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Lot() {}

  /// The index of one of the weights. Equal values draw equally, here and elsewhere; two lots of
  /// different names draw apart from each other.
  ///
  /// @param name the lot's own
  /// @param value what decides; empty = each draw for itself
  /// @param draw a number that is each call's own, all values equally likely
  /// @param weights 0 or above, one of them above 0
  public static int drawn(String name, String value, long draw, List<Integer> weights) {
    long hash = hash(name + '\0' + value);
    long bits = value.isEmpty() ? mixed(hash ^ mixed(draw)) : hash;
    long sum = weights.stream().mapToLong(Integer::longValue).sum();
    long place = Math.unsignedMultiplyHigh(bits, sum);
    for (int i = 0; i < weights.size(); i++) {
      place -= weights.get(i);
      if (place < 0) {
        return i;
      }
    }
    throw new IllegalStateException("lot: %d is beyond the weights".formatted(place));
  }

  /// FNV-1a over the UTF-8 bytes, its bits then spread.
  private static long hash(String text) {
    long hash = FNV_OFFSET;
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * FNV_PRIME;
    }
    return mixed(hash);
  }

  /// The finalizer of MurmurHash3.
  private static long mixed(long bits) {
    long x = bits;
    x = (x ^ (x >>> 33)) * 0xff51afd7ed558ccdL;
    x = (x ^ (x >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return x ^ (x >>> 33);
  }
}
