package dev.weir.flow.pace;

import java.util.Locale;

/// Who goes first where not all may pass.
public enum Priority {
  HIGH,
  NORMAL,
  LOW;

  /// Reads the value of a tag; whatever is no priority is the usual one.
  public static Priority of(String tag) {
    return switch (tag.toLowerCase(Locale.ROOT)) {
      case "high" -> HIGH;
      case "low" -> LOW;
      default -> NORMAL;
    };
  }
}
