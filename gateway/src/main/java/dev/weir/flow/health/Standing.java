package dev.weir.flow.health;

import java.util.Locale;

/// How a target stands, for people.
public enum Standing {
  CLOSED,
  HALF_OPEN,
  OPEN;

  /// `half_open`
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Standing of(Circuit circuit) {
    return switch (circuit) {
      case Circuit.Closed _ -> CLOSED;
      case Circuit.HalfOpen _ -> HALF_OPEN;
      case Circuit.Open _ -> OPEN;
    };
  }
}
