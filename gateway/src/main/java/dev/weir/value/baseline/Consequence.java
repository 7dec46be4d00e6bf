package dev.weir.value.baseline;

import java.math.BigDecimal;

/// A class of error and what it does.
///
/// @param probability of a unit to have such an error, 0 to 1
/// @param severityUsd what one that does harm costs
/// @param detectability share of such errors that nobody catches before they do harm, 0 to 1
public record Consequence(
    String name, BigDecimal probability, BigDecimal severityUsd, BigDecimal detectability) {
  private static final int NAME_MAX = 100;

  public Consequence {
    if (name.isBlank() || name.length() > NAME_MAX) {
      throw new IllegalArgumentException(
          "the name of a consequence is 1 to %d characters, was '%s'".formatted(NAME_MAX, name));
    }
    requireShare(name, "probability", probability);
    requireShare(name, "detectability", detectability);
    if (severityUsd.signum() < 0) {
      throw new IllegalArgumentException(
          "consequence '%s': field 'severity_usd' is not negative, was %s"
              .formatted(name, severityUsd.toPlainString()));
    }
  }

  private static void requireShare(String name, String field, BigDecimal share) {
    if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "consequence '%s': field '%s' is 0 to 1, was %s"
              .formatted(name, field, share.toPlainString()));
    }
  }

  /// Dollars a unit loses to it on average: P × severity × detectability, exact.
  public BigDecimal expectedLossUsd() {
    return probability.multiply(severityUsd).multiply(detectability);
  }
}
