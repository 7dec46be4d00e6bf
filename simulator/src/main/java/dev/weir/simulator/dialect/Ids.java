package dev.weir.simulator.dialect;

import java.util.SplittableRandom;
import java.util.UUID;

/// Identifiers in the providers' forms, derived from the row so that they need not be stored to be
/// found again.
final class Ids {
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String HEX = "0123456789abcdef";

  private Ids() {}

  static String letters(String prefix, int length, long row) {
    return make(prefix, LETTERS, length, row);
  }

  static String hex(String prefix, int length, long row) {
    return make(prefix, HEX, length, row);
  }

  static String uuid(long row) {
    var random = new SplittableRandom(row);
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /// Something that looks like the seal of a thought: base64 of nothing in particular.
  static String seal(long row) {
    return letters("EsgB", 200, row);
  }

  private static String make(String prefix, String alphabet, int length, long row) {
    var random = new SplittableRandom(row);
    var id = new StringBuilder(prefix.length() + length).append(prefix);
    for (int i = 0; i < length; i++) {
      id.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return id.toString();
  }
}
