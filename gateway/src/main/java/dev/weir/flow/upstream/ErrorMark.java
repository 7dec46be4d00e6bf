package dev.weir.flow.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/// Looks for `"error"`, quotes included, in the chunks of an answer, also where chunks split it
/// within a line. In generated text the quotes are escaped, so that text about errors is none.
///
/// Compares from the mark's end and leaps by its length (Horspool, 1980): about one byte in seven
/// is looked at. Confined to its loop.
final class ErrorMark {
  private static final byte[] MARK = "\"error\"".getBytes(US_ASCII);
  private static final byte[] NONE = {};

  /// The end of a line that goes on.
  private byte[] before = NONE;

  boolean isIn(byte[] chunk) {
    boolean found = stands(chunk);
    if (before.length > 0) {
      byte[] seam = Arrays.copyOf(before, before.length + Math.min(chunk.length, MARK.length - 1));
      System.arraycopy(chunk, 0, seam, before.length, seam.length - before.length);
      found |= stands(seam);
      before = NONE;
      remember(chunk.length < MARK.length ? seam : chunk);
    } else {
      remember(chunk);
    }
    return found;
  }

  private void remember(byte[] bytes) {
    if (bytes.length > 0 && bytes[bytes.length - 1] != '\n') {
      int from = Math.max(0, bytes.length - MARK.length + 1);
      before = Arrays.copyOfRange(bytes, from, bytes.length);
    }
  }

  private static boolean stands(byte[] bytes) {
    int last = MARK.length - 1;
    int at = last;
    while (at < bytes.length) {
      byte seen = bytes[at];
      if (seen == '"' && Arrays.equals(bytes, at - last, at, MARK, 0, last)) {
        return true;
      }
      at += leap(seen);
    }
    return false;
  }

  /// From where this byte last stands in the mark, before its end, to its end.
  private static int leap(byte seen) {
    return switch (seen) {
      case '"' -> 6;
      case 'e' -> 5;
      case 'o' -> 2;
      case 'r' -> 1;
      default -> MARK.length;
    };
  }
}
