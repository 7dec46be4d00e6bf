package dev.weir.view.shape;

import java.math.BigDecimal;

/// How far a figure has been compared with what is billed.
public enum DataStatus {
  ESTIMATED("estimated"),
  RECONCILED("reconciled"),
  INVOICED("invoiced");

  private final String word;

  DataStatus(String word) {
    this.word = word;
  }

  /// Of a cost that is invoiced in one part and reconciled in another: it is as sure as its least
  /// sure part.
  public static DataStatus of(BigDecimal cost, BigDecimal reconciled, BigDecimal invoiced) {
    if (cost.signum() == 0 || invoiced.add(reconciled).compareTo(cost) < 0) {
      return ESTIMATED;
    }
    return invoiced.compareTo(cost) < 0 ? RECONCILED : INVOICED;
  }

  public String word() {
    return word;
  }
}
