package dev.weir.base.wire;

import java.nio.charset.StandardCharsets;

/// Searching bytes for ASCII words, without making strings.
public final class Scan {
  private Scan() {}

  public static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }

  /// Offset of the first occurrence of `word`, or −1.
  public static int find(byte[] bytes, int from, int to, byte[] word) {
    byte first = word[0];
    int last = to - word.length;
    for (int i = from; i <= last; i++) {
      if (bytes[i] == first && matches(bytes, i, word)) {
        return i;
      }
    }
    return -1;
  }

  public static boolean startsWith(byte[] bytes, int from, int to, byte[] word) {
    return to - from >= word.length && matches(bytes, from, word);
  }

  public static boolean startsWith(byte[] bytes, int from, int to, String ascii) {
    if (to - from < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[from + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The first offset from `from` on that is no JSON white space.
  public static int skipSpace(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to
        && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\n' || bytes[i] == '\r')) {
      i++;
    }
    return i;
  }

  /// True if these bytes, between the quotes of a JSON string, stand for themselves: ASCII without
  /// a quote, an escape or a control character.
  public static boolean isPlainText(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < ' ' || bytes[i] == '"' || bytes[i] == '\\') {
        return false;
      }
    }
    return true;
  }

  public static String text(byte[] ascii, int from, int to) {
    return new String(ascii, from, to - from, StandardCharsets.US_ASCII);
  }

  private static boolean matches(byte[] bytes, int at, byte[] word) {
    for (int i = 1; i < word.length; i++) {
      if (bytes[at + i] != word[i]) {
        return false;
      }
    }
    return bytes[at] == word[0];
  }
}
