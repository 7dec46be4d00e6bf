package dev.weir.flow.catalogue;

import java.util.Locale;

/// A quantity that a provider bills, disjoint from every other meter of the same charge.
public enum Meter {
  /// Input tokens neither read from nor written to a cache.
  INPUT,
  CACHE_READ,
  CACHE_WRITE_5M,
  CACHE_WRITE_1H,
  /// Output tokens that are not billed as reasoning.
  OUTPUT,
  REASONING,
  /// One per attempt that the provider answered.
  REQUEST;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// The name in catalogues, charges and exports, for example `cache_write_5m`.
  public String label() {
    return label;
  }

  /// Whether its tokens are part of the input, so that a context tier may be graduated.
  public boolean isInput() {
    return switch (this) {
      case INPUT, CACHE_READ, CACHE_WRITE_5M, CACHE_WRITE_1H -> true;
      case OUTPUT, REASONING, REQUEST -> false;
    };
  }

  /// A write may cost more than plain input, so a stand-in price is only a floor.
  public boolean isCacheWrite() {
    return this == CACHE_WRITE_5M || this == CACHE_WRITE_1H;
  }
}
