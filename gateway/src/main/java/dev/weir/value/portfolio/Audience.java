package dev.weir.value.portfolio;

import java.util.Locale;

/// Who uses it; inside first.
public enum Audience {
  INTERNAL,
  PARTNER,
  CUSTOMER;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
