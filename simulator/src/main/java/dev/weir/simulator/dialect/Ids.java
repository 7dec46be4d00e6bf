package dev.weir.simulator.dialect;

import java.util.SplittableRandom;

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

  private static String make(String prefix, String alphabet, int length, long row) {
    var random = new SplittableRandom(row);
    var id = new StringBuilder(prefix.length() + length).append(prefix);
    for (int i = 0; i < length; i++) {
      id.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return id.toString();
  }
}
