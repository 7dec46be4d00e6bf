package dev.weir.value.criterion;

import java.math.BigDecimal;
import java.util.Locale;

/// How a figure is to stand to a threshold.
public enum Comparison {
  AT_LEAST("≥"),
  ABOVE(">"),
  AT_MOST("≤"),
  BELOW("<");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String sign() {
    return sign;
  }

  /// Whether more is better: then the lower bound decides, else the upper one.
  boolean isUpward() {
    return this == AT_LEAST || this == ABOVE;
  }

  boolean holds(BigDecimal seen, BigDecimal threshold) {
    int order = seen.compareTo(threshold);
    return switch (this) {
      case AT_LEAST -> order >= 0;
      case ABOVE -> order > 0;
      case AT_MOST -> order <= 0;
      case BELOW -> order < 0;
    };
  }
}
