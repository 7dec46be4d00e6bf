package dev.weir.view.shape;

import java.util.Locale;

/// How something is to be taken. Said by a mark and a word too, never by colour alone.
public enum Tone {
  PLAIN,
  GOOD,
  WARN,
  BAD,
  QUIET;

  /// As the stylesheet knows it.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
