package dev.weir.exchange.cloud;

/// What others wrote, as a message shows it: on one line, and not endlessly.
public final class Shown {
  private Shown() {}

  /// @param charactersMax most of it; what is cut ends with `…`
  public static String of(String text, int charactersMax) {
    String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
    return line.length() > charactersMax ? cut(line, charactersMax - 1) + "…" : line;
  }

  private static String cut(String line, int end) {
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
  }
}
