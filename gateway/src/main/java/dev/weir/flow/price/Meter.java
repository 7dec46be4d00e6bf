package dev.weir.flow.price;

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
  REQUEST
}
