package dev.weir.view.shape;

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

  public String word() {
    return word;
  }

  public String meaning() {
    return meaning;
  }
}
