package dev.weir.view.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How the console looks.
public enum Theme {
  /// As the system of its reader is set.
  AUTO,
  LIGHT,
  DARK;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Theme> find(String code) {
    return Arrays.stream(values()).filter(theme -> theme.code().equals(code)).findFirst();
  }
}
