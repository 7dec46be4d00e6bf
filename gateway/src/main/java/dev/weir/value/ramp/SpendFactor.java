package dev.weir.value.ramp;

import java.util.Locale;

/// What a day's spend is the product of: users × queries per user × tokens per query × price per
/// token.
public enum SpendFactor {
  USERS,
  QUERIES_PER_USER,
  TOKENS_PER_QUERY,
  PRICE_PER_TOKEN;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
