package dev.weir.view.shape;

import java.math.BigDecimal;

/// How far a figure has been compared with what is billed.
public enum DataStatus {
  ESTIMATED("estimated", "priced by the gateway, not compared with a bill yet"),
  RECONCILED("reconciled", "agrees with the provider's own usage"),
  INVOICED("invoiced", "agrees with an invoice");

  private final String word;
  private final String meaning;

  DataStatus(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
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

  public String meaning() {
    return meaning;
  }
}
