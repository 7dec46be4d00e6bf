package dev.weir.exchange.bill;

import java.util.Locale;

/// What a file is about.
public enum Kind {
  /// What a provider says was used, without money.
  USAGE,
  /// What a provider, or a cloud, says it bills.
  BILL;

  /// The name in files, databases and answers.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Kind of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
