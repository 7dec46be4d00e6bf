package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Where a user stands in a use case's rollout: docs/rollouts.md written anew.
final class Thousandth {
  private Thousandth() {}

  /// Among all users.
  static long of(String useCase, String user) {
    return thousandth(place(useCase, user));
  }

  /// Among those on its roster.
  static long ofEligible(String useCase, String user) {
    return thousandth(placeOfEligible(useCase, user));
  }

  /// The same, of all places there are: unsigned.
  static long placeOfEligible(String useCase, String user) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest((useCase + "\n" + user).getBytes(UTF_8));
      return spread(ByteBuffer.wrap(hash).getLong() ^ place(useCase, ""));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static long place(String useCase, String user) {
    long x = 0xcbf29ce484222325L;
    for (byte each : ("rollout/" + useCase + "\0" + user).getBytes(UTF_8)) {
      x = (x ^ Byte.toUnsignedLong(each)) * 0x100000001b3L;
    }
    return spread(x);
  }

  private static long spread(long bits) {
    long x = bits;
    x = (x ^ (x >>> 33)) * 0xff51afd7ed558ccdL;
    x = (x ^ (x >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return x ^ (x >>> 33);
  }

  private static long thousandth(long place) {
    return Math.unsignedMultiplyHigh(place, 1_000);
  }
}
