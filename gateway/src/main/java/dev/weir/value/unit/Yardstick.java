package dev.weir.value.unit;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a unit costs otherwise: a baseline, a person's loaded rate. One figure, or from one to
/// another.
public record Yardstick(String name, BigDecimal lowUsd, BigDecimal highUsd) {
  private static final Pattern TEXT =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9_ -]{0,63}):([0-9]{1,12}(?:\\.[0-9]{1,12})?)"
              + "(?:\\.\\.([0-9]{1,12}(?:\\.[0-9]{1,12})?))?");

  /// How a cost stands beside it.
  public enum Standing {
    BELOW,
    WITHIN,
    ABOVE
  }

  /// @param savedLowUsd what a unit costs less than the yardstick's low end; negative = more
  /// @param savedHighUsd than its high end
  public record Against(
      Yardstick yardstick, Standing standing, BigDecimal savedLowUsd, BigDecimal savedHighUsd) {}

  public Yardstick {
    if (lowUsd.signum() < 0 || highUsd.compareTo(lowUsd) < 0) {
      throw new IllegalArgumentException(
          "yardstick '%s' goes from 0 or more upwards, was %s..%s"
              .formatted(name, lowUsd.toPlainString(), highUsd.toPlainString()));
    }
  }

  /// Reads `human:400..600` or `baseline:5.20`.
  public static Yardstick parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "parameter 'against' is written NAME:DOLLARS or NAME:FROM..TO, as human:400..600, was '%s'"
              .formatted(text));
    }
    BigDecimal low = new BigDecimal(parts.group(2));
    return new Yardstick(
        parts.group(1), low, parts.group(3) == null ? low : new BigDecimal(parts.group(3)));
  }

  public Against beside(BigDecimal costUsd) {
    return new Against(
        this, standing(costUsd), lowUsd.subtract(costUsd), highUsd.subtract(costUsd));
  }

  private Standing standing(BigDecimal costUsd) {
    if (costUsd.compareTo(lowUsd) < 0) {
      return Standing.BELOW;
    }
    return costUsd.compareTo(highUsd) > 0 ? Standing.ABOVE : Standing.WITHIN;
  }
}
