package dev.weir.acceptance;

import java.nio.charset.StandardCharsets;

/// Where a user stands among all users of a use case's rollout: docs/rollouts.md written anew.
final class Thousandth {
  private Thousandth() {}

  static long of(String useCase, String user) {
    long x = 0xcbf29ce484222325L;
    for (byte each : ("rollout/" + useCase + "\0" + user).getBytes(StandardCharsets.UTF_8)) {
      x = (x ^ Byte.toUnsignedLong(each)) * 0x100000001b3L;
    }
    x = (x ^ (x >>> 33)) * 0xff51afd7ed558ccdL;
    x = (x ^ (x >>> 33)) * 0xc4ceb9fe1a85ec53L;
    x ^= x >>> 33;
    return Math.unsignedMultiplyHigh(x, 1_000);
  }
}
