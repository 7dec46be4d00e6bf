package dev.weir.value.criterion;

import java.math.BigDecimal;

/// What a metric is counted in, and which thresholds make sense of it.
public enum Unit {
  COUNT("0 or more"),
  NUMBER("0 or more"),
  SHARE("0 to 1"),
  USD("0 or more"),
  MILLIS("0 or more"),
  /// 1 = yes, 0 = no.
  YES_NO("1, which is yes");

  private final String rule;

  Unit(String rule) {
    this.rule = rule;
  }

  /// In words, for a refusal.
  String rule() {
    return rule;
  }

  boolean takes(BigDecimal threshold) {
    return switch (this) {
      case COUNT, NUMBER, USD, MILLIS -> threshold.signum() >= 0;
      case SHARE -> threshold.signum() >= 0 && threshold.compareTo(BigDecimal.ONE) <= 0;
      case YES_NO -> threshold.compareTo(BigDecimal.ONE) == 0;
    };
  }
}
